"""What the city learned elsewhere and offers to others, and the notes it has written."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.db import Visibility
from app.core.permissions import EVERYTHING
from app.demonstration.facts import Facts, read
from app.demonstration.world import Act, World
from app.engagements.models import EngagementState
from app.engagements.queries import timeline
from app.knowledge import services
from app.knowledge.models import Direction, NoteKind, Solution, Suitability


def plan(world: World) -> None:
    """Put down each solution with all that happens to it, and each note."""
    facts = read(world.city, "knowledge")
    for given in facts["solutions"]:
        _Course(world, given).put_down()
    for given in facts["notes"]:
        day = world.workday(world.ago(given["days_ago"]))
        world.agenda.add(day, 16, _writing(world, given))


class _Course:
    """One solution on its way."""

    def __init__(self, world: World, facts: Facts) -> None:
        self.world, self.facts = world, facts
        self.solution: Solution | None = None

    def put_down(self) -> None:
        facts = self.facts
        self._on(facts["days_ago"], self._note)
        if given := facts.get("assessed"):
            self._on(given["days_ago"], self._assess)
        for use in facts.get("used", ()):
            self._on(use["days_ago"], self._putting_to_use(use))
        if given := facts.get("aside"):
            self._on(given["days_ago"], self._set_aside)

    def _on(self, days_ago: int, act: Act) -> None:
        self.world.agenda.add(self.world.workday(self.world.ago(days_ago)), 15, act)

    @property
    def _made(self) -> Solution:
        if self.solution is None:
            raise RuntimeError("A solution is noted before anything else happens to it.")
        return self.solution

    def _note(self) -> None:
        facts, world = self.facts, self.world
        source = world.organisations[facts["from"]].id if "from" in facts else None
        values: dict[str, Any] = {
            "direction": Direction.LEARNED if source else Direction.OFFERED,
            "title": facts["title"],
            "body": facts["body"],
            "link": facts.get("link", ""),
            "organisation_id": source,
            "noted_on": clock.today(),
            "focus_areas": [world.focus_areas[code].id for code in facts["areas"]],
            "engagements": _came_up_in(world, source) if source else [],
            # What is offered to others is told to everybody.
            "visibility": Visibility.CITY if source else Visibility.PUBLIC,
            "is_demonstration": True,
        }
        actor = world.users[facts["who"]]
        self.solution = services.add_solution(world.session, values, actor=actor)

    def _assess(self) -> None:
        given = self.facts["assessed"]
        values = {
            "suitability": Suitability(given["suitability"]),
            "assessment": given["text"],
        }
        actor = self.world.users[given["who"]]
        services.assess(self.world.session, self._made, values, actor=actor)

    def _putting_to_use(self, use: Facts) -> Act:
        def put() -> None:
            world, actor = self.world, self.world.users[self.facts["who"]]
            values = {"started_on": clock.today(), "note": use.get("note", "")}
            if "unit" in use:
                values["unit_id"] = world.units[use["unit"]].id
                services.adopt(world.session, self._made, values, actor=actor)
            else:
                values["organisation_id"] = world.organisations[use["by"]].id
                services.take_up(world.session, self._made, values, actor=actor)

        return put

    def _set_aside(self) -> None:
        actor = self.world.users[self.facts["who"]]
        reason = self.facts["aside"]["reason"]
        services.set_aside(self.world.session, self._made, reason, actor=actor)


def _came_up_in(world: World, organisation_id: int) -> list[int]:
    """The last engagement held with whom it was learned from."""
    met = timeline(world.session, "organisation", organisation_id, EVERYTHING).records
    return [each.id for each in met if each.state is EngagementState.HELD][:1]


def _writing(world: World, given: Facts) -> Act:
    def write() -> None:
        until = given.get("valid_days")
        today = clock.today()
        values = {
            "kind": NoteKind(given["kind"]),
            "title": given["title"],
            "body": given["body"],
            "source": given.get("source", ""),
            "countries": given.get("countries", ""),
            "organisations": [world.organisations[key].id for key in given.get("about", ())],
            "focus_areas": [world.focus_areas[code].id for code in given["areas"]],
            "written_on": today,
            "valid_until": today.fromordinal(today.toordinal() + until) if until else None,
            "is_demonstration": True,
        }
        services.add_note(world.session, values, actor=world.users[given["who"]])

    return write
