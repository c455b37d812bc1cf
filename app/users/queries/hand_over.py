"""Who may take over, and hand-overs that wait for an answer or came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload
from sqlalchemy.sql.base import ExecutableOption

from app.core.records import get_one
from app.users.models import UNSETTLED, HandOver, HandOverItem, HandOverState, User

Key = tuple[str, int]


def possible_successors(session: Session, giver_id: int) -> list[User]:
    """Everybody active but the giver, with their units, by name."""
    statement = sa.select(User).where(User.is_active, User.id != giver_id)
    named = statement.options(joinedload(User.unit)).order_by(User.name, User.id)
    return list(session.scalars(named))


def lock_people(session: Session, user_ids: Iterable[int]) -> dict[int, User]:
    """These users by number, none of whom can be deactivated before the transaction ends."""
    statement = sa.select(User).where(User.id.in_(sorted(set(user_ids)))).order_by(User.id)
    found = session.scalars(
        statement.with_for_update(read=True).execution_options(populate_existing=True)
    )
    return {user.id: user for user in found}


def unsettled_items(session: Session, keys: Iterable[Key]) -> list[HandOverItem]:
    """Items of these records, by kind and number, that are pending or came back; locked."""
    by_kind: dict[str, list[int]] = {}
    for kind, number in keys:
        by_kind.setdefault(kind, []).append(number)
    if not by_kind:
        return []
    ours = sa.or_(
        *(
            sa.and_(HandOverItem.kind == kind, HandOverItem.entity_id.in_(numbers))
            for kind, numbers in sorted(by_kind.items())
        )
    )
    statement = sa.select(HandOverItem).where(ours, HandOverItem.state.in_(UNSETTLED))
    return list(session.scalars(statement.order_by(HandOverItem.id).with_for_update()))


def _told() -> list[ExecutableOption]:
    giver = joinedload(HandOverItem.hand_over).joinedload(HandOver.giver)
    return [giver, joinedload(HandOverItem.successor)]


def handed_to(session: Session, user_id: int) -> list[HandOverItem]:
    """What waits for this user's acceptance, the latest hand-over first."""
    statement = sa.select(HandOverItem).where(
        HandOverItem.successor_id == user_id, HandOverItem.state == HandOverState.PENDING
    )
    ordered = statement.order_by(HandOverItem.hand_over_id.desc(), HandOverItem.id)
    return list(session.scalars(ordered.options(*_told())))


def handed_to_count(user_id: int) -> sa.ScalarSelect[int]:
    """How many records wait for this user's acceptance, as a part of another statement."""
    return (
        sa.select(sa.func.count())
        .where(HandOverItem.successor_id == user_id, HandOverItem.state == HandOverState.PENDING)
        .scalar_subquery()
    )


def unsettled_of(session: Session, user_id: int | None) -> list[HandOverItem]:
    """What this user handed over (anybody, for None) and nobody has accepted: what came back first,
    then what waits.
    """
    statement = (
        sa.select(HandOverItem)
        .join(HandOverItem.hand_over)
        .where(HandOverItem.state.in_(UNSETTLED))
        .options(
            contains_eager(HandOverItem.hand_over).joinedload(HandOver.giver),
            joinedload(HandOverItem.successor),
        )
    )
    if user_id is not None:
        statement = statement.where(HandOver.started_by_id == user_id)
    waits = sa.case((HandOverItem.state == HandOverState.PENDING, 1), else_=0)
    return list(session.scalars(statement.order_by(waits, HandOverItem.id)))


def lock_handed_to(session: Session, user_id: int, ids: Sequence[int]) -> list[HandOverItem]:
    """Those of these items that wait for this user's answer, held until the end."""
    statement = sa.select(HandOverItem).where(
        HandOverItem.id.in_(ids),
        HandOverItem.successor_id == user_id,
        HandOverItem.state == HandOverState.PENDING,
    )
    return list(session.scalars(statement.order_by(HandOverItem.id).with_for_update()))


def get_item(session: Session, item_id: int, lock: bool = False) -> HandOverItem:
    """One item with its hand-over, giver and successor, else NotFound."""
    statement = sa.select(HandOverItem).where(HandOverItem.id == item_id)
    if lock:
        get_one(session, statement, lock=True)
    return get_one(session, statement.options(*_told()))
