"""Strategies, frameworks and their parts."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from app.core.audit import SYSTEM
from app.core.session import Session
from app.strategy import queries, services
from app.strategy.models import (
    FocusArea,
    FocusAreaGroup,
    Goal,
    Indicator,
    Objective,
    Strategy,
    StrategyKind,
)

_numbers = count(1)


def make_draft(
    session: Session, kind: StrategyKind = StrategyKind.CITY_STRATEGY, **values: Any
) -> Strategy:
    """A draft without parts."""
    given = {"kind": kind, "title_en": f"Strategy {next(_numbers)}", **values}
    return services.create_strategy(session, given, actor=SYSTEM)


def make_strategy(session: Session, goals: int = 1, **values: Any) -> Strategy:
    """A city strategy in force since 1 August 2025, with ``goals`` goals."""
    start = values.pop("in_force_from", date(2025, 8, 1))
    given = {"vision_en": "The most functional city in the world", **values}
    strategy = make_draft(session, StrategyKind.CITY_STRATEGY, **given)
    for _goal in range(goals):
        make_goal(session, strategy=strategy)
    return put_in_force(session, strategy, start)


def make_framework(session: Session, **values: Any) -> Strategy:
    """A framework in force since 10 June 2019, with an objective and a focus area."""
    start = values.pop("in_force_from", date(2019, 6, 10))
    framework = make_draft(session, StrategyKind.FRAMEWORK, **values)
    make_objective(session, strategy=framework)
    make_focus_area(session, strategy=framework)
    return put_in_force(session, framework, start)


def put_in_force(session: Session, strategy: Strategy, start: date) -> Strategy:
    """Adopt a draft from ``start`` on."""
    decision = {"adopted_by": "City Council", "decided_on": start, "in_force_from": start}
    services.adopt(session, strategy, decision, actor=SYSTEM)
    return strategy


def make_goal(session: Session, strategy: Strategy | None = None, **values: Any) -> Goal:
    """A goal of ``strategy``, else of the city strategy in force, which is made if need be."""
    strategy = strategy or _in_force(session, StrategyKind.CITY_STRATEGY)
    given = _named("G", "Goal", values)
    return services.add_goal(session, strategy, given, actor=SYSTEM)


def make_objective(session: Session, strategy: Strategy | None = None, **values: Any) -> Objective:
    """An objective of ``strategy``, else of the framework in force, which is made if need be."""
    strategy = strategy or _in_force(session, StrategyKind.FRAMEWORK)
    given = _named("O", "Objective", values)
    return services.add_objective(session, strategy, given, actor=SYSTEM)


def make_focus_area(session: Session, strategy: Strategy | None = None, **values: Any) -> FocusArea:
    """A strength-based area of ``strategy``, else of the framework in force."""
    strategy = strategy or _in_force(session, StrategyKind.FRAMEWORK)
    given = {"group": FocusAreaGroup.STRENGTH, **_named("F", "Focus area", values)}
    return services.add_focus_area(session, strategy, given, actor=SYSTEM)


def make_indicator(session: Session, subject: Goal | Objective, **values: Any) -> Indicator:
    """A measure of a goal or an objective."""
    given = {"name_en": f"Indicator {next(_numbers)}", **values}
    return services.add_indicator(session, subject, given, actor=SYSTEM)


def _named(letter: str, word: str, values: dict[str, Any]) -> dict[str, Any]:
    number = next(_numbers)
    return {"code": f"{letter}{number}", "name_en": f"{word} {number}", **values}


def _in_force(session: Session, kind: StrategyKind) -> Strategy:
    found = queries.find_in_force(session, kind)
    if found is not None:
        return found
    if kind is StrategyKind.CITY_STRATEGY:
        return make_strategy(session)
    return make_framework(session)
