"""In SQL what ``rules.organisation_lacks`` and ``rules.contact_lacks`` say of a record."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from app.core import hooks
from app.core.permissions import Viewer
from app.organisations import rules
from app.organisations.models import Affiliation, Contact, Organisation
from app.organisations.queries.contacts import contact_is_visible, select_contacts, working_at
from app.organisations.queries.organisations import select_organisations
from app.organisations.rules import Lack

Select = sa.Select[Any]
# What the worklist at home counts, and in which list it stands.
COUNTED: tuple[tuple[str, Lack], ...] = (
    ("organisations", Lack.UNVERIFIED),
    ("organisations", Lack.NO_PERSON),
    ("organisations", Lack.QUIET),
    ("contacts", Lack.UNVERIFIED),
    ("contacts", Lack.STALE),
    ("contacts", Lack.NO_EMAIL),
)


def organisations_lacking(select: Select, lack: Lack, viewer: Viewer, today: date) -> Select:
    """Those organisations of ``select`` that lack this, as far as the viewer can see."""
    if lack is Lack.NO_PERSON:
        there = sa.select(Affiliation.id).join(Affiliation.contact)
        there = there.where(
            Affiliation.organisation_id == Organisation.id,
            Affiliation.ended_on.is_(None),
            contact_is_visible(viewer),
        )
        return select.where(~there.exists())
    if lack is Lack.QUIET:
        return select.where(_is_old(Organisation.last_engaged_on, today))
    column = {Lack.UNVERIFIED: Organisation.verified_on, Lack.NO_COUNTRY: Organisation.country}
    return select.where(column[lack].is_(None))


def contacts_lacking(select: Select, lack: Lack, today: date) -> Select:
    """Those contacts of ``select`` that lack this."""
    if lack is Lack.NO_WORK:
        work = sa.select(Affiliation.id).where(
            Affiliation.contact_id == Contact.id, Affiliation.ended_on.is_(None)
        )
        # The list joins where they work mainly; this asks for any place at all.
        return select.where(~work.correlate(Contact).exists())
    if lack is Lack.NO_EMAIL:
        return select.where(Contact.email == "")
    if lack is Lack.STALE:
        return select.where(Contact.last_verified_on < today - rules.FRESH)
    if lack is Lack.QUIET:
        return select.where(_is_old(Contact.last_engaged_on, today))
    return select.where(Contact.last_verified_on.is_(None))


def organisations_in_care(select: Select, user_id: int) -> Select:
    """Those organisations of ``select`` that the user has to look after."""
    return select.where(Organisation.id.in_(hooks.cared_for(user_id)))


def contacts_in_care(select: Select, user_id: int) -> Select:
    """Those contacts of ``select`` who work at one of these now."""
    return working_at(select, hooks.cared_for(user_id))


def counts_lacking(viewer: Viewer, today: date) -> list[sa.ScalarSelect[int]]:
    """How many records in the viewer's care lack each of `COUNTED`, each a value to select."""
    return [_count(_lacking(of, lack, viewer, today)) for of, lack in COUNTED]


def _lacking(of: str, lack: Lack, viewer: Viewer, today: date) -> Select:
    if of == "organisations":
        cared = organisations_in_care(select_organisations(), viewer.user_id)
        return organisations_lacking(cared, lack, viewer, today)
    cared = contacts_in_care(select_contacts(viewer), viewer.user_id)
    return contacts_lacking(cared, lack, today)


def _count(select: Select) -> sa.ScalarSelect[int]:
    rows = select.with_only_columns(sa.literal_column("1")).order_by(None).subquery()
    return sa.select(sa.func.count()).select_from(rows).scalar_subquery()


def _is_old(day: Any, today: date) -> sa.ColumnElement[bool]:
    return sa.or_(day.is_(None), day < today - rules.FRESH)
