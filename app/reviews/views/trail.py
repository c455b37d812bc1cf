"""The last quarters of one partnership: reviewed, skipped, or never opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.i18n import choice
from app.core.periods import Quarter
from app.core.urls import url_for
from app.reviews.models import Review
from app.reviews.views.tasks import standing

QUARTERS = 8


@dataclass(frozen=True)
class Step:
    """A quarter; ``url`` is empty where there is no review, which ``label`` says."""

    quarter: str
    label: str
    tone: str
    url: str
    recommendation: str


def trail(
    reviews: Sequence[Review], in_effect_from: date | None, last: Quarter, none: str
) -> list[Step]:
    """Up to eight quarters up to ``last``, newest first, since it came into effect; the newest
    edition of each review. ``none`` is what a quarter without a review says."""
    newest: dict[Quarter, Review] = {}
    for review in reviews:
        newest.setdefault(review.round.quarter, review)
    first = Quarter.of(in_effect_from) if in_effect_from else last
    first = min([first, *newest])
    steps: list[Step] = []
    quarter = last
    while quarter >= first and len(steps) < QUARTERS:
        steps.append(_step(quarter, newest.get(quarter), none))
        quarter = quarter.previous
    return steps


def _step(quarter: Quarter, review: Review | None, none: str) -> Step:
    if review is None:
        return Step(str(quarter), none, "warning", "", "")
    tag = standing(review)
    return Step(
        quarter=str(quarter),
        label=tag.label,
        tone=tag.tone,
        url=url_for("reviews.show_review", review_id=review.id),
        recommendation=choice(review.recommendation) if review.recommendation else "",
    )
