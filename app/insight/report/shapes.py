"""The shapes of a report, and the cells that several sections write alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from app.core.i18n import NONE, _, choice, show_date, show_money, show_number
from app.core.urls import url_for
from app.insight.portfolio import Portfolio
from app.reviews import rules
from app.reviews.models import ReviewState

# A row costs the typesetter 0.1 MB, and nobody reads a hundred pages of a table: the workbook
# and the Word file have them all.
PAPER_ROWS = 50
Limit = int | None
"""How many rows of a table are written; None for all."""
Cell = tuple[str, str]
"""What a cell says, and the address it leads to (or an empty string)."""


class Figure(str):
    """A number, an amount or a day as it is shown; a spreadsheet gets the ``value`` itself, and
    the ``currency`` of an amount."""

    __slots__ = ("currency", "value")

    value: int | Decimal | date
    currency: str

    def __new__(cls, text: str, value: int | Decimal | date, currency: str = "") -> Figure:
        made = super().__new__(cls, text)
        made.value, made.currency = value, currency
        return made


def number(value: int | Decimal | None) -> str:
    """A count or a score; None is a dash, because blank is not zero."""
    return NONE if value is None else Figure(show_number(value), value)


def money(value: Decimal | None, currency: str = "EUR") -> str:
    """An amount; None is a dash."""
    return NONE if value is None else Figure(show_money(value, currency), value, currency)


def day(value: date | None) -> str:
    return NONE if value is None else Figure(show_date(value), value)


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

    @cached_property
    def numeric(self) -> list[bool]:
        """Which columns hold numbers or amounts, blanks among them, and are set to the right; the
        first names the row."""
        columns = ((row[x][0] for row in self.rows) for x in range(1, len(self.headings)))
        found = [_numbers_in(column) for column in columns]
        # A column of blanks alone stands like those of numbers beside it.
        return [False, *(each is not False and True in found for each in found)]


def _numbers_in(texts: Iterable[str]) -> bool | None:
    """Whether all are numbers or blanks; None of blanks alone."""
    found = None
    for text in texts:
        if isinstance(text, Figure) and not isinstance(text.value, date):
            found = True
        elif text != NONE:
            return False
    return found


@dataclass(frozen=True)
class Section:
    """``urls`` are the lists behind facts, by their labels."""

    id: str
    title: str
    tables: list[Table]
    text: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)

    def linked_facts(self) -> list[tuple[str, str, str]]:
        """As a page shows them."""
        return [(label, value, self.urls.get(label, "")) for label, value in self.facts]


@dataclass(frozen=True)
class Drawing:
    """A picture of the portfolio as the files take it: ``svg`` with its ``alt`` text, words, its
    key as (drawing of a symbol or an empty string, words), and the same as tables."""

    title: str
    svg: str
    alt: str
    text: str
    legend: list[tuple[str, str]]
    notes: list[str]
    tables: list[Table]


def on_paper(table: Table) -> dict[str, Any]:
    """The table as ``tables`` of ``templates/reviews/portfolio.typ`` takes it: addresses left out,
    and of a long one the beginning."""
    rows = table.rows[:PAPER_ROWS]
    total = max(table.total, len(table.rows))
    return {
        "title": table.title,
        "headings": table.headings,
        "rows": [[text for text, _url in row] for row in rows],
        "widths": table.widths,
        "numeric": table.numeric,
        "empty": table.empty,
        "cut": beginning(len(rows), total) if total > len(rows) else "",
    }


def beginning(number: int, total: int) -> str:
    """What stands under a table of which a file has the beginning only."""
    return _(
        "The first %(number)s of %(total)s.", number=show_number(number), total=show_number(total)
    )


def link(partnership: Any) -> Cell:
    url = url_for("partnerships.show_partnership", partnership_id=partnership.id)
    return partnership.name, url


def behind(portfolio: Portfolio, what: str, **further: Any) -> str:
    """The address of the list behind a figure: it counts as the report does."""
    asked = {**portfolio.scope.asked(), **further}
    return url_for("insight.behind_figure", round_id=portfolio.round.id, what=what, **asked)


def plain(*texts: str) -> list[Cell]:
    return [(text, "") for text in texts]


def owner(name: str | None) -> str:
    return name or _("No owner")


def named(name: str | None, portfolio: Portfolio) -> str:
    """Who answers for it; the public is told no names."""
    return owner(name) if portfolio.scope.names_people else NONE


def standing(state: ReviewState, portfolio: Portfolio) -> str:
    """How a review of the round stands, in words."""
    opened = portfolio.round
    return choice(rules.standing(state, opened.quarter, opened.due_on, portfolio.today))
