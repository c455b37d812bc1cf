"""Writing down who has answered for a partnership on which days, with every change of the owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor
from app.core.hooks import Holding
from app.partnerships import queries
from app.partnerships.models import OwnerPeriod, PartnershipState
from app.partnerships.search import KIND
from app.users.services import note_passing, overtake

# The kind of holding that a deputy has; that of an owner is the partnership itself.
DEPUTY = "partnership_deputy"
PAGE = "partnerships.show_partnership"


@contextmanager
def following_owner(
    session: Session, partnership: Any, actor: Actor, reason: str
) -> Iterator[None]:
    """Whatever is written inside: a new owner, or the end of the partnership, ends the period."""
    before = accountable(partnership)
    yield
    after = accountable(partnership)
    if after == before:
        return
    session.flush()
    if partnership.state == PartnershipState.ENDED:
        end_period(session, partnership, actor=actor)
    else:
        note_owner(session, [partnership.id], after, actor=actor, reason=reason)
        _ask_successor(session, partnership, before, actor, reason)


def _ask_successor(
    session: Session, partnership: Any, giver_id: int | None, actor: Actor, reason: str
) -> None:
    """Who is given it by an edit accepts it like any hand-over; who takes it has accepted it."""
    if giver_id is None or partnership.owner_id in (None, actor.id):
        return
    unit_id = partnership.unit_id
    held = Holding(KIND, partnership.id, partnership.name, PAGE, unit_id)
    note_passing(session, giver_id, partnership.owner_id, [held], actor=actor, reason=reason)


def accountable(partnership: Any) -> int | None:
    """The number of its owner; nobody answers for one that has ended."""
    has_ended = partnership.state == PartnershipState.ENDED
    owner_id: int | None = None if has_ended else partnership.owner_id
    return owner_id


def note_owner(
    session: Session,
    partnership_ids: Sequence[int],
    owner_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """From today on this user owns these partnerships, or nobody; in a few statements for any
    number. Who was named earlier today has owned it on no day, so that period goes.
    """
    today = clock.today()
    running = queries.open_periods(session, partnership_ids)
    today_only = [period.id for period in running if period.started_on >= today]
    earlier = [period.id for period in running if period.started_on < today]
    period = OwnerPeriod
    if today_only:
        session.execute(sa.delete(period).where(period.id.in_(today_only)))
    if earlier:
        ending = sa.update(period).where(period.id.in_(earlier))
        session.execute(ending.values(ended_on=today - timedelta(days=1)))
    begin_periods(session, partnership_ids, owner_id, actor=actor, reason=reason)
    overtake(session, [(KIND, number) for number in partnership_ids], actor=actor)
    for changed in hooks.owner_changed:
        changed(session, partnership_ids, owner_id, actor=actor, reason=reason)


def begin_periods(
    session: Session,
    partnership_ids: Sequence[int],
    owner_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """A period for each of these, which have none that runs; nothing for nobody."""
    if owner_id is None or not partnership_ids:
        return
    common = {"user_id": owner_id, "started_on": clock.today(), "reason": reason}
    rows = [
        {"partnership_id": number, "by_name": actor.name, **common} for number in partnership_ids
    ]
    session.execute(sa.insert(OwnerPeriod), rows)


def end_period(session: Session, partnership: Any, *, actor: Actor) -> None:
    """Nobody answers for what is over: the last owner did so until its last day."""
    for period in queries.open_periods(session, [partnership.id]):
        period.ended_on = max(period.started_on, partnership.ended_on)
    session.flush()
    overtake(session, [(KIND, partnership.id), (DEPUTY, partnership.id)], actor=actor)
