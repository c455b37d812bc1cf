"""Visits at every point of their way, each act on its own day."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from app.core import clock
from app.core.db import Visibility
from app.core.permissions import EVERYTHING
from app.demonstration.facts import Facts, read
from app.demonstration.world import Act, World
from app.engagements.models import Promiser, Tier
from app.engagements.services import add_follow_up
from app.organisations.models import OrganisationKind
from app.proposals.models import Channel
from app.proposals.services.public import VISITOR
from app.visits import queries, services
from app.visits.models import Visit

# Since when units say what they can host, in days; and how long an answer takes.
STATED, ANSWERED, PLANNED = 200, 8, 16


def plan(world: World) -> None:
    """Put down what units can host, and each visit with all that happens to it."""
    facts = read(world.city, "visits")
    world.agenda.add(world.ago(STATED), 9, lambda: _state(world, facts["capacity"]))
    for each in facts["visits"]:
        _Way(world, each).put_down()


def _state(world: World, capacity: dict[str, int]) -> None:
    for key, visits in capacity.items():
        unit, actor = world.units[key], world.users["officer"]
        services.set_capacity(world.session, unit.id, clock.today(), visits, actor=actor)


class _Way:
    """One visit: its number is known once it has been asked for."""

    def __init__(self, world: World, facts: Facts) -> None:
        self.world, self.facts, self.number = world, facts, 0
        self.asked = world.workday(world.ago(facts["asked"]))
        self.first = world.workday(world.today + timedelta(days=facts["on"]))

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.facts.get("days", 1) - 1)

    def put_down(self) -> None:
        answered = min(self.asked + timedelta(days=ANSWERED), self.first - timedelta(days=1))
        planned = min(self.asked + timedelta(days=PLANNED), self.first - timedelta(days=1))
        self._on(self.asked, 9, self._receive)
        for name, day, act in (
            ("redirected", answered, self._redirect),
            ("declined", answered, self._decline),
            ("handler", answered, self._accept),
            ("stops", planned, self._plan),
            ("held", self.last, self._hold),
            ("report", self.last + timedelta(days=6), self._report),
        ):
            if name in self.facts:
                self._on(day, 16, act)

    def _on(self, day: date, hour: float, act: Act) -> None:
        self.world.agenda.add(day, hour, act)

    @property
    def visit(self) -> Visit:
        return queries.get_visit(self.world.session, self.number, EVERYTHING, lock=True)

    @property
    def handler(self) -> Any:
        return self.world.users[self.facts.get("handler", "officer")]

    def _receive(self) -> None:
        facts, world = self.facts, self.world
        public = facts["channel"] == "public"
        made = services.receive(
            world.session,
            self._values(),
            actor=VISITOR if public else world.users[facts["by"]],
            channel=Channel.PUBLIC if public else Channel.INTERNAL,
        )
        self.number = made.id

    def _values(self) -> dict[str, Any]:
        facts, world = self.facts, self.world
        organisation = world.organisations.get(facts.get("organisation", ""))
        head, person = facts.get("head", {}), facts["person"]
        return {
            **{name: facts.get(name, "") for name in ("title", "purpose", "note")},
            "organisation_id": organisation.id if organisation is not None else None,
            "organisation_name": facts.get("organisation_name", ""),
            "country": facts["country"],
            "size": facts.get("size"),
            "head_role": head.get("role", ""),
            "head_tier": Tier(head["tier"]) if "tier" in head else None,
            "focus_areas": [world.focus_areas[code].id for code in facts["focus"]],
            "starts_on": self.first,
            "ends_on": self.last if self.last != self.first else None,
            "unit_id": world.units[facts["unit"]].id if "unit" in facts else None,
            "visibility": Visibility(facts.get("visibility", "city")),
            "allows_calendar": facts.get("calendar", False),
            "head_name": person.get("head_name", ""),
            **{f"contact_{name}": person.get(name, "") for name in ("name", "role", "email")},
            "is_demonstration": True,
        }

    def _redirect(self) -> None:
        told = self.facts["redirected"]
        values = {"redirected_to": told["to"], "state_reason": told["reason"]}
        services.redirect(self.world.session, self.visit, values, actor=self.handler)

    def _decline(self) -> None:
        values = {"state_reason": self.facts["declined"]}
        services.decline(self.world.session, self.visit, values, actor=self.handler)

    def _accept(self) -> None:
        facts = self.facts
        values = {
            "unit_id": self.world.units[facts["unit"]].id,
            "handler_id": self.handler.id,
            "starts_on": self.first,
            "ends_on": self.last if self.last != self.first else None,
            "organisation_kind": OrganisationKind(facts["add_as"]) if "add_as" in facts else None,
        }
        services.accept(self.world.session, self.visit, values, actor=self.handler)

    def _plan(self) -> None:
        session = self.world.session
        for after, begins, ends, what, place, host, hosts in self.facts["stops"]:
            values = {
                "day": self.first + timedelta(days=after),
                "starts_at": time.fromisoformat(begins),
                "ends_at": time.fromisoformat(ends),
                "what": what,
                "place": place,
                "host_id": self.world.users[host].id,
                "hosts": hosts,
            }
            services.add_stop(session, self.visit, values, actor=self.handler)
        if self.facts.get("programmed"):
            services.complete_programme(session, self.visit, actor=self.handler)

    def _hold(self) -> None:
        values = {"summary": self.facts["held"]}
        services.hold(self.world.session, self.visit, values, actor=self.handler)

    def _report(self) -> None:
        told, session, visit = self.facts["report"], self.world.session, self.visit
        promise = told.get("promise")
        if promise:
            values = {
                "engagement_id": visit.engagement_id,
                "what": promise,
                "promiser": Promiser.US,
                "assignee_id": self.world.users[told["who"]].id,
                "due_on": self.last + timedelta(days=told["within"]),
                "is_demonstration": True,
            }
            add_follow_up(session, values, actor=self.handler)
        values = {
            "report": told["text"],
            "thanked_on": self.last + timedelta(days=told["thanked"]),
            "nothing_promised": not promise,
        }
        services.report(session, visit, values, actor=self.handler)
