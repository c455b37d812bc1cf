"""How a review stands, and reviews as tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core import clock
from app.core.i18n import choice
from app.core.urls import url_for
from app.reviews import rules
from app.reviews.models import Review

TONES = {
    rules.Standing.NOT_YET_DUE: "neutral",
    rules.Standing.DUE: "info",
    rules.Standing.OVERDUE: "danger",
    rules.Standing.SUBMITTED: "info",
    rules.Standing.SENT_BACK: "warning",
    rules.Standing.ACCEPTED: "success",
}


@dataclass(frozen=True)
class Tag:
    label: str
    tone: str


@dataclass(frozen=True)
class Task:
    """A row of a worklist."""

    title: str
    url: str
    meta: str
    due: date | None
    late: bool
    tag: str
    tone: str


def standing_of(review: Review) -> rules.Standing:
    opened = review.round
    return rules.standing(
        review.state, opened.quarter, opened.due_on, clock.today(), review.edition
    )


def standing(review: Review) -> Tag:
    state = standing_of(review)
    return Tag(choice(state), TONES[state])


def worklist(reviews: Sequence[Review]) -> list[Task]:
    """Reviews as tasks; one that may be written leads to its form."""
    tasks = []
    for review in reviews:
        tag = standing(review)
        writing = rules.may_be_written(review.state)
        page = "reviews.edit_review" if writing else "reviews.show_review"
        due = review.round.due_on
        tasks.append(
            Task(
                title=review.partnership.name,
                url=url_for(page, review_id=review.id),
                meta=str(review.round.quarter),
                due=due if review.edition == 1 else None,
                late=rules.is_late(review.state, due, clock.today(), review.edition),
                tag=tag.label,
                tone=tag.tone,
            )
        )
    return tasks
