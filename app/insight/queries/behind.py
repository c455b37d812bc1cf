"""The engagements behind the figures of a report, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.models import Engagement
from app.engagements.queries.visibility import audience
from app.partnerships.models import Partnership, partnership_focus_area, partnership_objective


def engagements_of(
    session: Session,
    partnerships: sa.Select[Any],
    quarter: Quarter,
    widest: Visibility,
    conditions: Sequence[sa.ColumnElement[bool]],
    most: int,
) -> Sequence[Any]:
    """The first engagements of these partnerships in a quarter, oldest first, for an audience: id,
    summary, starts_on, type, and the partnership's number and name."""
    statement = (
        sa.select(
            Engagement.id,
            Engagement.summary,
            Engagement.starts_on,
            Engagement.type,
            Engagement.partnership_id,
            Partnership.name,
        )
        .join(Partnership, Partnership.id == Engagement.partnership_id)
        .where(*_among(partnerships, quarter, widest), *conditions)
        .order_by(Engagement.starts_on, Engagement.id)
        .limit(most)
    )
    return session.execute(statement).all()


def count_engagements_of(
    session: Session,
    partnerships: sa.Select[Any],
    quarter: Quarter,
    widest: Visibility,
    conditions: Sequence[sa.ColumnElement[bool]],
) -> int:
    """How many there are."""
    within = _among(partnerships, quarter, widest)
    return session.scalar(sa.select(sa.func.count(Engagement.id)).where(*within, *conditions)) or 0


def _among(
    partnerships: sa.Select[Any], quarter: Quarter, widest: Visibility
) -> list[sa.ColumnElement[bool]]:
    return [
        Engagement.partnership_id.in_(partnerships),
        Engagement.starts_on.between(quarter.first_day, quarter.last_day),
        audience(widest),
    ]


def serving_both(objective: int, focus_area: int) -> list[sa.ColumnElement[bool]]:
    """Whether a partnership serves an objective and a focus area."""
    objectives, areas = partnership_objective.c, partnership_focus_area.c
    with_objective = sa.select(objectives.partnership_id).where(
        objectives.objective_id == objective
    )
    with_area = sa.select(areas.partnership_id).where(areas.focus_area_id == focus_area)
    return [Partnership.id.in_(with_objective), Partnership.id.in_(with_area)]
