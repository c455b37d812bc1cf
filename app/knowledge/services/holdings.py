"""Whoever leaves hands over the solutions they look after."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.hooks import Holding, Ownership
from app.core.i18n import _l
from app.core.search import documents
from app.core.together import set_together
from app.knowledge import queries, search
from app.knowledge.models import SOLUTION
from app.knowledge.permissions import KNOWLEDGE_EDIT


def looked_after_by(session: Session, user_id: int) -> list[Holding]:
    """Solutions that this person looks after."""
    return [
        Holding(SOLUTION, each.id, each.title, "knowledge.show_solution", each.unit_id)
        for each in queries.looked_after_by(session, user_id)
    ]


def hand_over_solutions(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """Somebody else looks after them from now on."""
    if successor_id is None:
        raise Refused(_l("Choose somebody with an active account."))
    with acting(session, actor, "solution.hand_over", reason):
        theirs = queries.lock_solutions(session, ids, giver_id)
        set_together(session, theirs, {"owner_id": successor_id})
    again = queries.solutions_for_index(session, ids)
    documents.put_many(session, [search.solution_document(solution) for solution in again])


hooks.ownership.append(
    Ownership(
        SOLUTION,
        _l("Solutions to look after"),
        frozenset({"solution.owner_id"}),
        looked_after_by,
        hand_over_solutions,
        KNOWLEDGE_EDIT,
        "solution",
    )
)
