"""The portfolio in words: the same sections for the screen and for every file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.core.db import Visibility
from app.core.i18n import _
from app.insight.full import Report
from app.insight.portfolio import Portfolio
from app.insight.report import around, course, duties, money, standing
from app.insight.report.shapes import Limit, Section
from app.insight.scope import WHOLE_CITY, Scope

Writer = Callable[[Portfolio, Limit], Section]
WholeWriter = Callable[[Report, Limit], Section]
# The order in which a coordination group reads it. What is not open stays inside the city: what
# somebody recommends, promised or left undone.
PARTS: tuple[tuple[Writer | WholeWriter, bool], ...] = (
    (standing.overview, True),
    (standing.decisions, False),
    (course.changes, True),
    (course.coverage, True),
    (standing.exceptions, False),
    (duties.commitments, False),
    (course.deadlines, False),
    (duties.ahead, False),
    (money.costs, True),
    (around.visits, True),
    (money.projects, True),
    (around.benchmark, True),
    (around.blanks, False),
    (course.reviews, False),
)
GLANCE: tuple[Writer, ...] = (
    standing.overview,
    standing.decisions,
    standing.exceptions,
    course.coverage,
    course.changes,
    course.deadlines,
    course.reviews,
)


def sections(portfolio: Portfolio, limit: Limit = None) -> list[Section]:
    """The portfolio at a glance; ``limit`` cuts tables."""
    return [write(portfolio, limit) for write in GLANCE]


def whole(report: Report, limit: Limit = None) -> list[Section]:
    """The whole report, or what of it the public may read."""
    is_public = report.portfolio.scope.audience is Visibility.PUBLIC
    written: list[Section] = []
    for write, is_open in PARTS:
        if is_open or not is_public:
            subject: Any = report.portfolio if write in GLANCE else report
            written.append(write(subject, limit))
    return written


def title(portfolio: Portfolio) -> str:
    return _("Portfolio report %(quarter)s", quarter=portfolio.quarter)


def audience(scope: Scope = WHOLE_CITY) -> str:
    """Whom the report is computed for, as it prints it."""
    if scope.audience is Visibility.PUBLIC:
        return _("Anybody; only records that are open to all, and no names of our people")
    if scope.audience is Visibility.RESTRICTED:
        return _("Those who coordinate; restricted records are in it. Do not pass it on")
    return _("The city's employees; restricted records are left out of lists and figures")


def made_by(scope: Scope, author: str) -> str:
    """Who made it: to the public, which is told no names of our people, their unit."""
    return author if scope.names_people else _("International Affairs")


def filters(scope: Scope, names: Mapping[str, str]) -> str:
    """Which part of the portfolio it tells of; ``names`` are those of unit, objective and area."""
    if scope.is_whole:
        return _("None: the whole city")
    return "; ".join(f"{label}: {name}" for label, name in names.items())


def version(portfolio: Portfolio) -> str:
    """Whether it can still change: final once every review of the round is accepted."""
    return how_final(*portfolio.accepted())


def how_final(accepted: int, whole_round: int) -> str:
    told = _("%(part)s of %(whole)s reviews accepted", part=accepted, whole=whole_round)
    return (
        _("Final: %(told)s", told=told)
        if accepted == whole_round
        else (_("Draft: %(told)s", told=told))
    )
