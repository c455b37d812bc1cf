"""A solution is noted, and corrected."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign, by_ids, raise_version
from app.core.search import documents
from app.core.search.fold import fold
from app.engagements.models import Engagement
from app.knowledge import rules, search
from app.knowledge.models import Direction, Solution
from app.organisations.models import Organisation
from app.strategy.models import FocusArea
from app.users import queries as users

COLUMNS = frozenset(
    {
        "direction", "title", "body", "link", "noted_on", "owner_id", "visibility",
        "is_demonstration",
    }
)  # fmt: skip
LINKS: dict[str, Any] = {"focus_areas": FocusArea, "engagements": Engagement}


def add_solution(session: Session, values: Values, *, actor: Actor) -> Solution:
    """A new one, learned or offered.

    ``values``: columns, ``organisation_id``, numbers of ``focus_areas`` and ``engagements``.
    ``owner_id`` is whoever notes it unless somebody else is named; it belongs to the unit of
    whoever notes it.
    """
    given = {"noted_on": clock.today(), **values}
    given["owner_id"] = given.get("owner_id") or actor.id
    with acting(session, actor, "solution.add"):
        solution = Solution(uses=[], state=rules.FIRST[given["direction"]])
        blank = {**dict.fromkeys(LINKS, ()), "organisation_id": None}
        _fill(session, solution, {**blank, **given})
        solution.unit_id = users.unit_of(session, actor, given["owner_id"])
        solution.state_since = solution.noted_on
        session.add(solution)
    documents.put(session, search.solution_document(solution))
    return solution


def update_solution(
    session: Session, solution: Solution, values: Values, *, actor: Actor
) -> Solution:
    """Correct what is written; which way it travels stays as it is."""
    if values.get("direction", solution.direction) is not solution.direction:
        raise Refused(_l("What was learned is not what is offered: add another one."))
    with acting(session, actor, "solution.update"):
        _fill(session, solution, values)
        raise_version(solution)
    documents.put(session, search.solution_document(solution))
    return solution


def _fill(session: Session, solution: Solution, values: Values) -> None:
    assign(solution, {k: v for k, v in values.items() if k in COLUMNS}, COLUMNS)
    solution.title_folded = fold(solution.title)
    if "organisation_id" in values:
        number = values["organisation_id"]
        found = by_ids(session, Organisation, [number] if number else [])
        solution.organisation = found[0] if found else None
    _check(solution)
    for name, model in LINKS.items():
        if name in values:
            setattr(solution, name, by_ids(session, model, list(values[name])))


def _check(solution: Solution) -> None:
    if solution.direction is Direction.LEARNED and solution.organisation is None:
        raise Refused(_l("Choose from whom it was learned."), field="organisation_id")
    if solution.direction is Direction.OFFERED and solution.organisation is not None:
        raise Refused(
            _l("What we offer comes from us; who took it up is noted on its page."),
            field="organisation_id",
        )
    if solution.noted_on > clock.today():
        raise Refused(_l("This date lies ahead."), field="noted_on")
