"""The shapes of a report, and the cells that several sections write alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.core.i18n import _, choice
from app.core.urls import url_for
from app.insight.portfolio import Portfolio
from app.reviews import rules
from app.reviews.models import ReviewState

Limit = int | None
"""How many rows of a table are written; None for all."""
Cell = tuple[str, str]
"""What a cell says, and the address it leads to (or an empty string)."""


@dataclass(frozen=True)
class Table:
    """``widths`` are shares of the page's width on paper; ``total`` is how many rows there are when
    only the first are written."""

    headings: list[str]
    rows: list[list[Cell]]
    widths: list[int]
    empty: str
    title: str = ""
    total: int = 0

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.rows)


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    tables: list[Table]
    text: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)


def on_paper(table: Table) -> dict[str, Any]:
    """The table as ``listing`` of ``templates/reviews/report.typ`` takes it: addresses left out."""
    return {
        "title": table.title,
        "headings": table.headings,
        "rows": [[text for text, _url in row] for row in table.rows],
        "widths": table.widths,
        "empty": table.empty,
    }


def link(partnership: Any) -> Cell:
    url = url_for("partnerships.show_partnership", partnership_id=partnership.id)
    return partnership.name, url


def plain(*texts: str) -> list[Cell]:
    return [(text, "") for text in texts]


def owner(name: str | None) -> str:
    return name or _("No owner")


def standing(state: ReviewState, portfolio: Portfolio) -> str:
    """How a review of the round stands, in words."""
    opened = portfolio.round
    return choice(rules.standing(state, opened.quarter, opened.due_on, portfolio.today))
