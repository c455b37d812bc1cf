"""Owners and deputies who leave: what is in their hands, and passing it on together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.hooks import Holding, Ownership
from app.core.i18n import _l
from app.core.together import set_together
from app.partnerships import queries
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.partnerships.search import KIND
from app.partnerships.services.owner_periods import DEPUTY, PAGE, note_owner
from app.partnerships.services.parts import demand_active
from app.partnerships.services.settle import settle_many


def owned_by(session: Session, user_id: int) -> list[Holding]:
    """Partnerships that this person owns and that have not ended."""
    return _held(session, KIND, "owner_id", user_id)


def deputised_by(session: Session, user_id: int) -> list[Holding]:
    """Partnerships that this person deputises for and that have not ended."""
    return _held(session, DEPUTY, "deputy_id", user_id)


def _held(session: Session, kind: str, column: str, user_id: int) -> list[Holding]:
    return [
        Holding(kind, each.id, each.name, PAGE, each.unit_id)
        for each in queries.list_held_by(session, column, user_id)
    ]


def hand_over_owned(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """Another accountable owner for many partnerships; a deputy who becomes owner is no deputy."""
    if successor_id is None:
        raise Refused(_l("Choose somebody with an active account."))
    demand_active(session, successor_id, "owner_id")
    with _together(session, ids, successor_id, actor, "partnership.owner", reason) as found:
        theirs = [each for each in found if each.owner_id == giver_id]
        promoted = [each for each in theirs if each.deputy_id == successor_id]
        owned = [each.id for each in theirs]
        set_together(session, promoted, {"deputy_id": None})
        set_together(session, theirs, {"owner_id": successor_id})
        note_owner(session, owned, successor_id, actor=actor, reason=reason)


def hand_over_deputised(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> list[int]:
    """Another deputy, or none, for many partnerships; those that the successor owns are left
    without one, and their numbers are given back: nobody is their own deputy.
    """
    demand_active(session, successor_id, "deputy_id")
    with _together(session, ids, successor_id, actor, "partnership.deputy", reason) as found:
        theirs = [each for each in found if each.deputy_id == giver_id]
        own = [each for each in theirs if each.owner_id == successor_id]
        vacant = [each.id for each in own] if successor_id is not None else []
        others = [each for each in theirs if each.id not in vacant]
        set_together(session, others, {"deputy_id": successor_id})
        set_together(session, own, {"deputy_id": None})
    return vacant


@contextmanager
def _together(
    session: Session,
    ids: Sequence[int],
    successor_id: int | None,
    actor: Actor,
    action: str,
    reason: str,
) -> Iterator[list[Any]]:
    """One act over many partnerships; a refusal leaves nothing of it behind."""
    users = [] if successor_id is None else [successor_id]
    with session.begin_nested():
        found = queries.lock_many(session, ids, users)
        with acting(session, actor, action, reason):
            yield found
        settle_many(session, ids)


hooks.ownership.append(
    Ownership(
        KIND,
        _l("Partnerships to answer for"),
        frozenset({"partnership.owner_id"}),
        owned_by,
        hand_over_owned,
        PARTNERSHIP_EDIT,
        "partnership",
    )
)
hooks.ownership.append(
    Ownership(
        DEPUTY,
        _l("Partnerships to deputise for"),
        frozenset({"partnership.deputy_id"}),
        deputised_by,
        hand_over_deputised,
        PARTNERSHIP_EDIT,
        "partnership",
        may_be_vacant=True,
    )
)
