"""An example of every verb over what the city knows, with the partnership's partner and owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core.audit import SYSTEM
from app.core.session import Session
from app.knowledge import services
from app.knowledge.models import Direction
from app.knowledge.services import holdings
from tests.factories import knowledge
from tests.factories.files import pdf
from tests.factories.users import make_user
from tests.seeded import NOW

Example = Callable[[Session, Any], Any]


def _solution(s: Session, p: Any) -> Any:
    return knowledge.make_solution(
        s, organisation_id=p.partners[0].organisation_id, owner_id=p.owner_id
    )


def _assessed(s: Session, p: Any) -> Any:
    return knowledge.make_assessed(s, owner_id=p.owner_id)


def _adopted(s: Session, p: Any) -> Any:
    return knowledge.make_adopted(s, p.unit_id, owner_id=p.owner_id)


def _taken_up(s: Session, p: Any) -> Any:
    offered = knowledge.make_solution(s, direction=Direction.OFFERED)
    given = {"organisation_id": p.partners[0].organisation_id, "started_on": NOW.date()}
    return services.take_up(s, offered, given, actor=SYSTEM)


def _removing_use(s: Session, p: Any) -> Any:
    adopted = _adopted(s, p)
    return services.remove_use(s, adopted, adopted.uses[0].id, actor=SYSTEM)


def _removing_document(s: Session, p: Any) -> Any:
    note = knowledge.make_note(s, author_id=p.owner_id)
    document = services.add_document(s, note, pdf(), actor=SYSTEM)
    return services.remove_document(s, note, document.id, actor=SYSTEM)


def _taking_again(s: Session, p: Any) -> Any:
    solution = _assessed(s, p)
    services.set_aside(s, solution, "x", actor=SYSTEM)
    return services.take_again(s, solution, actor=SYSTEM)


KNOWLEDGE: dict[str, Example] = {
    "add_solution": _solution,
    "update_solution": lambda s, p: services.update_solution(
        s, _solution(s, p), {"title": "Another"}, actor=SYSTEM
    ),
    "assess": _assessed,
    "adopt": _adopted,
    "take_up": _taken_up,
    "remove_use": _removing_use,
    "set_aside": lambda s, p: services.set_aside(s, _assessed(s, p), "x", actor=SYSTEM),
    "take_again": _taking_again,
    "hand_over_solutions": lambda s, p: holdings.hand_over_solutions(
        s, [_solution(s, p).id], p.owner_id, make_user(s).id, actor=SYSTEM, reason="x"
    ),
    "add_note": lambda s, p: knowledge.make_note(s, author_id=p.owner_id),
    "update_note": lambda s, p: services.update_note(
        s, knowledge.make_note(s, author_id=p.owner_id), {"title": "Another"}, actor=SYSTEM
    ),
    "add_document": lambda s, _p: services.add_document(
        s, knowledge.make_note(s), pdf(), actor=SYSTEM
    ),
    "remove_document": _removing_document,
}
