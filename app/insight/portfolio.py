"""The portfolio of a round: every partnership in effect, for one stated audience.

The report is computed for an audience, as a rule all employees of the city: what these may not see
is left out of its lists and of its figures alike, and it says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Change
from app.core.periods import Quarter, add_months
from app.engagements.queries.figures import held_by_cell, held_by_partnership
from app.engagements.queries.promised import promises_in
from app.insight import queries
from app.insight.scope import EMPLOYEE, WHOLE_CITY, Scope
from app.knowledge.queries import Learning, learning_between
from app.partnerships.models import PartnershipKind, PartnershipState
from app.partnerships.rules import activation_gaps, notice_by, renewed_end
from app.partnerships.rules.cadence import is_quiet
from app.reviews import rules
from app.reviews.models import Recommendation, ReviewRound, ReviewState
from app.reviews.queries import changes_between, names_of
from app.strategy.queries import current_focus_areas, current_objectives

__all__ = ["EMPLOYEE", "Portfolio", "build", "coverage"]
# Decisions that cost or end something go to the coordination group; continuing does not.
ASKED = (
    Recommendation.EXIT,
    Recommendation.PAUSE,
    Recommendation.REFOCUS,
    Recommendation.STRENGTHEN,
)


@dataclass(frozen=True)
class MatrixCell:
    partnerships: int
    engagements: int
    objective_id: int
    focus_area_id: int


@dataclass(frozen=True)
class MatrixRow:
    objective: Any
    cells: list[MatrixCell]


@dataclass(frozen=True)
class Coverage:
    """Objectives × focus areas; a cell without partnerships is a gap."""

    focus_areas: list[Any]
    rows: list[MatrixRow]

    @property
    def gaps(self) -> list[tuple[Any, Any]]:
        """(objective, focus area) of every cell that no partnership serves."""
        return [
            (row.objective, area)
            for row in self.rows
            for cell, area in zip(row.cells, self.focus_areas, strict=True)
            if not cell.partnerships
        ]


@dataclass(frozen=True)
class Deadline:
    """A day ahead on which something ends or notice must be given; ``what`` is a code."""

    on: date
    what: str
    partnership: Any


@dataclass(frozen=True)
class Portfolio:
    """Everything the report shows.

    ``lines`` are the partnerships with owner and review; ``held``
    counts its engagements of the quarter; ``gaps`` are those that miss something the gate demands,
    with what they miss; ``decisions`` are rows of `queries.decisions_asked`;
    ``learning`` is None of a part of the portfolio; ``people`` are the names of those who became
    owners, or were, by number.
    """

    round: ReviewRound
    scope: Scope
    cut_off: datetime
    lines: Sequence[queries.Line]
    held: dict[int, int]
    held_before: int
    promises_open: int
    promises_late: int
    decisions: Sequence[Any]
    gaps: list[tuple[Any, list[Any]]]
    coverage: Coverage
    state_changes: list[Change]
    owner_changes: list[Change]
    people: dict[int, str]
    learning: Learning | None

    @property
    def quarter(self) -> Quarter:
        return self.round.quarter

    @property
    def today(self) -> date:
        """The day of the cut-off."""
        return clock.local(self.cut_off).date()

    @property
    def held_in_all(self) -> int:
        return sum(self.held.values())

    @cached_property
    def by_id(self) -> dict[int, Any]:
        return {line.id: line for line in self.lines}

    def by_kind(self) -> dict[PartnershipKind, Counter[PartnershipState]]:
        """How many partnerships of each kind are in which state."""
        counts: dict[PartnershipKind, Counter[PartnershipState]] = defaultdict(Counter)
        for line in self.lines:
            counts[line.kind][line.state] += 1
        return counts

    def handed_in(self) -> tuple[int, int]:
        """How many reviews were submitted or accepted, of how many."""
        states = [line.review_state for line in self.lines if line.review_state is not None]
        return sum(not rules.may_be_written(state) for state in states), len(states)

    def accepted(self) -> tuple[int, int]:
        """How many reviews were accepted, of how many."""
        states = [line.review_state for line in self.lines if line.review_state is not None]
        return states.count(ReviewState.ACCEPTED), len(states)

    def without_owner(self) -> list[Any]:
        return [line for line in self.lines if line.owner_id is None]

    def without_goal(self) -> list[Any]:
        """What serves no goal of the strategy in force: none was named, or it lapsed."""
        found = (each for each, gaps in self.gaps if any(gap.code == "goal" for gap in gaps))
        return [self.by_id[each.id] for each in found]

    def never_engaged(self) -> list[Any]:
        return [line for line in self.lines if line.last_engaged_on is None]

    def quiet(self) -> list[Any]:
        """Partnerships not engaged within the cadence agreed for them."""
        today = self.today
        return [p for p in self.lines if p.last_engaged_on and is_quiet(p, today)]

    def dormant(self) -> list[Any]:
        still = (PartnershipState.DORMANT, PartnershipState.SUSPENDED)
        return [line for line in self.lines if line.state in still]

    def deadlines(self) -> list[Deadline]:
        """Ends and notice days within two quarters from today, soonest first."""
        today = clock.today()
        horizon = add_months(today, 6)
        found = [
            Deadline(on, what, line)
            for line in self.lines
            for what, on in _dates(line, today)
            if on is not None and today <= on <= horizon
        ]
        return sorted(found, key=lambda each: (each.on, each.partnership.id, each.what))


def _dates(line: Any, today: date) -> Iterator[tuple[str, date | None]]:
    """Days on which something is due, each with its code."""
    yield "review", line.next_review_on
    if line.ends_on is not None:
        yield "end", renewed_end(line, today)
        if line.notice_months:
            yield "notice", notice_by(line, today)


def build(session: Session, opened: ReviewRound, scope: Scope = WHOLE_CITY) -> Portfolio:
    """The portfolio of a round in a constant number of statements."""
    quarter, seen = opened.quarter, scope.audience
    within = scope.within(quarter.first_day, quarter.last_day)
    held, before = held_by_partnership(session, within, (quarter, quarter.previous), seen)
    states, owners = _changes(session, within, quarter)
    promises_open, promises_late = promises_in(session, within, quarter, seen)
    return Portfolio(
        round=opened,
        scope=scope,
        cut_off=clock.now(),
        lines=queries.list_lines(session, within, opened.id),
        held=held,
        held_before=sum(before.values()),
        promises_open=promises_open,
        promises_late=promises_late,
        decisions=queries.decisions_asked(session, within, opened.id, ASKED),
        gaps=_gaps(session, within),
        coverage=coverage(session, within, quarter, scope),
        state_changes=states,
        owner_changes=owners,
        people=names_of(session, {n for each in owners for n in each.fields["owner_id"] if n}),
        learning=_learning(session, quarter, scope),
    )


def _learning(session: Session, quarter: Quarter, scope: Scope) -> Learning | None:
    """What the solutions register says of the quarter; None of a part of the portfolio, because a
    solution belongs to no partnership."""
    if not scope.is_whole:
        return None
    return learning_between(session, quarter.first_day, quarter.last_day, scope.audience)


def _gaps(session: Session, within: Select[Any]) -> list[tuple[Any, list[Any]]]:
    today = clock.today()
    found = queries.list_with_gate(session, within, today)
    asked = ((partnership, activation_gaps(partnership, today)) for partnership in found)
    return [(partnership, gaps) for partnership, gaps in asked if gaps]


def _changes(
    session: Session, within: Select[Any], quarter: Quarter
) -> tuple[list[Change], list[Change]]:
    """Changes of states, and of owners but for a new record's first."""
    begins = datetime.combine(quarter.first_day, time(), tzinfo=clock.zone)
    ends = datetime.combine(quarter.last_day + timedelta(days=1), time(), tzinfo=clock.zone)
    found = [each for each in changes_between(session, within, begins, ends) if not each.part]
    return (
        [each for each in found if "state" in each.fields],
        [each for each in found if "owner_id" in each.fields and "kind" not in each.fields],
    )


def coverage(
    session: Session, within: Select[Any], quarter: Quarter, scope: Scope = WHOLE_CITY
) -> Coverage:
    """The matrix of the framework in force, for the partnerships selected.

    Of the whole city an engagement counts under its own objectives and focus areas; of a part of
    the portfolio under those of its partnership.
    """
    areas = current_focus_areas(session)
    partnerships = queries.partnerships_by_cell(session, within)
    if scope.is_whole:
        engagements = held_by_cell(session, quarter, scope.audience)
    else:
        engagements = queries.held_by_cell_of(session, within, quarter, scope.audience)
    rows = []
    for objective in current_objectives(session):
        keys = [(objective.id, area.id) for area in areas]
        cells = [MatrixCell(partnerships.get(k, 0), engagements.get(k, 0), *k) for k in keys]
        rows.append(MatrixRow(objective, cells))
    return Coverage(areas, rows)
