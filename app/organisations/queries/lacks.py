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
    return select.where(_organisation_lacks(lack, viewer, today))


def contacts_lacking(select: Select, lack: Lack, today: date) -> Select:
    """Those contacts of ``select`` that lack this."""
    return select.where(_contact_lacks(lack, today))


def _organisation_lacks(lack: Lack, viewer: Viewer, today: date) -> sa.ColumnElement[bool]:
    if lack is Lack.NO_PERSON:
        there = sa.select(Affiliation.id).join(Affiliation.contact)
        there = there.where(
            Affiliation.organisation_id == Organisation.id,
            Affiliation.ended_on.is_(None),
            contact_is_visible(viewer),
        )
        return ~there.correlate(Organisation).exists()
    if lack is Lack.QUIET:
        return _is_old(Organisation.last_engaged_on, today)
    column = {Lack.UNVERIFIED: Organisation.verified_on, Lack.NO_COUNTRY: Organisation.country}
    return column[lack].is_(None)


def _contact_lacks(lack: Lack, today: date) -> sa.ColumnElement[bool]:
    if lack is Lack.NO_WORK:
        work = sa.select(Affiliation.id).where(
            Affiliation.contact_id == Contact.id, Affiliation.ended_on.is_(None)
        )
        # The list joins where they work mainly; this asks for any place at all.
        return ~work.correlate(Contact).exists()
    if lack is Lack.NO_EMAIL:
        return Contact.email == ""
    if lack is Lack.STALE:
        return Contact.last_verified_on < today - rules.FRESH
    if lack is Lack.QUIET:
        return _is_old(Contact.last_engaged_on, today)
    return Contact.last_verified_on.is_(None)


def organisations_in_care(select: Select, user_id: int) -> Select:
    """Those organisations of ``select`` that the user has to look after."""
    return select.where(Organisation.id.in_(hooks.cared_for(user_id)))


def contacts_in_care(select: Select, user_id: int) -> Select:
    """Those contacts of ``select`` who work at one of these now."""
    return working_at(select, hooks.cared_for(user_id))


def counts_lacking(viewer: Viewer, today: date) -> list[sa.Subquery]:
    """How many records in the viewer's care lack each of `COUNTED`, in its order: one row of the
    organisations and one of the contacts, because going through them is what takes the time."""
    organisations = organisations_in_care(select_organisations(), viewer.user_id)
    contacts = contacts_in_care(select_contacts(viewer), viewer.user_id)
    lacks = {of: [lack for kind, lack in COUNTED if kind == of] for of, _lack in COUNTED}
    return [
        _counted(
            organisations,
            [_organisation_lacks(lack, viewer, today) for lack in lacks["organisations"]],
        ),
        _counted(contacts, [_contact_lacks(lack, today) for lack in lacks["contacts"]]),
    ]


def _counted(select: Select, lacks: list[sa.ColumnElement[bool]]) -> sa.Subquery:
    counts = [
        sa.func.count(sa.case((each, 1))).label(f"lack_{place}") for place, each in enumerate(lacks)
    ]
    return select.with_only_columns(*counts).order_by(None).subquery()


def _is_old(day: Any, today: date) -> sa.ColumnElement[bool]:
    return sa.or_(day.is_(None), day < today - rules.FRESH)
