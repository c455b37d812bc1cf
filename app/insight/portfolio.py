"""The portfolio of a round: every partnership in effect, for one stated audience.

The report is computed for all employees of the city: restricted partnerships and engagements are
left out of its lists and of its figures alike, and it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Change
from app.core.db import Visibility
from app.core.periods import Quarter, add_months
from app.core.permissions import Viewer
from app.engagements.queries.figures import (
    QuarterFigures,
    held_by_cell,
    held_in,
    quarter_figures,
)
from app.insight import queries
from app.partnerships.models import PartnershipKind, PartnershipState
from app.partnerships.queries import in_effect_between
from app.partnerships.rules import activation_gaps, notice_by, renewed_end
from app.partnerships.rules.cadence import is_quiet
from app.reviews import rules
from app.reviews.models import Recommendation, Review, ReviewRound, ReviewState
from app.reviews.queries import changes_between, list_reviews
from app.strategy.queries import current_focus_areas, current_objectives

AUDIENCE = Visibility.CITY
EMPLOYEE = Viewer(user_id=0, unit_id=None, sees_restricted=False)
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
    """Everything the report shows; ``lines`` hold each partnership with review and figures."""

    round: ReviewRound
    cut_off: datetime
    partnerships: list[Any]
    reviews: dict[int, Review]
    figures: dict[int, QuarterFigures]
    held_before: int
    coverage: Coverage
    state_changes: list[Change]
    deadlines: list[Deadline]

    @property
    def quarter(self) -> Quarter:
        return self.round.quarter

    @property
    def held(self) -> int:
        return sum(figure.held for figure in self.figures.values())

    @property
    def open_follow_ups(self) -> int:
        return sum(figure.follow_ups_open for figure in self.figures.values())

    @property
    def late_follow_ups(self) -> int:
        return sum(figure.follow_ups_late for figure in self.figures.values())

    def by_kind(self) -> dict[PartnershipKind, dict[PartnershipState, int]]:
        """How many partnerships of each kind are in which state."""
        counts: dict[PartnershipKind, dict[PartnershipState, int]] = {}
        for partnership in self.partnerships:
            states = counts.setdefault(partnership.kind, {})
            states[partnership.state] = states.get(partnership.state, 0) + 1
        return counts

    def late_reviews(self) -> list[Review]:
        """Reviews that somebody waits for beyond the day agreed."""
        today = clock.local(self.cut_off).date()
        due = self.round.due_on
        return [r for r in self.reviews.values() if rules.is_late(r.state, due, today)]

    def decisions_asked(self) -> list[Review]:
        """Accepted and submitted reviews whose recommendation asks for a decision."""
        done = (ReviewState.ACCEPTED, ReviewState.SUBMITTED)
        asked = [r for r in self.reviews.values() if r.state in done and r.recommendation in ASKED]
        return sorted(asked, key=lambda r: (ASKED.index(r.recommendation), r.id))

    def without_owner(self) -> list[Any]:
        return [p for p in self.partnerships if p.owner_id is None]

    def with_gaps(self) -> list[tuple[Any, list[Any]]]:
        """Partnerships that miss something the gate demands, with what they miss."""
        today = clock.local(self.cut_off).date()
        found = [(p, activation_gaps(p, today)) for p in self.partnerships]
        return [(p, gaps) for p, gaps in found if gaps]

    def never_engaged(self) -> list[Any]:
        return [p for p in self.partnerships if p.last_engaged_on is None]

    def quiet(self) -> list[Any]:
        """Partnerships not engaged within the cadence agreed for them."""
        today = clock.local(self.cut_off).date()
        return [p for p in self.partnerships if p.last_engaged_on and is_quiet(p, today)]

    def dormant(self) -> list[Any]:
        still = (PartnershipState.DORMANT, PartnershipState.SUSPENDED)
        return [p for p in self.partnerships if p.state in still]


def build(session: Session, opened: ReviewRound) -> Portfolio:
    """The portfolio of a round in a constant number of statements."""
    quarter = opened.quarter
    first, last = quarter.first_day, quarter.last_day
    within = in_effect_between(first, last, EMPLOYEE)
    partnerships = queries.with_gate(session, within)
    begins = datetime.combine(first, time(), tzinfo=clock.zone)
    ends = datetime.combine(last + timedelta(days=1), time(), tzinfo=clock.zone)
    changes = changes_between(session, within, begins, ends)
    return Portfolio(
        round=opened,
        cut_off=clock.now(),
        partnerships=partnerships,
        reviews={r.partnership_id: r for r in list_reviews(session, EMPLOYEE, opened.id)},
        figures=quarter_figures(session, within, quarter, AUDIENCE),
        held_before=held_in(session, within, quarter.previous, AUDIENCE),
        coverage=coverage(session, within, quarter),
        state_changes=[c for c in changes if "state" in c.fields and not c.part],
        deadlines=deadlines(partnerships, clock.today()),
    )


def coverage(session: Session, within: Select[Any], quarter: Quarter) -> Coverage:
    """The matrix of the framework in force, for the partnerships selected."""
    areas = current_focus_areas(session)
    partnerships = queries.partnerships_by_cell(session, within)
    engagements = held_by_cell(session, quarter, AUDIENCE)
    rows = []
    for objective in current_objectives(session):
        keys = [(objective.id, area.id) for area in areas]
        cells = [MatrixCell(partnerships.get(k, 0), engagements.get(k, 0), *k) for k in keys]
        rows.append(MatrixRow(objective, cells))
    return Coverage(areas, rows)


def deadlines(partnerships: Sequence[Any], today: date) -> list[Deadline]:
    """Ends and notice days within two quarters from today, soonest first."""
    horizon = add_months(today, 6)
    found = []
    for partnership in partnerships:
        for what, on in (
            ("end", renewed_end(partnership, today)),
            ("notice", notice_by(partnership, today)),
            ("review", partnership.next_review_on),
        ):
            if on is not None and today <= on <= horizon:
                found.append(Deadline(on, what, partnership))
    return sorted(found, key=lambda each: (each.on, each.partnership.id, each.what))
