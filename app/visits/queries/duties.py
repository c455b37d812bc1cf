"""What visits put into somebody's hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.permissions import Viewer
from app.visits.models import AHEAD, OPEN, Visit, VisitState, VisitStop
from app.visits.queries.visits import visible


def handled_by(session: Session, user_id: int) -> list[Visit]:
    """Open visits that this person handles."""
    found = sa.select(Visit).where(Visit.handler_id == user_id, Visit.state.in_(OPEN))
    return list(session.scalars(found.order_by(Visit.starts_on, Visit.id)))


def hosted_by(session: Session, user_id: int) -> list[VisitStop]:
    """Items of programmes still ahead that this person hosts, with their visits."""
    found = (
        sa.select(VisitStop)
        .join(VisitStop.visit)
        .where(VisitStop.host_id == user_id, Visit.state.in_(AHEAD))
        .options(joinedload(VisitStop.visit))
        .order_by(VisitStop.day, VisitStop.starts_at, VisitStop.id)
    )
    return list(session.scalars(found))


def lock_visits(session: Session, ids: Sequence[int]) -> list[Visit]:
    """Those of these visits that are open, held until the transaction ends."""
    found = sa.select(Visit).where(Visit.id.in_(ids), Visit.state.in_(OPEN))
    locked = found.order_by(Visit.id).with_for_update(of=Visit)
    return list(session.scalars(locked.execution_options(populate_existing=True)))


def lock_stops(session: Session, ids: Sequence[int]) -> list[VisitStop]:
    """These items of programmes, held until the transaction ends."""
    found = sa.select(VisitStop).where(VisitStop.id.in_(ids)).order_by(VisitStop.id)
    locked = found.with_for_update(of=VisitStop)
    return list(session.scalars(locked.execution_options(populate_existing=True)))


def waiting_for(viewer: Viewer, *, handles: bool) -> sa.Select[Any]:
    """Numbers of the visits that wait for this person: requests without an answer for those who may
    give one, and what they handle and is due: to programme, to note as held, to report. The soonest
    first."""
    mine: Any = sa.and_(Visit.handler_id == viewer.user_id, Visit.state.in_(OPEN))
    reasons = [mine]
    if handles:
        reasons.append(Visit.state == VisitState.REQUESTED)
    found = sa.select(Visit.id).where(visible(viewer), sa.or_(*reasons))
    return found.order_by(Visit.starts_on, Visit.id)
