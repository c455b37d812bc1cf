"""Case studies: begun from the log as it stands today, with what somebody wrote into them."""

from __future__ import annotations

from typing import Any

from app.core.db import Visibility
from app.core.permissions import EVERYTHING
from app.demonstration.facts import Facts, read
from app.demonstration.world import Act, World
from app.reviews import queries, services

# After the last review of the day is answered.
EVENING = 20
# The cities that tell of any.
TOLD = frozenset({"helsinki"})


def plan(world: World) -> None:
    """Put each down for today."""
    if world.city not in TOLD:
        return
    for facts in read(world.city, "case_studies")["case_study"]:
        world.agenda.add(world.today, EVENING, _telling(world, facts))


def _telling(world: World, facts: Facts) -> Act:
    def tell() -> None:
        session, writer = world.session, world.users[facts["who"]]
        number = world.partnerships[facts["partnership"]].id
        partnership = queries.get_told_partnership(session, number, EVERYTHING)
        audience = Visibility(facts["audience"])
        begun = services.begin_case_study(
            session, partnership, audience, facts["language"], True, actor=writer
        )
        study = queries.get_case_study(session, begun.id, EVERYTHING)
        services.write_case_study(session, study, _written(facts["written"]), actor=writer)

    return tell


def _written(facts: Facts) -> dict[str, Any]:
    """Sections and links of the chain, as a form would give them."""
    sections = {name: text for name, text in facts.items() if name != "chain"}
    return {name: text.strip() for name, text in (sections | facts["chain"]).items()}
