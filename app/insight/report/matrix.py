"""The coverage matrix as its component draws it."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.i18n import _, localised
from app.insight.portfolio import Portfolio
from app.insight.report.course import cell_url


@dataclass(frozen=True)
class ShownCell:
    partnerships: int
    engagements: int
    url: str
    cost: str = ""


@dataclass(frozen=True)
class ShownRow:
    label: str
    cells: list[ShownCell]


@dataclass(frozen=True)
class ShownColumn:
    label: str


@dataclass(frozen=True)
class Matrix:
    """The coverage as the matrix component draws it."""

    title: str
    columns: list[ShownColumn]
    rows: list[ShownRow]


def matrix(portfolio: Portfolio) -> Matrix:
    coverage = portfolio.coverage
    return Matrix(
        _("Partnerships and engagements by objective and focus area"),
        [ShownColumn(localised(area)) for area in coverage.focus_areas],
        [
            ShownRow(
                localised(row.objective),
                [
                    ShownCell(c.partnerships, c.engagements, cell_url(portfolio, c))
                    for c in row.cells
                ],
            )
            for row in coverage.rows
        ],
    )
