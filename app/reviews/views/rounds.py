"""Rounds with their progress, those that were never opened among them, and the board of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core import clock
from app.core.i18n import choice
from app.core.periods import Quarter
from app.core.urls import url_for
from app.reviews import rules
from app.reviews.models import Review, ReviewRound, ReviewState
from app.reviews.views.tasks import TONES, Tag


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
class BoardRow:
    """``writer`` is who is to write, ``instead_of`` the owner who delegated it."""

    review: Review
    tag: Tag
    writer: str
    instead_of: str
    due: date | None
    recommendation: str
    progress: str


@dataclass(frozen=True)
class Board:
    """All reviews of a round, and how many stand where."""

    rows: list[BoardRow]
    counts: dict[rules.Standing, int]

    @property
    def accepted(self) -> int:
        return self.counts.get(rules.Standing.ACCEPTED, 0)

    @property
    def handed_in(self) -> int:
        return self.accepted + self.counts.get(rules.Standing.SUBMITTED, 0)


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


def board(opened: ReviewRound, reviews: Sequence[Review]) -> Board:
    """The progress board of a round."""
    rows, counts = [], dict.fromkeys(rules.Standing, 0)
    for review in reviews:
        state = rules.standing(
            review.state, opened.quarter, opened.due_on, clock.today(), review.edition
        )
        counts[state] += 1
        written = not rules.may_be_written(review.state)
        owner = review.owner.name if review.owner else ""
        deputy = review.partnership.deputy
        delegated = review.is_delegated and deputy is not None and not written
        rows.append(
            BoardRow(
                review=review,
                tag=Tag(choice(state), TONES[state]),
                writer=deputy.name if delegated and deputy else owner,
                instead_of=owner if delegated else "",
                due=opened.due_on if review.edition == 1 and not written else None,
                recommendation=choice(review.recommendation) if written else "",
                progress=choice(review.progress) if written else "",
            )
        )
    return Board(rows, counts)
