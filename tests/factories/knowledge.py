"""Solutions and knowledge notes."""

from __future__ import annotations

from itertools import count
from typing import Any

from app.core import clock
from app.core.audit import SYSTEM
from app.core.session import Session
from app.knowledge import queries, services
from app.knowledge.models import Direction, KnowledgeNote, NoteKind, Solution, Suitability
from tests.factories.organisations import make_organisation
from tests.factories.users import make_user

_numbers = count(1)


def make_solution(session: Session, **values: Any) -> Solution:
    """Learned from a new city, or offered where ``direction`` says so."""
    given: dict[str, Any] = {"direction": Direction.LEARNED, "body": "It works.", **values}
    given.setdefault("title", f"Solution {next(_numbers)}")
    if given["direction"] is Direction.LEARNED and "organisation_id" not in given:
        given["organisation_id"] = make_organisation(session).id
    actor = given.pop("actor", SYSTEM)
    given.setdefault("owner_id", actor.id or make_user(session).id)
    return queries.get_solution(session, services.add_solution(session, given, actor=actor).id)


def make_assessed(session: Session, **values: Any) -> Solution:
    """Learned, and found to fit unless said otherwise."""
    suitability = values.pop("suitability", Suitability.FITS)
    solution = make_solution(session, **values)
    given = {"suitability": suitability, "assessment": "Tried it."}
    services.assess(session, solution, given, actor=make_user(session))
    return solution


def make_adopted(session: Session, unit_id: int, **values: Any) -> Solution:
    """In use in one of our units since today."""
    solution = make_assessed(session, **values)
    given = {"unit_id": unit_id, "started_on": clock.today()}
    services.adopt(session, solution, given, actor=make_user(session))
    return solution


def make_note(session: Session, **values: Any) -> KnowledgeNote:
    """A country brief written today."""
    given: dict[str, Any] = {"kind": NoteKind.COUNTRY_BRIEF, "body": "What we know.", **values}
    given.setdefault("title", f"Note {next(_numbers)}")
    actor = given.pop("actor", SYSTEM)
    given.setdefault("author_id", actor.id or make_user(session).id)
    return queries.get_note(session, services.add_note(session, given, actor=actor).id)
