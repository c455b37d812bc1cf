"""What is done to a partnership on its way, each as an act for the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.demonstration.facts import Facts
from app.demonstration.partnership_values import creation, justification
from app.demonstration.strategies import goal_in_force
from app.demonstration.world import Act, World
from app.partnerships import services
from app.partnerships.models import Contribution, EndKind, PartnershipKind, ProjectStage
from app.users.queries import handed_to
from app.users.services import accept_items

# Not in effect when they were entered; those that exist enter under review, with their gaps.
NEW = frozenset({"ended", "proposed", "assessed", "proposed_active"})


def entering(world: World, facts: Facts) -> Act:
    def act() -> None:
        made = services.create_partnership(
            world.session,
            PartnershipKind(facts["kind"]),
            creation(world, facts),
            actor=world.users["eu" if facts["kind"] == "eu_project" else "officer"],
            exists=facts["path"] not in NEW,
        )
        world.partnerships[facts["key"]] = made
        if facts["kind"] == "eu_project":
            _note_course(world, facts, made)

    return act


def _note_course(world: World, facts: Facts, project: Any) -> None:
    """The stages before the one it was found in, as far as they are dated, and its reports."""
    actor = world.users["eu"]
    earlier = dict(facts.get("stages", {}))
    if project.stage == ProjectStage.CLOSED and "starts_on" in facts:
        earlier.setdefault("running", facts["starts_on"])
    for stage, day in earlier.items():
        values = {"stage": ProjectStage(stage), "entered_on": day}
        services.record_stage(world.session, project, values, actor=actor)
    for report in facts.get("reports", ()):
        values = {
            "period": report["period"],
            "starts_on": report.get("from"),
            "ends_on": report.get("to"),
            "due_on": report["due"],
        }
        services.add_report(world.session, project, values, actor=actor)


def owner(world: World, facts: Facts) -> Any:
    return world.users[facts.get("owner", "officer")]


def handing_over(world: World, facts: Facts) -> Act:
    def act() -> None:
        session, partnership = world.session, world.partnerships[facts["key"]]
        heir, reason = world.users[facts["next_owner"]], "The work was shared out anew."
        services.set_owner(session, partnership, heir.id, reason, actor=world.users["manager"])
        waiting = handed_to(session, heir.id)
        ids = [item.id for item in waiting if item.entity_id == partnership.id]
        accept_items(session, ids, actor=heir)

    return act


def justifying(world: World, facts: Facts) -> Act:
    def act() -> None:
        justify(world, facts)
        move(world, facts, "activate", "Owner, goal and decision are in place.")

    return act


def realigning(world: World, facts: Facts) -> Act:
    def act() -> None:
        partnership = world.partnerships[facts["key"]]
        old = next(each for each in partnership.alignments if each.lapsed_on is not None)
        services.rejustify(
            world.session, partnership, old, _serving(world, facts), actor=owner(world, facts)
        )
        move(world, facts, "activate", "Justified anew by a goal of the new strategy.")

    return act


def justify(world: World, facts: Facts) -> None:
    partnership = world.partnerships[facts["key"]]
    values = justification(world, facts)
    reason = "Named as the one who answers for it."
    services.update_partnership(
        world.session, partnership, values, actor=world.users["manager"], reason=reason
    )
    align(world, facts)
    if facts["confidence"] == "high":
        verify(world, facts)


def _serving(world: World, facts: Facts) -> dict[str, Any]:
    return {
        "goal_id": goal_in_force(world, facts["goal"]).id,
        "contribution": Contribution(facts["contribution"]),
        "rationale": facts["rationale"],
        "expected_benefit": facts.get("benefit_expected", ""),
        "how_measured": facts.get("measured", ""),
    }


def align(world: World, facts: Facts) -> None:
    services.align(
        world.session,
        world.partnerships[facts["key"]],
        _serving(world, facts),
        actor=owner(world, facts),
    )


def verifying(world: World, facts: Facts) -> Act:
    def act() -> None:
        verify(world, facts)

    return act


def verify(world: World, facts: Facts) -> None:
    partnership = world.partnerships[facts["key"]]
    values = {"source": partnership.source, "evidence_on": partnership.evidence_on}
    services.verify(world.session, partnership, values, actor=world.users["officer"])


def moving(world: World, facts: Facts, verb: str, reason: str) -> Act:
    def act() -> None:
        move(world, facts, verb, reason)

    return act


def move(world: World, facts: Facts, verb: str, reason: str) -> None:
    partnership = world.partnerships[facts["key"]]
    getattr(services, verb)(world.session, partnership, reason, actor=world.users["manager"])


def starting(world: World, facts: Facts) -> Act:
    def act() -> None:
        values = {
            "stage": ProjectStage.RUNNING,
            "entered_on": facts["starts_on"],
            "reason": "The first period has begun.",
        }
        project = world.partnerships[facts["key"]]
        services.move_stage(world.session, project, values, actor=world.users["eu"])

    return act


def close(world: World, project: Any, day: date) -> None:
    """The last stage of a project that ran while the register was kept."""
    values = {
        "stage": ProjectStage.CLOSED,
        "entered_on": day,
        "reason": "The last period is over.",
    }
    services.move_stage(world.session, project, values, actor=world.users["eu"])


def ending(world: World, facts: Facts) -> Act:
    def act() -> None:
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
            close(world, partnership, ended)
        services.end(world.session, partnership, values, actor=world.users["manager"])
        if facts["confidence"] == "high":
            verify(world, facts)

    return act
