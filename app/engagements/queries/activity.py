"""How active partnerships were between two days, as a viewer may know of it."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.engagements.models import (
    Engagement,
    EngagementState,
    engagement_focus_area,
    engagement_objective,
)
from app.engagements.queries.visibility import Predicate, visible_to


def _held(first_day: date, last_day: date, viewer: Viewer) -> Predicate:
    return sa.and_(
        Engagement.state == EngagementState.HELD,
        Engagement.starts_on.between(first_day, last_day),
        visible_to(viewer),
    )


def held_by_partnership(
    session: Session, first_day: date, last_day: date, viewer: Viewer
) -> dict[int, int]:
    """Partnership → engagements held; those that had none are not in it."""
    number = Engagement.partnership_id
    counted = (
        sa.select(number, sa.func.count())
        .where(_held(first_day, last_day, viewer), number.is_not(None))
        .group_by(number)
    )
    return {row[0]: row[1] for row in session.execute(counted) if row[0] is not None}


def held_by_cell(
    session: Session, first_day: date, last_day: date, viewer: Viewer
) -> dict[tuple[int, int, int | None], int]:
    """(objective, focus area, partnership or None) → engagements held that served both."""
    objectives, areas = engagement_objective.c, engagement_focus_area.c
    keys = (objectives.objective_id, areas.focus_area_id, Engagement.partnership_id)
    counted = (
        sa.select(*keys, sa.func.count())
        .join(engagement_focus_area, areas.engagement_id == objectives.engagement_id)
        .join(Engagement, Engagement.id == objectives.engagement_id)
        .where(_held(first_day, last_day, viewer))
        .group_by(*keys)
    )
    return {(row[0], row[1], row[2]): row[3] for row in session.execute(counted)}
