"""When a review is due, what it needs, what its hash covers."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.periods import Quarter
from app.reviews import rules
from app.reviews.models import Progress, Recommendation, Review, ReviewState

QUARTER = Quarter(2026, 3)
DUE = date(2026, 10, 30)


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (ReviewState.OPEN, date(2026, 9, 30), rules.Standing.NOT_YET_DUE),
        (ReviewState.OPEN, date(2026, 10, 1), rules.Standing.DUE),
        (ReviewState.OPEN, date(2026, 10, 30), rules.Standing.DUE),
        (ReviewState.OPEN, date(2026, 10, 31), rules.Standing.OVERDUE),
        (ReviewState.SUBMITTED, date(2027, 1, 1), rules.Standing.SUBMITTED),
        (ReviewState.SENT_BACK, date(2027, 1, 1), rules.Standing.SENT_BACK),
        (ReviewState.ACCEPTED, date(2027, 1, 1), rules.Standing.ACCEPTED),
    ],
)
def test_standing_follows_the_days_until_it_is_submitted(
    state: ReviewState, today: date, expected: rules.Standing
) -> None:
    assert rules.standing(state, QUARTER, DUE, today) == expected


def test_a_review_sent_back_is_late_after_its_day_like_an_open_one() -> None:
    after = date(2026, 10, 31)
    assert rules.is_late(ReviewState.SENT_BACK, DUE, after)
    assert rules.is_late(ReviewState.OPEN, DUE, after)
    assert not rules.is_late(ReviewState.SUBMITTED, DUE, after)
    assert not rules.is_late(ReviewState.OPEN, DUE, DUE)


def test_owners_have_thirty_days_after_the_quarter() -> None:
    assert rules.usual_due_on(QUARTER) == DUE
    assert rules.usual_due_on(Quarter(2026, 4)) == date(2027, 1, 30)


def review(**values: object) -> Review:
    given = {
        "round_id": 1,
        "partnership_id": 2,
        "owner_id": 3,
        "progress": Progress.MET,
        "achievements": "A",
        "recommendation": Recommendation.CONTINUE,
        "recommendation_reason": "B",
        "challenges": "",
        "way_forward": "",
        "lessons": "",
    }
    return Review(**(given | values))


def test_submission_demands_status_achievements_and_a_reasoned_recommendation() -> None:
    empty = review(progress=None, achievements="", recommendation=None, recommendation_reason="")
    missing = [gap.field for gap in rules.submission_gaps(empty) if not gap.is_met]
    assert missing == ["progress", "achievements", "recommendation", "recommendation_reason"]
    assert all(gap.is_met for gap in rules.submission_gaps(review()))


@pytest.mark.parametrize("field", rules.TEXT)
def test_hash_changes_with_every_text(field: str) -> None:
    values = {"progress": Progress.CONSTRAINED, "recommendation": Recommendation.EXIT}
    changed = review(**{field: values.get(field, "other")})
    assert rules.content_hash(review(), {}) != rules.content_hash(changed, {})


def test_hash_changes_with_a_figure_and_with_a_person_but_not_with_order() -> None:
    assert rules.content_hash(review(), {"held": 1}) != rules.content_hash(review(), {"held": 2})
    assert rules.content_hash(review(), {}) != rules.content_hash(review(accepted_by_id=9), {})
    assert rules.content_hash(review(), {"a": 1, "b": 2}) == rules.content_hash(
        review(), {"b": 2, "a": 1}
    )
