"""City strategies with their goals, the international framework, indicators."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.core.audit import SYSTEM
from app.demonstration.facts import Facts, read, translations
from app.demonstration.world import World
from app.strategy import services
from app.strategy.models import (
    FocusAreaGroup,
    Goal,
    Objective,
    Strategy,
    StrategyKind,
    StrategyState,
)


def plan(world: World) -> None:
    """What was in force on the first day; later strategies are adopted on their own day."""
    facts = read(world.city, "strategy")
    add = world.agenda.add
    add(world.start, 10, lambda: _add_framework(world, facts["framework"]))
    for strategy in facts["strategies"]:
        adopted = strategy.get("adopted")
        day = max(world.start, adopted["on"] if adopted else world.start)
        is_first = day == world.start
        drafted = day if is_first else world.workday(day - timedelta(days=12))
        add(drafted, 11, _drafting(world, strategy))
        if adopted:
            add(day, 12 if is_first else 14, _adopting(world, strategy))
        for goal in strategy["goals"]:
            world.former_codes.setdefault(goal["code"], goal.get("formerly", ""))
    measured = [s["adopted"]["on"] for s in facts["strategies"] if s.get("adopted")]
    day = max(world.start, max(measured) + timedelta(days=30))
    add(day, 13, lambda: _add_indicators(world, facts["indicators"]))


def _add_framework(world: World, facts: Facts) -> None:
    framework = _create(world, facts, StrategyKind.FRAMEWORK)
    for given in facts["objectives"]:
        values = _part(given) | {"key_bodies": given.get("key_bodies", "")}
        added = services.add_objective(world.session, framework, values, actor=SYSTEM)
        world.objectives[given["code"]] = added
    for given in facts["focus_areas"]:
        values = _part(given) | {"group": FocusAreaGroup(given["group"])}
        area = services.add_focus_area(world.session, framework, values, actor=SYSTEM)
        world.focus_areas[given["code"]] = area
    _adopt(world, framework, facts)


def _drafting(world: World, facts: Facts) -> Any:
    def draft() -> None:
        strategy = _create(world, facts, StrategyKind.CITY_STRATEGY)
        for given in facts["goals"]:
            values = _part(given) | {
                "objectives": [world.objectives[code].id for code in given.get("objectives", ())],
                "sdgs": given.get("sdgs", []),
                "predecessors": _carried_on(world, given),
            }
            goal = services.add_goal(world.session, strategy, values, actor=_author(world))
            world.goals[facts["key"], given["code"]] = goal

    return draft


def _carried_on(world: World, given: Facts) -> list[int]:
    """The goal of the strategy in force that the drafters carry on, where they say so."""
    return [
        goal.id
        for (_key, code), goal in world.goals.items()
        if code == given.get("formerly") and goal.strategy.state is StrategyState.IN_FORCE
    ]


def _adopting(world: World, facts: Facts) -> Any:
    def adopt() -> None:
        _adopt(world, world.strategies[facts["key"]], facts)

    return adopt


def _author(world: World) -> Any:
    return world.users.get("officer", SYSTEM)


def _create(world: World, facts: Facts, kind: StrategyKind) -> Strategy:
    period = facts["period"]
    values: dict[str, Any] = {
        **translations(facts["title"], "title"),
        **(translations(facts["vision"], "vision") if "vision" in facts else {}),
        "kind": kind,
        "summary": facts["summary"],
        "period_from": period[0],
        "period_to": period[1] if len(period) > 1 else None,
        "source": facts["source"],
        "evidence_on": facts.get("evidence_on"),
    }
    strategy = services.create_strategy(world.session, values, actor=_author(world))
    world.strategies[facts["key"]] = strategy
    return strategy


def _adopt(world: World, strategy: Strategy, facts: Facts) -> None:
    day: date = facts["adopted"]["on"]
    decision = {"adopted_by": facts["adopted"]["by"], "decided_on": day, "in_force_from": day}
    manager = world.users["manager"]
    if facts["confidence"] == "high":
        services.verify_strategy(world.session, strategy, actor=manager)
    services.adopt(world.session, strategy, decision, actor=manager)


def _part(given: Facts) -> dict[str, Any]:
    return {
        **translations(given["names"]),
        "code": given["code"],
        "description": given.get("description", ""),
    }


def _add_indicators(world: World, given: list[Facts]) -> None:
    for facts in given:
        values = {
            **translations(facts["names"]),
            "unit": facts["unit"],
            "means_of_verification": facts["verification"],
            **{
                name: facts.get(name)
                for name in ("baseline", "baseline_year", "target", "target_year")
            },
        }
        subject, officer = _subject(world, facts["of"]), world.users["officer"]
        indicator = services.add_indicator(world.session, subject, values, actor=officer)
        for period, value in facts.get("actuals", ()):
            actual = {"period": period, "value": Decimal(value)}
            services.record_actual(world.session, indicator, actual, actor=officer)


def _subject(world: World, code: str) -> Goal | Objective:
    if code in world.objectives:
        return world.objectives[code]
    return next(goal for (_key, own), goal in reversed(world.goals.items()) if own == code)


def goal_in_force(world: World, code: str) -> Goal:
    """The goal with this code, or the one it was called in the strategy before."""
    for (_key, own), goal in world.goals.items():
        if goal.strategy.state is StrategyState.IN_FORCE and own in (
            code,
            world.former_codes.get(code),
        ):
            return goal
    raise KeyError(code)
