"""The end of every verb: the gate holds, and the search index knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.search import documents
from app.partnerships import queries, rules, search
from app.partnerships.models import PartnershipState
from app.partnerships.services.owner_periods import following_owner

GATE_CLOSED = _l("An active partnership must keep what makes it one.")


@contextmanager
def verb(
    session: Session,
    partnership: Any,
    actor: Actor,
    action: str,
    reason: str = "",
    demand: Callable[[Any], None] | None = None,
) -> Iterator[None]:
    """What is written inside is one act in the history; a refusal leaves nothing of it behind.

    Raises Refused with the gaps when the partnership would be active without passing the gate.
    ``demand`` may refuse too: it is called with the partnership as it would be.
    """
    try:
        with session.begin_nested():
            with (
                acting(session, actor, action, reason),
                following_owner(session, partnership, actor, reason),
            ):
                yield
                _demand(partnership, rules.column_gaps)
            settled = settle(session, partnership.id)
            if demand is not None:
                demand(settled)
    except Exception:
        # What was read inside went with the savepoint, also where no column had changed.
        session.expire(partnership)
        raise


def settle(session: Session, partnership_id: int) -> Any:
    """Read the partnership anew, demand the gate of an active one, write its search document."""
    queries.lock_gate(session, partnership_id)
    partnership = queries.reload(session, partnership_id)
    _demand(partnership, rules.activation_gaps)
    documents.put(session, search.to_document(partnership))
    return partnership


def settle_many(session: Session, partnership_ids: Sequence[int]) -> None:
    """The same for many that are locked already, in a few statements."""
    fresh = queries.lock_many(session, partnership_ids, [])
    for partnership in fresh:
        _demand(partnership, rules.activation_gaps)
    documents.put_many(session, [search.to_document(partnership) for partnership in fresh])


def _demand(partnership: Any, find_gaps: Callable[[Any, date], list[rules.Check]]) -> None:
    if partnership.state != PartnershipState.ACTIVE:
        return
    if gaps := find_gaps(partnership, clock.today()):
        raise Refused(GATE_CLOSED, gaps)


def reindex(session: Session, partnership_ids: Sequence[int]) -> None:
    """Write the search documents of many partnerships at once."""
    found = queries.for_index(session, partnership_ids)
    documents.put_many(session, [search.to_document(partnership) for partnership in found])
