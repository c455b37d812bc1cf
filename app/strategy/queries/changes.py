"""Proposed changes of goals and objectives: one, all, and the drafts that may take them up."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.i18n import localised
from app.core.records import get_one
from app.strategy.models import ChangeState, GoalChange, Strategy, StrategyState

LISTED = 300


def _changes() -> sa.Select[GoalChange]:
    return sa.select(GoalChange).options(
        joinedload(GoalChange.goal),
        joinedload(GoalChange.objective),
        joinedload(GoalChange.strategy),
    )


def list_changes(session: Session) -> list[GoalChange]:
    """Those that wait for an answer first, the newest of each first; at most ``LISTED``."""
    waits = sa.case((GoalChange.state == ChangeState.PROPOSED, 0), else_=1)
    found = _changes().order_by(waits, GoalChange.id.desc()).limit(LISTED)
    return list(session.scalars(found))


def get_change(session: Session, change_id: int, lock: bool = False) -> GoalChange:
    """One proposal with what it is about, else NotFound."""
    return get_one(session, _changes().where(GoalChange.id == change_id), lock=lock)


def draft_choices(session: Session) -> list[tuple[int, str]]:
    """(number, title in the user's language) of each draft, the newest first."""
    found = sa.select(Strategy).where(Strategy.state == StrategyState.DRAFT)
    return [
        (s.id, localised(s, "title")) for s in session.scalars(found.order_by(Strategy.id.desc()))
    ]
