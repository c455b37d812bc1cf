"""Requests for introductions: one accepted, one declined, some waiting, each on its own day."""

from __future__ import annotations

from datetime import timedelta

from app.core import clock
from app.core.permissions import EVERYTHING
from app.demonstration.facts import Facts, read
from app.demonstration.world import World
from app.introductions import queries, services


def plan(world: World) -> None:
    """Each is asked on its day and answered, if at all, a few days later."""
    for each in read(world.city, "introductions").get("introduction", ()):
        _put_down(world, each)


def _put_down(world: World, facts: Facts) -> None:
    made: list[int] = []
    asked = world.workday(world.ago(facts["asked"]))

    def ask() -> None:
        values = {
            "organisation_id": world.organisations[facts["to"]].id,
            "purpose": facts["purpose"],
            "wanted_by": world.today + timedelta(days=facts["wanted_in"]),
            "is_demonstration": True,
        }
        made.append(services.ask(world.session, values, actor=world.users[facts["who"]]).id)

    def answer() -> None:
        request = queries.get_introduction(world.session, made[0])
        actor = world.users[facts["by"]]
        if "declined" in facts:
            services.decline(world.session, request, facts["declined"], actor=actor)
        else:
            values = {"starts_on": world.workday(clock.today() + timedelta(days=facts["meets_in"]))}
            services.accept(world.session, request, values, actor=actor, viewer=EVERYTHING)

    world.agenda.add(asked, 10, ask)
    if "by" in facts:
        world.agenda.add(world.workday(asked + timedelta(days=3)), 11, answer)
