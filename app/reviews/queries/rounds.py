"""Rounds, and how far they have come. A correction counts with what it corrects."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import only_compared
from app.core.periods import Quarter
from app.core.permissions import Viewer
from app.core.records import get_one
from app.partnerships.models import Partnership
from app.partnerships.queries import visible
from app.reviews.models import Review, ReviewRound, ReviewState


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


def count_by_state(session: Session, viewer: Viewer) -> dict[int, dict[ReviewState, int]]:
    """How many reviews stand where, per round."""
    statement = (
        sa.select(Review.round_id, Review.state, sa.func.count())
        .join(Review.partnership)
        .where(visible(viewer), Review.corrects_id.is_(None))
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
        .outerjoin(Review, sa.and_(Review.round_id == ReviewRound.id, Review.corrects_id.is_(None)))
        .outerjoin(Partnership, seen)
        .where(ReviewRound.id == newest)
        .group_by(ReviewRound.id, state)
    ).all()
    if not rows:
        return None
    return rows[0][0], {state: number for _round, state, number in rows if number}
