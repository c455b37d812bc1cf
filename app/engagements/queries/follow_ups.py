"""Promises, and drafts that wait for their author."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, undefer
from sqlalchemy.sql.base import ExecutableOption

from app.core.errors import NotFound
from app.core.permissions import EVERYTHING, Viewer
from app.core.records import get_one
from app.engagements.models import OPEN, Draft, Engagement, FollowUp
from app.engagements.queries.visibility import follow_up_visible_to, visible_to
from app.partnerships.models import Partnership
from app.partnerships.queries import visible
from app.users.models import User


def shown(viewer: Viewer) -> list[ExecutableOption]:
    """What a follow-up's row shows, in one statement.

    An engagement or a partnership that the viewer may not see is loaded as None; such rows are
    only read.
    """
    partnership = joinedload(FollowUp.partnership.and_(visible(viewer)))
    return [
        joinedload(FollowUp.engagement.and_(visible_to(viewer))).load_only(Engagement.summary),
        partnership.load_only(Partnership.name),
        joinedload(FollowUp.assignee).load_only(User.name),
        undefer(FollowUp.giver_name),
    ]


def whole() -> list[ExecutableOption]:
    """What the page of a follow-up needs, in one statement."""
    return [
        joinedload(FollowUp.engagement),
        joinedload(FollowUp.partnership),
        joinedload(FollowUp.assignee),
        undefer(FollowUp.giver_name),
    ]


def get_follow_up(
    session: Session, follow_up_id: int, viewer: Viewer = EVERYTHING, lock: bool = False
) -> FollowUp:
    """One follow-up with what it belongs to, else NotFound."""
    statement = sa.select(FollowUp).where(FollowUp.id == follow_up_id, follow_up_visible_to(viewer))
    if lock:
        get_one(session, statement, lock=True)
    return get_one(session, statement.options(*whole()).execution_options(populate_existing=lock))


def find_partnership_of(session: Session, follow_up_id: int, viewer: Viewer) -> int | None:
    """The partnership that a promise is kept under, if the viewer may know of the promise."""
    found = sa.select(FollowUp.partnership_id).where(
        FollowUp.id == follow_up_id, follow_up_visible_to(viewer)
    )
    return session.scalar(found)


def list_follow_ups(viewer: Viewer) -> sa.Select[FollowUp]:
    """Follow-ups as a list shows them."""
    return sa.select(FollowUp).where(follow_up_visible_to(viewer)).options(*shown(viewer))


def of_partnerships(statement: sa.Select[Any], ids: Sequence[int]) -> sa.Select[Any]:
    """Narrow a list of follow-ups to those of some partnerships."""
    return statement.where(FollowUp.partnership_id.in_(ids))


def soonest(statement: Any) -> Any:
    """The most urgent promise first, those without a day last."""
    return statement.order_by(FollowUp.due_on.asc().nulls_last(), FollowUp.id)


def open_follow_ups_for_partnership(
    session: Session, partnership_id: int, viewer: Viewer = EVERYTHING
) -> list[FollowUp]:
    """Promises still open under a partnership, the most urgent first."""
    seen = open_promises_of(partnership_id, viewer)
    return list(session.scalars(soonest(list_follow_ups(viewer).where(FollowUp.id.in_(seen)))))


def open_promises_of(partnership_id: int, viewer: Viewer) -> sa.Select[Any]:
    """Numbers of the promises still open under a partnership."""
    return sa.select(FollowUp.id).where(
        FollowUp.partnership_id == partnership_id,
        FollowUp.state.in_(OPEN),
        follow_up_visible_to(viewer),
    )


def follow_ups_due(
    session: Session, user_id: int, today: date, days: int = 14, limit: int = 20
) -> list[FollowUp]:
    """What somebody should do within ``days`` days, and what is late, the most urgent first.

    Restricted partnerships are named to their owner and deputy only: a promise shows to whoever
    keeps it, what it belongs to may not.
    """
    assignee = Viewer(user_id, unit_id=None, sees_restricted=False)
    statement = (
        sa.select(FollowUp)
        .where(
            FollowUp.assignee_id == user_id,
            FollowUp.state.in_(OPEN),
            FollowUp.due_on <= today + timedelta(days=days),
        )
        .options(*shown(assignee))
    )
    return list(session.scalars(soonest(statement).limit(limit)))


def follow_up_board(
    session: Session, viewer: Viewer, closed_since: date, assignee_id: int | None, limit: int = 300
) -> list[FollowUp]:
    """What is open, the most urgent first, and what was closed since a day; of one assignee, or of
    all. In one statement, with what tells who may report on it."""
    found = (
        sa.select(FollowUp)
        .where(
            follow_up_visible_to(viewer),
            sa.or_(FollowUp.state.in_(OPEN), FollowUp.closed_on >= closed_since),
        )
        .options(*whole())
    )
    if assignee_id is not None:
        found = found.where(FollowUp.assignee_id == assignee_id)
    return list(session.scalars(soonest(found).limit(limit)))


def follow_ups_to_change(session: Session, ids: Sequence[int], viewer: Viewer) -> list[FollowUp]:
    """Those of ``ids`` that the viewer may know of, held until the transaction ends, with what
    tells who may change them."""
    lock_follow_ups(session, ids)
    found = sa.select(FollowUp).where(FollowUp.id.in_(ids), follow_up_visible_to(viewer))
    return list(session.scalars(soonest(found.options(*whole()))))


def open_follow_ups_of_user(session: Session, user_id: int) -> list[FollowUp]:
    """Everything somebody still has to do for a partner."""
    statement = sa.select(FollowUp).where(FollowUp.assignee_id == user_id, FollowUp.state.in_(OPEN))
    return list(session.scalars(soonest(statement)))


def lock_follow_ups(session: Session, ids: Sequence[int]) -> list[FollowUp]:
    """Follow-ups to be changed together, held until the transaction ends."""
    found = sa.select(FollowUp).where(FollowUp.id.in_(ids)).order_by(FollowUp.id)
    return list(session.scalars(found.with_for_update().execution_options(populate_existing=True)))


def my_drafts(session: Session, user_id: int, limit: int | None = 20) -> list[Draft]:
    """Somebody's own drafts, the last touched first."""
    statement = sa.select(Draft).where(Draft.user_id == user_id).options(undefer(Draft.giver_name))
    return list(session.scalars(statement.order_by(Draft.updated_at.desc(), Draft.id).limit(limit)))


def get_draft(session: Session, draft_id: int, user_id: int | None) -> Draft:
    """A draft of this user (of anybody for None), else NotFound."""
    draft = session.get(Draft, draft_id)
    if draft is None or (user_id is not None and draft.user_id != user_id):
        raise NotFound
    return draft


def find_draft(session: Session, text: str | None, user_id: int) -> Draft | None:
    """The draft that a form or an address names, if it is this user's own; else None."""
    if not text or not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    draft = session.get(Draft, int(text))
    return draft if draft is not None and draft.user_id == user_id else None


def follow_up_partnership(session: Session, engagement_id: int) -> int | None:
    """The partnership of an engagement, which its follow-ups belong to as well."""
    statement = sa.select(Engagement.partnership_id).where(Engagement.id == engagement_id)
    return session.scalar(statement)
