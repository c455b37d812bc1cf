"""What the owner writes, and what a review needs before it can be submitted."""

from __future__ import annotations

from typing import Any

from app.core.errors import Gap
from app.core.i18n import _l
from app.reviews.models import Criterion, Review

WRITTEN = (
    "progress",
    "achievements",
    "challenges",
    "way_forward",
    "lessons",
    "recommendation",
    "recommendation_reason",
    "decision_asked",
    "decision_body",
    "decision_due_on",
    "working_days",
)
PARTS = ("score", "reason", "evidence")


def criterion_field(criterion: Criterion, part: str) -> str:
    """The form field of a part of a score."""
    return f"{criterion.value}_{part}"


CRITERION_FIELDS = frozenset(criterion_field(each, part) for each in Criterion for part in PARTS)


def submission_gaps(review: Review) -> list[Gap]:
    """What a review needs before it can be submitted; met and unmet, in the form's order."""
    wanted = {
        "progress": _l("Choose the status of the quarter."),
        "achievements": _l("Write what was achieved."),
        "recommendation": _l("Choose a recommendation."),
        "recommendation_reason": _l("Give the reason for the recommendation."),
    }
    gaps = [Gap(name, label, name, bool(getattr(review, name))) for name, label in wanted.items()]
    return gaps + _half_said(review.scores) + _undecidable(review)


def _half_said(scores: list[Any]) -> list[Gap]:
    """A score is never a bare number: it has a reason, and what shows it."""
    gaps = []
    for one in sorted(scores, key=lambda each: list(Criterion).index(each.criterion)):
        if one.score is None:
            continue
        for part, label in (
            ("reason", _l("Write why you give this score.")),
            ("evidence", _l("Name what shows it: a link or a record.")),
        ):
            if not getattr(one, part):
                field = criterion_field(one.criterion, part)
                gaps.append(Gap(field, label, field, is_met=False))
    return gaps


def _undecidable(review: Review) -> list[Gap]:
    """A decision is asked of somebody."""
    if not review.decision_asked or review.decision_body:
        return []
    return [Gap("decision_body", _l("Write who should decide."), "decision_body", is_met=False)]
