"""When a review is due, who writes it, and how it stands on a day."""

from __future__ import annotations

import enum
from datetime import date, timedelta
from typing import Any

from app.core.periods import Quarter
from app.reviews.models import ReviewState

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


def standing(
    state: ReviewState, quarter: Quarter, due_on: date, today: date, edition: int = 1
) -> Standing:
    """An open review is not yet due while its quarter runs, and overdue after ``due_on``.

    A correction of an accepted review is never overdue: what it corrects stands meanwhile.
    """
    if state is not ReviewState.OPEN:
        return Standing(state.value)
    if edition > 1:
        return Standing.DUE
    if today > due_on:
        return Standing.OVERDUE
    return Standing.DUE if today > quarter.last_day else Standing.NOT_YET_DUE


def states_meaning(
    wanted: Standing, quarter: Quarter, due_on: date, today: date
) -> list[tuple[ReviewState, bool]]:
    """The stored states that stand so on a day, each with whether it is a correction's."""
    return [
        (state, edition > 1)
        for state in ReviewState
        for edition in (1, 2)
        if standing(state, quarter, due_on, today, edition) is wanted
    ]


def is_late(state: ReviewState, due_on: date, today: date, edition: int = 1) -> bool:
    """Whether somebody is waiting for the owner beyond the day agreed."""
    return edition == 1 and may_be_written(state) and today > due_on


def may_be_written(state: ReviewState) -> bool:
    """The owner writes until it is submitted, and again when it was sent back."""
    return state in (ReviewState.OPEN, ReviewState.SENT_BACK)


def writer_id(review: Any) -> int | None:
    """Who is expected to write it: the deputy where the owner delegated it and there is one."""
    if review.is_delegated and review.partnership.deputy_id is not None:
        return int(review.partnership.deputy_id)
    return None if review.owner_id is None else int(review.owner_id)
