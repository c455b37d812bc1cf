"""Whoever leaves hands over the visits they handle and the items of programmes they host."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.audit import Actor, acting
from app.core.hooks import Holding, Ownership
from app.core.i18n import _, _l
from app.core.search import documents
from app.core.together import set_together
from app.visits import queries, search
from app.visits.permissions import VISIT_CREATE, VISIT_VIEW

STOP = "visit_stop"


def handled_by(session: Session, user_id: int) -> list[Holding]:
    """Open visits that this person handles."""
    return [
        Holding(search.KIND, each.id, each.title, "visits.show_visit", each.unit_id)
        for each in queries.handled_by(session, user_id)
    ]


def hosted_by(session: Session, user_id: int) -> list[Holding]:
    """Items of programmes still ahead that this person hosts."""
    return [
        Holding(
            STOP,
            stop.id,
            _("Item of a programme: %(what)s (%(visit)s)", what=stop.what, visit=stop.visit.title),
            "visits.show_visit",
            page_id=stop.visit_id,
        )
        for stop in queries.hosted_by(session, user_id)
    ]


def hand_over_handled(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """Somebody else handles them from now on; what is over meanwhile stays as it is."""
    with acting(session, actor, "visit.hand_over", reason):
        found = queries.lock_visits(session, ids)
        theirs = [each for each in found if each.handler_id == giver_id]
        set_together(session, theirs, {"handler_id": successor_id})
    again = queries.for_index(session, ids)
    documents.put_many(session, [search.to_document(visit) for visit in again])


def hand_over_hosted(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """Somebody else receives the guests."""
    with acting(session, actor, "visit.stop_hand_over", reason):
        found = queries.lock_stops(session, ids)
        theirs = [each for each in found if each.host_id == giver_id]
        set_together(session, theirs, {"host_id": successor_id})


def merged(session: Session, kind: str, ids: Sequence[int]) -> None:
    """Visits of organisations that became one are found under its name."""
    if kind == "organisation":
        found = queries.with_organisations(session, ids)
        documents.put_many(session, map(search.to_document, found))


hooks.merged.append(merged)
hooks.ownership.append(
    Ownership(
        search.KIND,
        _l("Visits to handle"),
        frozenset({"visit.handler_id"}),
        handled_by,
        hand_over_handled,
        VISIT_CREATE,
        "visit",
    )
)
hooks.ownership.append(
    Ownership(
        STOP,
        _l("Items of programmes to host"),
        frozenset({"visit_stop.host_id"}),
        hosted_by,
        hand_over_hosted,
        VISIT_VIEW,
        STOP,
    )
)
