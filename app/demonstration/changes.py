"""Proposals to change the goals themselves, some of them answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.demonstration.facts import Facts, read, translations
from app.demonstration.strategies import goal_in_force
from app.demonstration.world import World
from app.strategy import services
from app.strategy.models import ChangeKind, StrategyKind

ANSWERED_AFTER = timedelta(days=9)


def plan(world: World) -> None:
    """Each on its day; what is declined is declined a little later."""
    for facts in read(world.city, "strategy").get("changes", ()):
        day = world.workday(world.ago(facts["days_ago"]))
        world.agenda.add(day, 15, _proposing(world, facts))


def _proposing(world: World, facts: Facts) -> Any:
    def propose() -> None:
        goal = goal_in_force(world, facts["about"]) if "about" in facts else None
        values = {
            **translations(facts["names"]),
            "kind": ChangeKind(facts["kind"]),
            "document": StrategyKind(facts["document"]),
            "goal_id": goal.id if goal is not None else None,
            "reason": facts["reason"],
            "partnership_id": world.partnerships[facts["partnership"]].id,
        }
        made = services.propose_change(world.session, values, actor=world.users[facts["who"]])
        if "declined" in facts:
            day = world.workday(world.ago(facts["days_ago"]) + ANSWERED_AFTER)
            answer = {"answer": facts["declined"]}
            world.agenda.add(day, 10, lambda: _decline(world, made, answer))

    return propose


def _decline(world: World, change: Any, answer: dict[str, str]) -> None:
    services.decline_change(world.session, change, answer, actor=world.users["officer"])
