"""The whole report of a round: the portfolio with money, duties, projects and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.db import Visibility
from app.core.periods import Quarter, add_months
from app.engagements.queries import emitted_in
from app.engagements.queries.figures import QuarterFigures, counted_in
from app.engagements.queries.promised import late_promises
from app.insight import queries
from app.insight.portfolio import ASKED, Portfolio, build
from app.insight.scope import WHOLE_CITY, Scope
from app.partnerships.queries import Papers
from app.partnerships.rules import paper_deadlines
from app.reviews.models import Review, ReviewRound
from app.visits.queries import turned_away_between

# Dates ahead are told for two quarters.
MONTHS = 6


@dataclass(frozen=True)
class Duty:
    """A day that a paper of a partnership asks for something; ``kind`` is a code."""

    on: date
    kind: str
    title: str
    partnership: Any
    is_late: bool


@dataclass(frozen=True)
class Report:
    """What the report tells beside the portfolio.

    ``costs`` are rows of `queries.list_costs`, ``stages`` what `queries.project_stages` gives,
    ``log`` the counts of the quarter, the one before and the same one a year ago; ``promises`` rows
    of `late_promises`, ``benchmark`` rows of `queries.benchmark`. ``turned_away`` are the
    days on which requests for visits were turned away since the first of these quarters, and None
    where they are not told: to the public, and of a part of the portfolio, to which no request
    belongs. ``emitted`` are kilograms of CO₂e by quarter.
    """

    portfolio: Portfolio
    costs: Sequence[Any]
    stages: dict[Any, dict[str, Any]]
    log: dict[Quarter, QuarterFigures]
    duties: list[Duty]
    promises: Sequence[Any]
    benchmark: Sequence[Any]
    blanks: dict[str, int]
    turned_away: list[date] | None
    emitted: dict[Quarter, Decimal | None]

    @property
    def quarters(self) -> tuple[Quarter, Quarter, Quarter]:
        quarter = self.portfolio.quarter
        return quarter, quarter.previous, quarter.year_before

    def unmet(self) -> list[Duty]:
        """Obligations, reports and fees whose day has passed."""
        kinds = ("obligation", "report", "fee")
        return [duty for duty in self.duties if duty.is_late and duty.kind in kinds]

    def ahead(self) -> list[Duty]:
        """What comes within two quarters from today."""
        return [duty for duty in self.duties if duty.on >= self.portfolio.today]


@dataclass(frozen=True)
class Annex:
    """The portfolio with the reviews that ask for a decision, the gravest first."""

    portfolio: Portfolio
    asking: list[Review]


def annex(session: Session, opened: ReviewRound) -> Annex:
    """What the coordination group is asked to decide after a round, for the city's employees."""
    quarter = opened.quarter
    within = WHOLE_CITY.within(quarter.first_day, quarter.last_day)
    asking = queries.reviews_asking(session, within, opened.id, ASKED)
    return Annex(build(session, opened), asking)


def report(session: Session, opened: ReviewRound, scope: Scope = WHOLE_CITY) -> Report:
    """The whole report in a constant number of statements."""
    portfolio = build(session, opened, scope)
    quarter, today = opened.quarter, portfolio.today
    within = scope.within(quarter.first_day, quarter.last_day)
    quarters = (quarter, quarter.previous, quarter.year_before)
    papers = queries.papers_within(session, within, add_months(today, MONTHS))
    return Report(
        portfolio=portfolio,
        costs=queries.list_costs(session, within, opened.id, quarter, scope.audience),
        stages=queries.project_stages(session, scope.conditions(), quarter.first_day),
        log=counted_in(session, within, quarters, scope.audience),
        duties=_duties(papers, portfolio),
        promises=late_promises(session, within, quarter, scope.audience),
        benchmark=queries.benchmark(session, clock.today(), scope.visible()),
        blanks=queries.count_blanks(session, within),
        turned_away=_turned_away(session, quarters, scope),
        emitted=emitted_in(session, quarters, scope.audience, None if scope.is_whole else within),
    )


def _turned_away(session: Session, quarters: Sequence[Quarter], scope: Scope) -> list[date] | None:
    if not scope.is_whole or scope.audience is Visibility.PUBLIC:
        return None
    first, last = min(quarters).first_day, max(quarters).last_day
    return turned_away_between(session, first, last, scope.audience)


def _duties(papers: dict[int, Papers], portfolio: Portfolio) -> list[Duty]:
    today = portfolio.today
    days = (add_months(today, MONTHS) - today).days
    found = []
    for number, some in papers.items():
        line = portfolio.by_id[number]
        found += [
            Duty(each.on, each.kind.value, each.title, line, each.is_late)
            for each in paper_deadlines(some, today, days)
        ]
        found += [
            Duty(each.due_on, "report", each.period, line, each.due_on < today)
            for each in some.reports
        ]
    return sorted(found, key=lambda duty: (duty.on, duty.partnership.id, duty.kind, duty.title))
