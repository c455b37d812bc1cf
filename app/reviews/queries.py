"""Every select of rounds and reviews, each with the loader options its page needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.core.audit import Change
from app.core.db import Visibility, only_compared
from app.core.periods import Quarter
from app.core.permissions import Viewer
from app.core.records import get_one
from app.engagements.models import Engagement, FollowUp
from app.engagements.queries.visibility import audience
from app.partnerships.models import Partnership
from app.partnerships.queries import visible
from app.reviews.models import Review, ReviewComment, ReviewRound, ReviewState
from app.strategy.models import GoalChange
from app.users.models import User


def get_round(session: Session, round_id: int) -> ReviewRound:
    return get_one(session, sa.select(ReviewRound).where(ReviewRound.id == round_id))


def find_round(session: Session, quarter: Quarter) -> ReviewRound | None:
    return session.scalars(
        sa.select(ReviewRound).where(
            ReviewRound.year == quarter.year, ReviewRound.quarter_number == quarter.number
        )
    ).one_or_none()


def list_rounds(session: Session) -> list[ReviewRound]:
    """All rounds, newest quarter first."""
    order = (ReviewRound.year.desc(), ReviewRound.quarter_number.desc())
    return list(session.scalars(sa.select(ReviewRound).order_by(*order)))


def reviewed_partnerships(session: Session, round_id: int) -> set[int]:
    """The numbers of the partnerships that have a review in the round."""
    found = sa.select(Review.partnership_id).where(Review.round_id == round_id)
    return set(session.scalars(found))


def get_review(session: Session, review_id: int, viewer: Viewer, lock: bool = False) -> Review:
    """One review with all its page shows; NotFound where the viewer may not see the partnership."""
    if lock:
        get_one(session, sa.select(Review).where(Review.id == review_id), lock=True)
    statement = (
        sa.select(Review)
        .join(Review.partnership)
        .where(Review.id == review_id, visible(viewer))
        .options(
            contains_eager(Review.partnership),
            joinedload(Review.round),
            joinedload(Review.owner),
            joinedload(Review.submitted_by),
            joinedload(Review.on_behalf_of),
            joinedload(Review.accepted_by),
            # A handful at most: one joined row set costs less than a statement.
            joinedload(Review.comments).joinedload(ReviewComment.author),
            joinedload(Review.goal_changes).joinedload(GoalChange.goal),
            joinedload(Review.goal_changes).joinedload(GoalChange.objective),
        )
        .execution_options(populate_existing=lock)
    )
    return get_one(session, statement)


def reviews_of_round(viewer: Viewer, round_id: int) -> sa.Select[Any]:
    """The reviews of one round that the viewer may see, with partnership and owner."""
    return (
        sa.select(Review)
        .join(Review.partnership)
        .outerjoin(Review.owner)
        .where(Review.round_id == round_id, visible(viewer))
        .options(contains_eager(Review.partnership), contains_eager(Review.owner))
    )


def list_reviews(session: Session, viewer: Viewer, round_id: int) -> list[Review]:
    """The reviews of a round by the partnership's name."""
    statement = reviews_of_round(viewer, round_id).order_by(Partnership.name_folded, Review.id)
    return list(session.scalars(statement))


def count_by_state(session: Session, viewer: Viewer) -> dict[int, dict[ReviewState, int]]:
    """How many reviews stand where, per round."""
    statement = (
        sa.select(Review.round_id, Review.state, sa.func.count())
        .join(Review.partnership)
        .where(visible(viewer))
        .group_by(Review.round_id, Review.state)
    )
    counts: dict[int, dict[ReviewState, int]] = {}
    for round_id, state, number in session.execute(statement):
        counts.setdefault(round_id, {})[state] = number
    return counts


def latest_progress(
    session: Session, viewer: Viewer
) -> tuple[ReviewRound, dict[ReviewState, int]] | None:
    """The newest round with how many of its reviews stand where, in one statement, or None."""
    order = (ReviewRound.year.desc(), ReviewRound.quarter_number.desc())
    newest = sa.select(ReviewRound.id).order_by(*order).limit(1).scalar_subquery()
    seen = sa.and_(Partnership.id == Review.partnership_id, visible(viewer))
    # Grouped by what no index has, or the reviews of all rounds would be walked in its order.
    state = only_compared(Review.__table__.c.state)
    rows = session.execute(
        sa.select(ReviewRound, state, sa.func.count(Partnership.id))
        .outerjoin(Review, Review.round_id == ReviewRound.id)
        .outerjoin(Partnership, seen)
        .where(ReviewRound.id == newest)
        .group_by(ReviewRound.id, state)
    ).all()
    if not rows:
        return None
    return rows[0][0], {state: number for _round, state, number in rows if number}


def reviews_to_write(session: Session, user_id: int, limit: int = 50) -> list[Review]:
    """Open and sent-back reviews of partnerships this user owns or deputises, oldest first."""
    unwritten = Review.state.in_([ReviewState.OPEN, ReviewState.SENT_BACK])
    deputised = sa.select(Partnership.id).where(Partnership.deputy_id == user_id)
    # Each way has its index; asked with OR, all reviews that nobody wrote yet would be read.
    mine = sa.union(
        sa.select(Review.id).where(Review.owner_id == user_id, unwritten),
        sa.select(Review.id).where(Review.partnership_id.in_(deputised), unwritten),
    )
    statement = (
        sa.select(Review)
        .join(Review.round)
        .join(Review.partnership)
        .where(Review.id.in_(mine))
        .options(contains_eager(Review.partnership), contains_eager(Review.round))
        .order_by(ReviewRound.due_on, Partnership.name_folded)
        .limit(limit)
    )
    return list(session.scalars(statement))


def reviews_to_accept(session: Session, viewer: Viewer, limit: int = 50) -> list[Review]:
    """Submitted reviews that wait for a manager, oldest first."""
    statement = (
        sa.select(Review)
        .join(Review.round)
        .join(Review.partnership)
        .where(Review.state == ReviewState.SUBMITTED, visible(viewer))
        .options(contains_eager(Review.partnership), contains_eager(Review.round))
        .order_by(Review.submitted_at)
        .limit(limit)
    )
    return list(session.scalars(statement))


def reviews_of_partnership(session: Session, partnership_id: int, limit: int = 12) -> list[Review]:
    """The reviews of one partnership, newest quarter first (who may see it may read them)."""
    statement = (
        sa.select(Review)
        .join(Review.round)
        .where(Review.partnership_id == partnership_id)
        .options(contains_eager(Review.round))
        .order_by(ReviewRound.year.desc(), ReviewRound.quarter_number.desc())
        .limit(limit)
    )
    return list(session.scalars(statement))


def changes_between(
    session: Session,
    partnerships: Sequence[int] | sa.Select[Any],
    first: datetime,
    last: datetime,
) -> list[Change]:
    """History entries of these partnerships in a span of time, oldest first; ``partnerships`` are
    numbers or a select of them."""
    statement = (
        sa.select(Change)
        .where(
            Change.entity_type == "partnership",
            Change.entity_id.in_(partnerships),
            Change.at >= first,
            Change.at < last,
        )
        .order_by(Change.id)
    )
    return list(session.scalars(statement))


def names_of(session: Session, user_ids: set[int]) -> dict[int, str]:
    """The names of people by their numbers, for pages that hold references only."""
    if not user_ids:
        return {}
    found = sa.select(User.id, User.name).where(User.id.in_(user_ids))
    return {number: name for number, name in session.execute(found)}


def follow_ups_between(
    session: Session, partnership_id: int, first_day: date, last_day: date, widest: Visibility
) -> list[FollowUp]:
    """Follow-ups closed in the span or open at its end, soonest first, for an audience."""
    engaged = sa.or_(
        FollowUp.engagement_id.is_(None),
        sa.and_(Engagement.starts_on <= last_day, audience(widest)),
    )
    alive = sa.or_(FollowUp.closed_on.is_(None), FollowUp.closed_on >= first_day)
    statement = (
        sa.select(FollowUp)
        .outerjoin(Engagement, Engagement.id == FollowUp.engagement_id)
        .where(FollowUp.partnership_id == partnership_id, engaged, alive)
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    return list(session.scalars(statement))


def lock_unaccepted(session: Session, partnership_ids: Sequence[int]) -> list[Review]:
    """The reviews of these partnerships that are not accepted yet, held until the end."""
    found = sa.select(Review).where(
        Review.partnership_id.in_(partnership_ids), Review.state != ReviewState.ACCEPTED
    )
    return list(session.scalars(found.order_by(Review.id).with_for_update()))
