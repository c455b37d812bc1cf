"""Proposals at every point of their way, each act on its own day."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.permissions import EVERYTHING
from app.demonstration.facts import Facts, read
from app.demonstration.strategies import goal_in_force
from app.demonstration.world import Act, World
from app.partnerships.models import PartnershipKind
from app.proposals import queries, services
from app.proposals.models import Channel, Criterion, Proposal, Verdict
from app.proposals.services.public import VISITOR

# Shares of the days since it came in: sorted, assessed once and twice, recommended, decided,
# answered.
SORTED, ASSESSED, RECOMMENDED, DECIDED, ANSWERED = 0.15, (0.4, 0.55), 0.7, 0.85, 0.92


def plan(world: World) -> None:
    """Put down each proposal of the city's facts, with all that happens to it."""
    if world.city != "helsinki":
        return
    for facts in read(world.city, "proposals")["proposals"]:
        _Way(world, facts).put_down()


class _Way:
    """One proposal: its number is known once it has come in."""

    def __init__(self, world: World, facts: Facts) -> None:
        self.world, self.facts, self.number = world, facts, 0

    def put_down(self) -> None:
        facts = self.facts
        self._on(0, 9, self._receive)
        if "handler" in facts:
            self._on(SORTED, 10, self._sort)
        for place, assessor in enumerate(facts.get("assessors", ())):
            self._on(ASSESSED[place], 13 + place, self._assessing(assessor))
        for name, share, act in (
            ("recommended", RECOMMENDED, self._recommend),
            ("decided", DECIDED, self._decide),
            ("partnership", ANSWERED, self._convert),
            ("declined", ANSWERED, self._decline),
            ("withdrawn", ANSWERED, self._withdraw),
        ):
            if name in facts:
                self._on(share, 15, act)

    def _on(self, share: float, hour: float, act: Act) -> None:
        days: int = self.facts["ago"]
        day = self.world.workday(self.world.ago(days - round(days * share)))
        self.world.agenda.add(day, hour, act)

    @property
    def proposal(self) -> Proposal:
        return queries.get_proposal(self.world.session, self.number, EVERYTHING, lock=True)

    @property
    def handler(self) -> Any:
        return self.world.users[self.facts["handler"]]

    def _receive(self) -> None:
        facts, world = self.facts, self.world
        public = facts["channel"] == "public"
        made = services.receive(
            world.session,
            _values(world, facts),
            actor=VISITOR if public else world.users[facts["by"]],
            channel=Channel.PUBLIC if public else Channel.INTERNAL,
            language=facts.get("language", "en"),
        )
        self.number = made.id

    def _sort(self) -> None:
        world, facts = self.world, self.facts
        values = {
            "kind": PartnershipKind(facts["kind"]),
            "unit_id": world.units[facts["unit"]].id,
            "handler_id": self.handler.id,
            "triage_note": facts.get("note", ""),
        }
        services.triage(world.session, self.proposal, values, actor=self.handler)
        for assessor in facts.get("assessors", ()):
            asked = {"assessor_id": world.users[assessor["who"]].id, "due_on": None}
            services.ask_assessor(world.session, self.proposal, asked, actor=self.handler)

    def _assessing(self, assessor: Facts) -> Act:
        def hand_in() -> None:
            if Criterion.RISK.value not in assessor:
                return
            session, user = self.world.session, self.world.users[assessor["who"]]
            proposal = self.proposal
            mine = queries.find_assessment(session, proposal.id, user.id)
            assert mine is not None  # noqa: S101 (asked when it was sorted)
            values = _marks(assessor)
            services.submit_assessment(session, proposal, mine, values, actor=user)

        return hand_in

    def _recommend(self) -> None:
        facts, left = self.facts["recommended"], self.facts.get("could_leave")
        values = {
            "recommendation": Verdict(facts["verdict"]),
            "recommendation_text": facts["text"],
            "could_leave_id": self.world.partnerships[left].id if left else None,
            "could_leave_note": self.facts.get("could_leave_note", ""),
        }
        services.recommend(self.world.session, self.proposal, values, actor=self.handler)

    def _decide(self) -> None:
        facts = self.facts["decided"]
        values = {
            "decision": Verdict(facts["verdict"]),
            "decision_body": facts["body"],
            "decided_on": clock.today(),
        }
        manager = self.world.users["manager"]
        services.decide(self.world.session, self.proposal, values, actor=manager)

    def _convert(self) -> None:
        values = {
            "name": self.facts["partnership"],
            "owner_id": self.handler.id,
            "is_demonstration": True,
        }
        manager = self.world.users["manager"]
        services.convert(self.world.session, self.proposal, values, actor=manager)

    def _decline(self) -> None:
        facts = self.facts["declined"]
        values = {"decline_reason": facts["reason"], "alternative": facts["alternative"]}
        manager = self.world.users["manager"]
        services.decline(self.world.session, self.proposal, values, actor=manager)

    def _withdraw(self) -> None:
        reason = self.facts["withdrawn"]
        services.withdraw(self.world.session, self.proposal, reason, actor=self.handler)


def _marks(assessor: Facts) -> dict[str, Any]:
    """Each criterion with its score and the reason; who has handed in nothing has none."""
    values: dict[str, Any] = {}
    for each in Criterion:
        values[f"{each.value}_score"], values[f"{each.value}_reason"] = assessor[each.value]
    return values


def _values(world: World, facts: Facts) -> dict[str, Any]:
    organisation = world.organisations.get(facts.get("organisation", ""))
    person = facts["person"]
    return {
        "kind": PartnershipKind(facts["kind"]),
        **{
            name: facts.get(name, "")
            for name in ("title", "what", "rationale", "resources", "timetable")
        },
        "organisation_id": organisation.id if organisation is not None else None,
        "organisation_name": facts.get("organisation_name", ""),
        "country": facts.get("country"),
        "focus_areas": [world.focus_areas[code].id for code in facts.get("focus", ())],
        "objectives": [world.objectives[code].id for code in facts.get("objectives", ())],
        "goals": [goal_in_force(world, code).id for code in facts.get("goals", ())],
        **{f"contact_{name}": person.get(name, "") for name in ("name", "role", "email")},
    }
