"""Round over round: trends over any quarters, what differs between two, what became of advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.queries import emitted_in
from app.engagements.queries.figures import QuarterFigures, counted_in, held_by_partnership
from app.insight import queries
from app.insight.scope import Scope
from app.partnerships.models import Partnership
from app.reviews.models import Recommendation, ReviewRound, ReviewState
from app.reviews.rules import proposed_move

# More would not fit beside each other on paper.
MOST = 12
# What somebody wrote and has not handed in is nobody's judgement yet.
HANDED_IN = frozenset({ReviewState.SUBMITTED, ReviewState.ACCEPTED})


@dataclass(frozen=True)
class Compared:
    """Quarters from ``first`` to ``last``, and the two rounds at the ends where both were opened.

    ``pairs`` are rows of `queries.reviews_of_two`, ``moves`` rows of `queries.recommended_moves`;
    ``held`` counts engagements by partnership in the first and the last quarter; ``emitted`` are
    kilograms of CO₂e.
    """

    scope: Scope
    quarters: list[Quarter]
    rounds: list[ReviewRound]
    in_effect: dict[Quarter, int]
    log: dict[Quarter, QuarterFigures]
    emitted: dict[Quarter, Decimal | None]
    reviews: dict[Quarter, dict[tuple[ReviewState, Recommendation | None], int]]
    pairs: Sequence[Any]
    held: list[dict[int, int]]
    moves: Sequence[Any]

    @property
    def first(self) -> Quarter:
        return self.quarters[0]

    @property
    def last(self) -> Quarter:
        return self.quarters[-1]

    @property
    def is_public(self) -> bool:
        return self.scope.audience is Visibility.PUBLIC

    def is_opened(self, quarter: Quarter) -> bool:
        return any(each.quarter == quarter for each in self.rounds)

    def accepted(self, quarter: Quarter) -> int:
        found = self.reviews.get(quarter, {})
        return sum(n for (state, _what), n in found.items() if state is ReviewState.ACCEPTED)

    def asked_for(self) -> tuple[int, int]:
        """How many reviews of these rounds are accepted, and how many there are."""
        accepted = sum(self.accepted(quarter) for quarter in self.quarters)
        return accepted, sum(n for found in self.reviews.values() for n in found.values())

    def recommended(self, quarter: Quarter, what: Recommendation) -> int:
        return self.reviews.get(quarter, {}).get((ReviewState.ACCEPTED, what), 0)

    def came(self) -> list[Any]:
        return [pair for pair in self.pairs if pair.id_before is None]

    def left(self) -> list[Any]:
        return [pair for pair in self.pairs if pair.id_after is None]

    def changed(self) -> list[Any]:
        """Those that are in both rounds, handed in, and judged or advised otherwise."""
        return [
            pair
            for pair in self.pairs
            if pair.state_before in HANDED_IN
            and pair.state_after in HANDED_IN
            and (pair.progress_before, pair.recommendation_before)
            != (pair.progress_after, pair.recommendation_after)
        ]

    def unwritten(self) -> int:
        """How many are in both rounds, and in one of them not handed in: nothing to compare."""
        states = [
            (pair.state_before, pair.state_after)
            for pair in self.pairs
            if pair.id_before is not None and pair.id_after is not None
        ]
        return sum(not HANDED_IN.issuperset(both) for both in states)


def is_done(move: Any) -> bool:
    """Whether nothing is left to move: the partnership stands as its review recommended."""
    return proposed_move(move.recommendation, move.state) is None


def default_span(rounds: Sequence[ReviewRound]) -> tuple[Quarter, Quarter] | None:
    """From the round before the newest one to the newest; None where there is no round."""
    if not rounds:
        return None
    newest = rounds[0].quarter
    return (rounds[1].quarter if len(rounds) > 1 else newest), newest


def compare(
    session: Session,
    rounds: list[ReviewRound],
    first: Quarter,
    last: Quarter,
    audience: Visibility = Visibility.CITY,
) -> Compared:
    """For an audience, in a constant number of statements; at most twelve quarters, of which the
    last count."""
    quarters = list(first.until(last))[-MOST:]
    first, scope = quarters[0], Scope(audience)
    seen, conditions = scope.audience, scope.conditions()
    everything = sa.select(Partnership.id).where(*conditions)
    ends = {each.quarter: each.id for each in rounds if each.quarter in (first, last)}
    pairs: Sequence[Any] = []
    if first != last and len(ends) > 1:
        pairs = queries.reviews_of_two(session, conditions, ends[first], ends[last])
    return Compared(
        scope=scope,
        quarters=quarters,
        rounds=rounds,
        in_effect=queries.count_in_effect(session, conditions, quarters),
        log=counted_in(session, everything, quarters, seen),
        emitted=emitted_in(session, quarters, seen, everything),
        reviews=queries.recommended_in(session, conditions, first, last),
        pairs=pairs,
        held=held_by_partnership(session, everything, (first, last), seen),
        moves=queries.recommended_moves(session, conditions, first, last),
    )
