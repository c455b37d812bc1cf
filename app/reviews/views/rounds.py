"""Rounds with their progress, those that were never opened among them, and how far one has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.periods import Quarter
from app.core.urls import url_for
from app.reviews import rules
from app.reviews.models import ReviewRound, ReviewState


@dataclass(frozen=True)
class RoundRow:
    """A round with how far it has come; ``round`` is None for a quarter that was skipped."""

    round: ReviewRound | None
    title: str
    url: str
    total: int
    submitted: int
    accepted: int


@dataclass(frozen=True)
class Progress:
    """How many reviews of a whole round stand where."""

    counts: dict[rules.Standing, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def accepted(self) -> int:
        return self.counts[rules.Standing.ACCEPTED]

    @property
    def handed_in(self) -> int:
        return self.accepted + self.counts[rules.Standing.SUBMITTED]


def rounds(
    found: Sequence[ReviewRound], counts: dict[int, dict[ReviewState, int]], today: date
) -> list[RoundRow]:
    """Every quarter from the first round to the last finished quarter, newest first."""
    by_quarter = {each.quarter: each for each in found}
    if not by_quarter:
        return []
    last = max(*by_quarter, Quarter.of(today).previous)
    quarters = list(min(by_quarter).until(last))
    return [_row(quarter, by_quarter.get(quarter), counts) for quarter in reversed(quarters)]


def _row(
    quarter: Quarter, opened: ReviewRound | None, counts: dict[int, dict[ReviewState, int]]
) -> RoundRow:
    if opened is None:
        return RoundRow(None, str(quarter), "", 0, 0, 0)
    states = counts.get(opened.id, {})
    accepted = states.get(ReviewState.ACCEPTED, 0)
    return RoundRow(
        round=opened,
        title=str(quarter),
        url=url_for("reviews.show_round", round_id=opened.id),
        total=sum(states.values()),
        submitted=states.get(ReviewState.SUBMITTED, 0) + accepted,
        accepted=accepted,
    )


def progress(
    opened: ReviewRound, counted: Iterable[tuple[ReviewState, bool, int]], today: date
) -> Progress:
    """How far a round has come; ``counted`` are numbers by state, apart for corrections."""
    counts = dict.fromkeys(rules.Standing, 0)
    for state, corrects, number in counted:
        edition = 2 if corrects else 1
        counts[rules.standing(state, opened.quarter, opened.due_on, today, edition)] += number
    return Progress(counts)
