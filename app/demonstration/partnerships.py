"""Partnerships enter the register as they were found, then are justified one by one at the gate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.demonstration import facts as written
from app.demonstration import partnership_acts as acts
from app.demonstration.facts import Facts
from app.demonstration.world import World
from app.partnerships import services

JUSTIFIED = frozenset({"active", "quiet"})
# Days that the switch of strategy needs before goals are chosen anew.
AFTER_SWITCH = 20


def plan(world: World) -> None:
    """Put down for each partnership its entry, its way through the gate, and its end."""
    days = _days_of_justification(world)
    found = written.partnerships(world.city)
    world.ending_soon = frozenset(each["key"] for each in found if each["path"] == "expired")
    for place, facts in enumerate(_as_of_today(world, each) for each in found):
        world.agenda.add(_entered(world, facts, place), 10, acts.entering(world, facts))
        PLANS[facts["path"]](world, facts, days)
        if "next_owner" in facts:
            day = world.workday(world.newest_quarter.last_day - timedelta(days=9))
            world.agenda.add(day, 14, acts.handing_over(world, facts))


def _as_of_today(world: World, facts: Facts) -> Facts:
    """What expired before the register began was over when it was entered."""
    is_over = facts["path"] == "expired" and facts["ends_on"] < world.start + timedelta(days=40)
    return {**facts, "path": "ended"} if is_over else facts


def _switch(world: World) -> date:
    """The day on which the newest city strategy came into force."""
    strategies = written.read(world.city, "strategy")["strategies"]
    days: list[date] = [each["adopted"]["on"] for each in strategies if each.get("adopted")]
    return max(days)


def _days_of_justification(world: World) -> Iterator[date]:
    """One by one after the last change of strategy, into the newest quarter under review."""
    first = max(_switch(world), world.start + timedelta(days=60)) + timedelta(days=AFTER_SWITCH)
    last = world.newest_quarter.last_day - timedelta(days=20)
    found = [f for f in written.partnerships(world.city) if f["path"] in JUSTIFIED]
    waiting = [f for f in found if not _is_early(world, f)]
    step = max((last - first).days, 0) / max(len(waiting), 1)
    for place in range(len(waiting)):
        yield world.workday(first + timedelta(days=int(step * place)))


def _entered(world: World, facts: Facts, place: int) -> date:
    if facts["path"] == "proposed_active":
        return world.workday(_began(world, facts) - timedelta(days=40))
    if facts["path"] in ("proposed", "assessed"):
        return world.workday(world.ago(24 if facts["path"] == "proposed" else 60))
    return world.workday(world.start + timedelta(days=8 + place // 6))


def _began(world: World, facts: Facts) -> date:
    """The first day of something new, or a day soon after the register began."""
    first: date = facts["starts_on"]
    return max(first, world.start + timedelta(days=75))


def _is_early(world: World, facts: Facts) -> bool:
    """Whether it was justified by a goal of the strategy before."""
    before = world.start + timedelta(days=150) < _switch(world)
    return before and bool(facts.get("early"))


def _plan_active(world: World, facts: Facts, days: Iterator[date]) -> None:
    switch = _switch(world)
    if _is_early(world, facts):
        first = world.start + timedelta(days=40 + world.rng.randrange(90))
        world.agenda.add(world.workday(first), 11, acts.justifying(world, facts))
        again = world.workday(switch + timedelta(days=AFTER_SWITCH + world.rng.randrange(70)))
        world.agenda.add(again, 11, acts.realigning(world, facts))
    else:
        world.agenda.add(next(days), 11, acts.justifying(world, facts))


def _plan_lapsed(world: World, facts: Facts, _days: Iterator[date]) -> None:
    """Justified once; nobody has chosen a goal of the new strategy."""
    if _is_early(world, facts):
        first = world.workday(world.start + timedelta(days=75))
        world.agenda.add(first, 11, acts.justifying(world, facts))


def _plan_review(world: World, facts: Facts, _days: Iterator[date]) -> None:
    """Nothing further: its gaps stand on the worklist."""
    if facts["confidence"] == "high":
        day = world.workday(world.start + timedelta(days=30))
        world.agenda.add(day, 15, acts.verifying(world, facts))


def _plan_dormant(world: World, facts: Facts, _days: Iterator[date]) -> None:
    reason = "Nothing is expected to happen; it is kept for the record."
    day = world.workday(world.newest_quarter.first_day + timedelta(days=24))
    world.agenda.add(day, 12, acts.moving(world, facts, "make_dormant", reason))


def _plan_suspended(world: World, facts: Facts, _days: Iterator[date]) -> None:
    day = world.workday(world.start + timedelta(days=27))
    world.agenda.add(day, 12, acts.moving(world, facts, "suspend", facts["reason"]))


def _plan_ended(world: World, facts: Facts, _days: Iterator[date]) -> None:
    ended: date = facts.get("ended") or facts["ends_on"]
    day = max(world.start + timedelta(days=27), ended + timedelta(days=27))
    world.agenda.add(world.workday(day), 13, acts.ending(world, facts))


def _plan_expired(world: World, facts: Facts, _days: Iterator[date]) -> None:
    """It ran while the register was kept, and ended after its last day."""
    day = world.workday(facts["ends_on"] + timedelta(days=24))
    world.agenda.add(day, 13, acts.ending(world, facts))


def _plan_proposed(_world: World, _facts: Facts, _days: Iterator[date]) -> None:
    """It waits at the gate."""


def _plan_assessed(world: World, facts: Facts, _days: Iterator[date]) -> None:
    def assess() -> None:
        acts.align(world, facts)
        reason = "Both divisions have looked at it; staff time is available."
        services.assess(
            world.session, world.partnerships[facts["key"]], reason, actor=acts.owner(world, facts)
        )

    world.agenda.add(world.workday(world.ago(21)), 12, assess)


def _plan_proposed_active(world: World, facts: Facts, _days: Iterator[date]) -> None:
    """The whole way of something new: proposed, assessed, approved, active."""
    start, add = _began(world, facts), world.agenda.add

    def assess() -> None:
        acts.justify(world, facts)
        acts.move(world, facts, "assess", "It fits the strategy, and the division has the people.")

    add(world.workday(start - timedelta(days=30)), 12, assess)
    add(world.workday(start - timedelta(days=16)), 12,
        acts.moving(world, facts, "approve", "Decided as proposed."))  # fmt: skip
    add(world.workday(start + timedelta(days=4)), 11, acts.starting(world, facts))
    add(world.workday(start + timedelta(days=4)), 12,
        acts.moving(world, facts, "activate", "The project has begun."))  # fmt: skip


PLANS = {
    "active": _plan_active,
    "quiet": _plan_active,
    "lapsed": _plan_lapsed,
    "review": _plan_review,
    "dormant": _plan_dormant,
    "suspended": _plan_suspended,
    "ended": _plan_ended,
    "expired": _plan_expired,
    "proposed": _plan_proposed,
    "assessed": _plan_assessed,
    "proposed_active": _plan_proposed_active,
}
