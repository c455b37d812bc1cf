"""Selects of round over round: how many were in effect, what was recommended, what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.core.periods import Quarter
from app.partnerships.models import Partnership
from app.reviews.models import Recommendation, Review, ReviewRound, ReviewState
from app.reviews.queries import is_in_force


def count_in_effect(
    session: Session, conditions: Sequence[Any], quarters: Sequence[Quarter]
) -> dict[Quarter, int]:
    """How many partnerships were in effect at any time in each of these quarters."""
    counts = [
        sa.func.count(
            sa.case(
                (
                    sa.and_(
                        Partnership.in_effect_from <= quarter.last_day,
                        sa.or_(
                            Partnership.ended_on.is_(None),
                            Partnership.ended_on >= quarter.first_day,
                        ),
                    ),
                    1,
                )
            )
        )
        for quarter in quarters
    ]
    row = session.execute(sa.select(*counts).where(*conditions)).one()
    return {quarter: int(count) for quarter, count in zip(quarters, row, strict=True)}


def recommended_in(
    session: Session, conditions: Sequence[Any], first: Quarter, last: Quarter
) -> dict[Quarter, dict[tuple[ReviewState, Recommendation | None], int]]:
    """How many reviews of each round stand where and recommend what, in the editions that stand."""
    place = ReviewRound.year * 4 + ReviewRound.quarter_number
    statement = (
        sa.select(
            ReviewRound.year,
            ReviewRound.quarter_number,
            Review.state,
            Review.recommendation,
            sa.func.count(),
        )
        .join(Review, Review.round_id == ReviewRound.id)
        .join(Partnership, Partnership.id == Review.partnership_id)
        .where(
            place.between(first.year * 4 + first.number, last.year * 4 + last.number),
            is_in_force(),
            *conditions,
        )
        .group_by(ReviewRound.year, ReviewRound.quarter_number, Review.state, Review.recommendation)
    )
    found: dict[Quarter, dict[tuple[ReviewState, Recommendation | None], int]] = {}
    for year, number, state, recommendation, count in session.execute(statement):
        found.setdefault(Quarter(year, number), {})[state, recommendation] = int(count)
    return found


def reviews_of_two(
    session: Session, conditions: Sequence[Any], earlier: int, later: int
) -> Sequence[Any]:
    """Every partnership with a review in either of two rounds, by name: id, name, and of each
    round, as ``<name>_before`` and ``<name>_after``, the review's id, state, progress and
    recommendation; None where there is no review."""
    before, after = _standing(earlier), _standing(later)
    columns = [
        each.c[name].label(f"{name}_{suffix}")
        for each, suffix in ((before, "before"), (after, "after"))
        for name in ("id", "state", "progress", "recommendation")
    ]
    statement = (
        sa.select(Partnership.id, Partnership.name, *columns)
        .outerjoin(before, before.c.partnership_id == Partnership.id)
        .outerjoin(after, after.c.partnership_id == Partnership.id)
        .where(sa.or_(before.c.id.is_not(None), after.c.id.is_not(None)), *conditions)
        .order_by(Partnership.name_folded, Partnership.id)
    )
    return session.execute(statement).all()


def _standing(round_id: int) -> Any:
    return (
        sa.select(
            Review.id,
            Review.partnership_id,
            Review.state,
            Review.progress,
            Review.recommendation,
        )
        .where(Review.round_id == round_id, is_in_force())
        .subquery()
    )


def recommended_moves(
    session: Session, conditions: Sequence[Any], first: Quarter, last: Quarter
) -> Sequence[Any]:
    """Accepted reviews that recommend more than to go on, newest round first: the review's id,
    its quarter as ``year`` and ``quarter_number``, recommendation, the day it was accepted, and the
    partnership's id, name and state of today."""
    opened = aliased(ReviewRound)
    place = opened.year * 4 + opened.quarter_number
    statement = (
        sa.select(
            Review.id.label("review_id"),
            opened.year,
            opened.quarter_number,
            Review.recommendation,
            Review.accepted_at,
            Partnership.id,
            Partnership.name,
            Partnership.state,
        )
        .join(opened, opened.id == Review.round_id)
        .join(Partnership, Partnership.id == Review.partnership_id)
        .where(
            place.between(first.year * 4 + first.number, last.year * 4 + last.number),
            Review.state == ReviewState.ACCEPTED,
            Review.recommendation != Recommendation.CONTINUE,
            is_in_force(),
            *conditions,
        )
        .order_by(place.desc(), Partnership.name_folded, Review.id)
    )
    return session.execute(statement).all()
