"""What happened with whom, newest first, paged by (day, number)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.engagements.models import (
    Engagement,
    EngagementContact,
    engagement_organisation,
    engagement_user,
)
from app.engagements.queries.engagements import load_lines
from app.engagements.queries.visibility import visible_to

Cursor = tuple[date, int]
Before = Cursor | str | None


def cursor_after(rows: Sequence[Engagement], limit: int = 20) -> str | None:
    """What to hand in as ``before`` for those older than the first ``limit``; None when there are
    none: ``rows`` must have been read with a limit of one more.
    """
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return f"{last.starts_on.isoformat()}.{last.id}"


def read_cursor(before: Before) -> Cursor | None:
    """A cursor from a query string; anything else starts with the newest."""
    if before is None or isinstance(before, tuple):
        return before
    day, _dot, number = before.partition(".")
    try:
        # Longer numbers fit no column.
        return (date.fromisoformat(day), int(number)) if len(number) < 10 else None
    except ValueError:
        return None


def timeline_for_organisation(
    session: Session, organisation_id: int, viewer: Viewer, before: Before = None, limit: int = 20
) -> list[Engagement]:
    """Engagements with an organisation."""
    link = engagement_organisation.c
    return _linked(session, link, link.organisation_id == organisation_id, viewer, before, limit)


def timeline_for_contact(
    session: Session, contact_id: int, viewer: Viewer, before: Before = None, limit: int = 20
) -> list[Engagement]:
    """Engagements in which a contact took part."""
    link = EngagementContact.__table__.c
    return _linked(session, link, link.contact_id == contact_id, viewer, before, limit)


def timeline_for_partnership(
    session: Session, partnership_id: int, viewer: Viewer, before: Before = None, limit: int = 20
) -> list[Engagement]:
    """Engagements within a partnership."""
    return _timeline(session, Engagement.partnership_id == partnership_id, viewer, before, limit)


def timeline_for_user(
    session: Session, user_id: int, viewer: Viewer, before: Before = None, limit: int = 20
) -> list[Engagement]:
    """Engagements in which one of our people took part."""
    link = engagement_user.c
    return _linked(session, link, link.user_id == user_id, viewer, before, limit)


def timeline_for_unit(
    session: Session, unit_id: int, viewer: Viewer, before: Before = None, limit: int = 20
) -> list[Engagement]:
    """Engagements that a unit logged."""
    return _timeline(session, Engagement.unit_id == unit_id, viewer, before, limit)


def _timeline(
    session: Session, belongs: Any, viewer: Viewer, before: Before, limit: int
) -> list[Engagement]:
    found = sa.select(Engagement).where(belongs)
    return _newest(session, found, Engagement.starts_on, Engagement.id, viewer, before, limit)


def _linked(
    session: Session, link: Any, belongs: Any, viewer: Viewer, before: Before, limit: int
) -> list[Engagement]:
    """By the day kept in the link: the index of a link table has no other."""
    found = sa.select(Engagement).join(
        link.engagement_id.table, link.engagement_id == Engagement.id
    )
    found = found.where(belongs)
    return _newest(session, found, link.starts_on, link.engagement_id, viewer, before, limit)


def _newest(
    session: Session,
    found: sa.Select[Any],
    day: Any,
    number: Any,
    viewer: Viewer,
    before: Before,
    limit: int,
) -> list[Engagement]:
    found = found.where(visible_to(viewer))
    if cursor := read_cursor(before):
        found = found.where(sa.tuple_(day, number) < cursor)
    newest = found.order_by(day.desc(), number.desc()).limit(limit)
    return load_lines(session, newest, Engagement.organisations, Engagement.people)
