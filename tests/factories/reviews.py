"""Rounds and reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.core.audit import SYSTEM
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.reviews import queries, services
from app.reviews.models import Progress, Recommendation, Review, ReviewRound
from app.users.models import User

QUARTER = Quarter(2026, 3)
WRITTEN: dict[str, Any] = {
    "progress": Progress.ON_TRACK,
    "achievements": "Two working visits and a shared data model.",
    "challenges": "The partner changed its team.",
    "way_forward": "A pilot in spring.",
    "lessons": "Agree on the language of documents first.",
    "recommendation": Recommendation.STRENGTHEN,
    "recommendation_reason": "The pilot needs one more person.",
}


def make_round(
    session: Session, quarter: Quarter = QUARTER, due_on: date | None = None
) -> ReviewRound:
    """The round of the last finished quarter, with a review for each partnership in effect."""
    return services.open_round(session, quarter, due_on, actor=SYSTEM)


def review_of(session: Session, opened: ReviewRound, partnership: Any) -> Review:
    """The review of one partnership in a round, as its page reads it."""
    session.flush()
    found = queries.list_reviews(session, EVERYTHING, opened.id)
    number = next(r.id for r in found if r.partnership_id == partnership.id)
    session.expire_all()
    return queries.get_review(session, number, EVERYTHING)


def make_submitted(session: Session, review: Review, actor: User, **values: Any) -> Review:
    """A complete review, submitted by ``actor``."""
    services.write_review(session, review, {**WRITTEN, **values}, actor=actor)
    return services.submit(session, review, actor=actor)
