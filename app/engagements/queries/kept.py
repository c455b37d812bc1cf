"""The last day on which something was engaged, computed from the log.

Restricted engagements do not count: the date shows to everybody, and would tell of them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.search.models import SearchDocument
from app.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementState,
    engagement_organisation,
)
from app.organisations.models import Contact, Organisation
from app.partnerships.models import Partnership

ORGANISATION: Any = Organisation.__table__
CONTACT: Any = Contact.__table__
PARTNERSHIP: Any = Partnership.__table__


def _last_held(today: date) -> sa.Select[Any]:
    return sa.select(sa.func.max(Engagement.starts_on)).where(
        Engagement.state == EngagementState.HELD,
        Engagement.visibility != Visibility.RESTRICTED,
        Engagement.starts_on <= today,
    )


def last_with_organisation(today: date) -> Any:
    """For the row of ``organisation`` around it."""
    link = engagement_organisation.c
    joined = _last_held(today).join(engagement_organisation, link.engagement_id == Engagement.id)
    return joined.where(link.organisation_id == ORGANISATION.c.id).scalar_subquery()


def last_with_contact(today: date) -> Any:
    """For the row of ``contact`` around it."""
    joined = _last_held(today).join(
        EngagementContact, EngagementContact.engagement_id == Engagement.id
    )
    return joined.where(EngagementContact.contact_id == CONTACT.c.id).scalar_subquery()


def last_in_partnership(today: date) -> Any:
    """For the row of ``partnership`` around it."""
    within = _last_held(today).where(Engagement.partnership_id == PARTNERSHIP.c.id)
    return within.scalar_subquery()


def kept_differences(session: Session, today: date) -> list[tuple[str, int]]:
    """Kind and number of every record whose kept date is not what the log says."""
    wrong: list[tuple[str, int]] = []
    for table, computed in (
        (ORGANISATION, last_with_organisation(today)),
        (CONTACT, last_with_contact(today)),
        (PARTNERSHIP, last_in_partnership(today)),
    ):
        differs = table.c.last_engaged_on.is_distinct_from(computed)
        ids = session.scalars(sa.select(table.c.id).where(differs).order_by(table.c.id))
        wrong += [(table.name, number) for number in ids]
    return wrong


def stored_day(table: Any) -> Any:
    """The kept date of the record that a search document stands for, as a subquery."""
    return (
        sa.select(table.c.last_engaged_on)
        .where(table.c.id == SearchDocument.entity_id)
        .scalar_subquery()
    )
