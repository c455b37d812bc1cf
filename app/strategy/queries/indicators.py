"""Indicators and their measured values, one at a time."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.core.records import get_one
from app.strategy.models import Goal, Indicator, IndicatorActual, Objective


def get_indicator(session: Session, indicator_id: int, lock: bool = False) -> Indicator:
    """An indicator with its actuals, its goal or objective and their strategy, else NotFound."""
    statement = (
        sa.select(Indicator)
        .where(Indicator.id == indicator_id)
        .options(
            selectinload(Indicator.actuals),
            selectinload(Indicator.goal).joinedload(Goal.strategy),
            selectinload(Indicator.objective).joinedload(Objective.strategy),
        )
    )
    return get_one(session, statement, lock=lock)


def get_actual(session: Session, actual_id: int, lock: bool = False) -> IndicatorActual:
    """A measured value with its indicator, goal or objective, and strategy, else NotFound."""
    indicator = selectinload(IndicatorActual.indicator)
    statement = (
        sa.select(IndicatorActual)
        .where(IndicatorActual.id == actual_id)
        .options(
            indicator.joinedload(Indicator.goal).joinedload(Goal.strategy),
            indicator.joinedload(Indicator.objective).joinedload(Objective.strategy),
        )
    )
    return get_one(session, statement, lock=lock)
