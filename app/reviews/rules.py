"""When a review is due, what it needs, and what an accepted one is worth: its hash."""

from __future__ import annotations

import enum
import hashlib
import json
from datetime import date, timedelta
from typing import Any

from app.core.errors import Gap
from app.core.i18n import _l
from app.core.periods import Quarter
from app.reviews.models import Review, ReviewState

# Reviews are due in the weeks after the quarter's end; reminding earlier would ask for guesses.
DAYS_TO_WRITE = 30


class Standing(enum.StrEnum):
    """What a review's state means on a given day (product description, section 8)."""

    NOT_YET_DUE = "not_yet_due"
    DUE = "due"
    OVERDUE = "overdue"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"


WAITING = (Standing.NOT_YET_DUE, Standing.DUE, Standing.OVERDUE, Standing.SENT_BACK)


def usual_due_on(quarter: Quarter) -> date:
    """The last day to submit, unless the manager says otherwise."""
    return quarter.last_day + timedelta(days=DAYS_TO_WRITE)


def standing(state: ReviewState, quarter: Quarter, due_on: date, today: date) -> Standing:
    """An open review is not yet due while its quarter runs, and overdue after ``due_on``."""
    if state is not ReviewState.OPEN:
        return Standing(state.value)
    if today > due_on:
        return Standing.OVERDUE
    return Standing.DUE if today > quarter.last_day else Standing.NOT_YET_DUE


def is_late(state: ReviewState, due_on: date, today: date) -> bool:
    """Whether somebody is waiting for the owner beyond the day agreed."""
    return state in (ReviewState.OPEN, ReviewState.SENT_BACK) and today > due_on


def may_be_written(state: ReviewState) -> bool:
    """The owner writes until it is submitted, and again when it was sent back."""
    return state in (ReviewState.OPEN, ReviewState.SENT_BACK)


def submission_gaps(review: Review) -> list[Gap]:
    """What a review needs before it can be submitted; met and unmet, in the form's order."""
    return [
        Gap("progress", _l("Choose the status of the quarter."), "progress", bool(review.progress)),
        Gap(
            "achievements",
            _l("Write what was achieved."),
            "achievements",
            bool(review.achievements),
        ),
        Gap(
            "recommendation",
            _l("Choose a recommendation."),
            "recommendation",
            bool(review.recommendation),
        ),
        Gap(
            "recommendation_reason",
            _l("Give the reason for the recommendation."),
            "recommendation_reason",
            bool(review.recommendation_reason),
        ),
    ]


TEXT = (
    "progress",
    "achievements",
    "challenges",
    "way_forward",
    "lessons",
    "recommendation",
    "recommendation_reason",
)


def content_hash(review: Review, figures: dict[str, Any]) -> str:
    """SHA-256 over text, figures and the people's numbers, in one canonical form.

    Names are left out, so that erasing a person keeps the hash.
    """
    content = {name: getattr(review, name) or "" for name in TEXT} | {
        "round": review.round_id,
        "partnership": review.partnership_id,
        "owner": review.owner_id,
        "submitted_by": review.submitted_by_id,
        "on_behalf_of": review.on_behalf_of_id,
        "accepted_by": review.accepted_by_id,
        "figures": figures,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
