"""In SQL what ``rules.organisation_lacks`` and ``rules.contact_lacks`` say of a record."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from app.core.permissions import Viewer
from app.organisations import rules
from app.organisations.models import Affiliation, Contact, Organisation
from app.organisations.queries.contacts import contact_is_visible
from app.organisations.rules import Lack

Select = sa.Select[Any]


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


def _is_old(day: Any, today: date) -> sa.ColumnElement[bool]:
    return sa.or_(day.is_(None), day < today - rules.FRESH)
