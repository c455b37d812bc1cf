"""The portfolio in words: the same sections for the screen and for the PDF."""

from __future__ import annotations

from collections.abc import Callable

from app.core.i18n import _
from app.insight.portfolio import Portfolio
from app.insight.report import course, standing
from app.insight.report.shapes import Limit, Section


def sections(portfolio: Portfolio, limit: Limit = None) -> list[Section]:
    """The report, in the order in which a coordination group reads it; ``limit`` cuts tables."""
    writers: list[Callable[[Portfolio, Limit], Section]] = [
        standing.overview,
        standing.decisions,
        standing.exceptions,
        course.coverage,
        course.changes,
        course.deadlines,
        course.reviews,
    ]
    return [write(portfolio, limit) for write in writers]


def title(portfolio: Portfolio) -> str:
    return _("Portfolio report %(quarter)s", quarter=portfolio.quarter)


def audience() -> str:
    """Whom the report is computed for, as it prints it."""
    return _("The city's employees; restricted records are left out of lists and figures")
