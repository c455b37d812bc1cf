"""Partnerships enter the register as they were found, then are justified one by one at the gate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from app.demonstration import facts as written
from app.demonstration.facts import Facts
from app.demonstration.partnership_values import creation, justification
from app.demonstration.strategies import goal_in_force
from app.demonstration.world import Act, World
from app.partnerships import services
from app.partnerships.models import Contribution, EndKind, PartnershipKind

# How a partnership came into the register: those that exist enter under review, with their gaps.
NEW = frozenset({"ended", "proposed", "assessed", "proposed_active"})
JUSTIFIED = frozenset({"active", "quiet"})
# Days that the switch of strategy needs before goals are chosen anew.
AFTER_SWITCH = 20


def plan(world: World) -> None:
    """Put down for each partnership its entry, its way through the gate, and its end."""
    days = _days_of_justification(world)
    found = written.partnerships(world.city)
    world.ending_soon = frozenset(each["key"] for each in found if each["path"] == "expired")
    for place, facts in enumerate(_as_of_today(world, each) for each in found):
        world.agenda.add(_entered(world, facts, place), 10, _entering(world, facts))
        PLANS[facts["path"]](world, facts, days)
        if "next_owner" in facts:
            day = world.workday(world.newest_quarter.last_day - timedelta(days=9))
            world.agenda.add(day, 14, _handing_over(world, facts))


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


def _entering(world: World, facts: Facts) -> Act:
    def enter() -> None:
        made = services.create_partnership(
            world.session,
            PartnershipKind(facts["kind"]),
            creation(world, facts),
            actor=world.users["eu" if facts["kind"] == "eu_project" else "officer"],
            exists=facts["path"] not in NEW,
        )
        world.partnerships[facts["key"]] = made
        world.partnership_facts[made.id] = facts
        for report in facts.get("reports", ()):
            values = {"period": report["period"], "due_on": report["due"]}
            services.add_report(world.session, made, values, actor=world.users["eu"])

    return enter


def _is_early(world: World, facts: Facts) -> bool:
    """Whether it was justified by a goal of the strategy before."""
    before = world.start + timedelta(days=150) < _switch(world)
    return before and bool(facts.get("early"))


def _plan_active(world: World, facts: Facts, days: Iterator[date]) -> None:
    switch = _switch(world)
    if _is_early(world, facts):
        first = world.start + timedelta(days=40 + world.rng.randrange(90))
        world.agenda.add(world.workday(first), 11, _justifying(world, facts))
        again = world.workday(switch + timedelta(days=AFTER_SWITCH + world.rng.randrange(70)))
        world.agenda.add(again, 11, _realigning(world, facts))
    else:
        world.agenda.add(next(days), 11, _justifying(world, facts))


def _plan_lapsed(world: World, facts: Facts, _days: Iterator[date]) -> None:
    """Justified once; nobody has chosen a goal of the new strategy."""
    if _is_early(world, facts):
        first = world.workday(world.start + timedelta(days=75))
        world.agenda.add(first, 11, _justifying(world, facts))


def _plan_review(world: World, facts: Facts, _days: Iterator[date]) -> None:
    """Nothing further: its gaps stand on the worklist."""
    if facts["confidence"] == "high":
        day = world.workday(world.start + timedelta(days=30))
        world.agenda.add(day, 15, _verifying(world, facts))


def _plan_dormant(world: World, facts: Facts, _days: Iterator[date]) -> None:
    reason = "Nothing is expected to happen; it is kept for the record."
    world.agenda.add(
        world.workday(world.ago(400)), 12, _moving(world, facts, "make_dormant", reason)
    )


def _plan_suspended(world: World, facts: Facts, _days: Iterator[date]) -> None:
    day = world.workday(world.start + timedelta(days=27))
    world.agenda.add(day, 12, _moving(world, facts, "suspend", facts["reason"]))


def _plan_ended(world: World, facts: Facts, _days: Iterator[date]) -> None:
    ended: date = facts.get("ended") or facts["ends_on"]
    day = max(world.start + timedelta(days=27), ended + timedelta(days=27))
    world.agenda.add(world.workday(day), 13, _ending(world, facts))


def _plan_expired(world: World, facts: Facts, _days: Iterator[date]) -> None:
    """It ran while the register was kept, and ended after its last day."""
    day = world.workday(facts["ends_on"] + timedelta(days=24))
    world.agenda.add(day, 13, _ending(world, facts))


def _plan_proposed(_world: World, _facts: Facts, _days: Iterator[date]) -> None:
    """It waits at the gate."""


def _plan_assessed(world: World, facts: Facts, _days: Iterator[date]) -> None:
    def assess() -> None:
        _align(world, facts)
        reason = "Both divisions have looked at it; staff time is available."
        services.assess(
            world.session, world.partnerships[facts["key"]], reason, actor=_owner(world, facts)
        )

    world.agenda.add(world.workday(world.ago(21)), 12, assess)


def _plan_proposed_active(world: World, facts: Facts, _days: Iterator[date]) -> None:
    """The whole way of something new: proposed, assessed, approved, active."""
    start, add = _began(world, facts), world.agenda.add

    def assess() -> None:
        _justify(world, facts)
        _move(world, facts, "assess", "It fits the strategy, and the division has the people.")

    add(world.workday(start - timedelta(days=30)), 12, assess)
    add(world.workday(start - timedelta(days=16)), 12,
        _moving(world, facts, "approve", "Decided as proposed."))  # fmt: skip
    add(world.workday(start + timedelta(days=4)), 12,
        _moving(world, facts, "activate", "The project has begun."))  # fmt: skip


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


def _owner(world: World, facts: Facts) -> Any:
    return world.users[facts.get("owner", "officer")]


def _handing_over(world: World, facts: Facts) -> Act:
    def hand_over() -> None:
        services.set_owner(
            world.session,
            world.partnerships[facts["key"]],
            world.users[facts["next_owner"]].id,
            "The work was shared out anew.",
            actor=world.users["manager"],
        )

    return hand_over


def _justifying(world: World, facts: Facts) -> Act:
    def justify() -> None:
        _justify(world, facts)
        _move(world, facts, "activate", "Owner, goal and decision are in place.")

    return justify


def _realigning(world: World, facts: Facts) -> Act:
    def realign() -> None:
        _align(world, facts)
        _move(world, facts, "activate", "Justified anew by a goal of the new strategy.")

    return realign


def _justify(world: World, facts: Facts) -> None:
    partnership = world.partnerships[facts["key"]]
    values = justification(world, facts)
    reason = "Named as the one who answers for it."
    services.update_partnership(
        world.session, partnership, values, actor=world.users["manager"], reason=reason
    )
    _align(world, facts)
    if facts["confidence"] == "high":
        _verify(world, facts)


def _align(world: World, facts: Facts) -> None:
    goal = goal_in_force(world, facts["goal"])
    values = {
        "goal_id": goal.id,
        "contribution": Contribution(facts["contribution"]),
        "rationale": facts["rationale"],
        "expected_benefit": facts.get("benefit_expected", ""),
        "how_measured": facts.get("measured", ""),
    }
    services.align(
        world.session, world.partnerships[facts["key"]], values, actor=_owner(world, facts)
    )


def _verifying(world: World, facts: Facts) -> Act:
    def verify() -> None:
        _verify(world, facts)

    return verify


def _verify(world: World, facts: Facts) -> None:
    partnership = world.partnerships[facts["key"]]
    values = {"source": partnership.source, "evidence_on": partnership.evidence_on}
    services.verify(world.session, partnership, values, actor=world.users["officer"])


def _moving(world: World, facts: Facts, verb: str, reason: str) -> Act:
    def move() -> None:
        _move(world, facts, verb, reason)

    return move


def _move(world: World, facts: Facts, verb: str, reason: str) -> None:
    partnership = world.partnerships[facts["key"]]
    getattr(services, verb)(world.session, partnership, reason, actor=world.users["manager"])


def _ending(world: World, facts: Facts) -> Act:
    def end() -> None:
        ended = facts.get("ended") or facts["ends_on"]
        values = {
            "end_kind": EndKind(facts.get("end_kind", "expired")),
            "ended_on": ended,
            "outcome": facts["outcome"],
            "reason": "Entered for the record; it was over before.",
        }
        partnership = world.partnerships[facts["key"]]
        if ended >= world.start:
            values["reason"] = "The project has run its time."
        services.end(world.session, partnership, values, actor=world.users["manager"])
        if facts["confidence"] == "high":
            _verify(world, facts)

    return end
