"""What happened with whom, newest first, paged by (day, number): one way for all who have one."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import only_compared
from app.core.permissions import Viewer
from app.core.timeline import STEP, Found, days_of
from app.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementState,
    EngagementType,
    engagement_organisation,
    engagement_user,
)
from app.engagements.queries.engagements import load_lines
from app.engagements.queries.visibility import visible_to

Cursor = tuple[date, int]
KINDS: Mapping[str, type[enum.StrEnum]] = {"type": EngagementType, "state": EngagementState}
# Whose timeline it is → the column that says so. A link's index holds the day, and no other does.
SUBJECTS: Mapping[str, Any] = {
    "organisation": engagement_organisation.c.organisation_id,
    "contact": EngagementContact.__table__.c.contact_id,
    "user": engagement_user.c.user_id,
    "partnership": Engagement.__table__.c.partnership_id,
    "unit": Engagement.__table__.c.unit_id,
}


def timeline(
    session: Session,
    subject: str,
    number: int,
    viewer: Viewer,
    arguments: Mapping[str, str] | None = None,
    limit: int = STEP,
) -> Found:
    """The newest engagements of an organisation, contact, user, partnership or unit, in two
    statements, narrowed by ``type``, ``state``, ``quarter`` (``2026-Q3``, or a year) and
    ``before`` of an address; what nobody could mean is left out.
    """
    asked = _understood(arguments or {})
    belongs = SUBJECTS[subject]
    link = belongs.table
    found = sa.select(Engagement)
    if link is Engagement.__table__:
        day, key = Engagement.starts_on, Engagement.id
    else:
        day, key = link.c.starts_on, link.c.engagement_id
        found = found.join(link, key == Engagement.id)
    found = found.where(belongs == number, visible_to(viewer))
    for name in KINDS.keys() & asked.keys():
        # The index of all engagements of a type must not stand in for this subject's own.
        found = found.where(only_compared(getattr(Engagement, name)) == asked[name])
    if "quarter" in asked:
        found = found.where(day.between(*days_of(asked["quarter"])))
    cursor = read_cursor(asked.get("before", ""))
    if cursor:
        found = found.where(sa.tuple_(day, key) < cursor)
    newest = found.order_by(day.desc(), key.desc()).limit(limit + 1)
    rows = load_lines(session, newest, Engagement.organisations, Engagement.people)
    last = rows[limit - 1] if len(rows) > limit else None
    older = f"{last.starts_on.isoformat()}.{last.id}" if last else None
    return Found(rows[:limit], asked, KINDS, cursor[0] if cursor else None, older)


def _understood(arguments: Mapping[str, str]) -> dict[str, str]:
    """Those arguments that mean something here."""
    asked = {
        name: arguments[name]
        for name, members in KINDS.items()
        if arguments.get(name) in {member.value for member in members}
    }
    with suppress(ValueError):
        days_of(arguments.get("quarter", ""))
        asked["quarter"] = arguments["quarter"]
    if read_cursor(arguments.get("before", "")):
        asked["before"] = arguments["before"]
    return asked


def read_cursor(before: str) -> Cursor | None:
    """(day, number) from an address; anything else starts with the newest."""
    day, _dot, number = before.partition(".")
    try:
        # Longer numbers fit no column.
        return (date.fromisoformat(day), int(number)) if len(number) < 10 else None
    except ValueError:
        return None
