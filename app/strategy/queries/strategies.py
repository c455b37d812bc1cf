"""Strategies and frameworks: one, all, those in force, and what they contain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.base import ExecutableOption

from app.core.audit import Change
from app.core.records import get_one
from app.strategy.models import (
    FocusArea,
    Goal,
    Indicator,
    Objective,
    Strategy,
    StrategyKind,
    StrategyState,
)
from app.strategy.queries.parts import OnePart


def all_strategies(session: Session) -> list[Strategy]:
    """Every strategy and framework without its parts, the newest first."""
    newest = (Strategy.in_force_from.desc().nulls_first(), Strategy.id.desc())
    return list(session.scalars(sa.select(Strategy).order_by(*newest)))


def get_strategy(session: Session, strategy_id: int, lock: bool = False) -> Strategy:
    """One strategy with what it supersedes, without its parts, else NotFound."""
    statement = sa.select(Strategy).where(Strategy.id == strategy_id)
    return get_one(session, statement.options(selectinload(Strategy.supersedes)), lock=lock)


def find_in_force(session: Session, kind: StrategyKind, lock: bool = False) -> Strategy | None:
    """The strategy of this kind that is in force, without its parts, or None."""
    statement = _in_force(kind)
    if lock:
        statement = statement.with_for_update()
    return session.scalars(statement).one_or_none()


def current_strategy(session: Session) -> Strategy | None:
    """The city strategy in force with its goals, or None."""
    statement = _in_force(StrategyKind.CITY_STRATEGY).options(selectinload(Strategy.goals))
    return session.scalars(statement).one_or_none()


def current_framework(session: Session) -> Strategy | None:
    """The framework in force with its objectives and focus areas, or None."""
    statement = _in_force(StrategyKind.FRAMEWORK).options(
        selectinload(Strategy.objectives), selectinload(Strategy.focus_areas)
    )
    return session.scalars(statement).one_or_none()


def _in_force(kind: StrategyKind) -> sa.Select[Strategy]:
    return sa.select(Strategy).where(
        Strategy.kind == kind, Strategy.state == StrategyState.IN_FORCE
    )


def load_contents(session: Session, strategies: Iterable[Strategy]) -> None:
    """Give the strategies their parts, links, indicators and actuals, in four statements."""
    shown = {strategy.id: strategy for strategy in strategies}
    links = joinedload(Goal.objectives), joinedload(Goal.sdgs), joinedload(Goal.predecessors)
    goals = _of(session, Goal, shown, *links)
    before = joinedload(Objective.predecessors)
    objectives = _of(session, Objective, shown, joinedload(Objective.goals), before)
    focus_areas = _of(session, FocusArea, shown, joinedload(FocusArea.predecessors))
    load_indicators(session, [*goals, *objectives])
    for number, strategy in shown.items():
        set_committed_value(strategy, "goals", [g for g in goals if g.strategy_id == number])
        set_committed_value(
            strategy, "objectives", [o for o in objectives if o.strategy_id == number]
        )
        set_committed_value(
            strategy, "focus_areas", [f for f in focus_areas if f.strategy_id == number]
        )


def _of(
    session: Session,
    model: type[OnePart],
    strategies: Collection[int],
    *options: ExecutableOption,
) -> list[OnePart]:
    statement = sa.select(model).where(model.strategy_id.in_(strategies)).options(*options)
    return list(session.scalars(statement.order_by(model.position, model.id)).unique())


def load_indicators(session: Session, subjects: Sequence[Goal | Objective]) -> None:
    """Give the goals and objectives their indicators with actuals, in one statement."""
    goal_ids = [subject.id for subject in subjects if isinstance(subject, Goal)]
    objective_ids = [subject.id for subject in subjects if isinstance(subject, Objective)]
    if not subjects:
        return
    found = session.scalars(
        sa.select(Indicator)
        .where(sa.or_(Indicator.goal_id.in_(goal_ids), Indicator.objective_id.in_(objective_ids)))
        .options(joinedload(Indicator.actuals))
        .order_by(Indicator.id)
    ).unique()
    indicators = list(found)
    for subject in subjects:
        key = "goal_id" if isinstance(subject, Goal) else "objective_id"
        own = [i for i in indicators if getattr(i, key) == subject.id]
        set_committed_value(subject, "indicators", own)


def history_of_strategy(session: Session, strategy: Strategy, limit: int = 200) -> list[Change]:
    """Changes of the strategy and of the parts it has, newest first; parts must be loaded."""
    parts = {
        "strategy": [strategy.id],
        "goal": [goal.id for goal in strategy.goals],
        "objective": [objective.id for objective in strategy.objectives],
        "focus_area": [area.id for area in strategy.focus_areas],
    }
    wanted = [
        sa.and_(Change.entity_type == entity, Change.entity_id.in_(ids))
        for entity, ids in parts.items()
        if ids
    ]
    found = sa.select(Change).where(sa.or_(*wanted))
    return list(session.scalars(found.order_by(Change.id.desc()).limit(limit)))
