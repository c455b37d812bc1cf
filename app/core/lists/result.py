"""One page of a list, as the template draws it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from app.core.i18n import _, show_date, show_number
from app.core.lists import declared
from app.core.lists.declared import Column, ListPage, Shown


@dataclass(frozen=True)
class Head:
    """A column's heading; ``sort_url`` turns the order round when it is the sorted one."""

    key: str
    label: str
    numeric: bool
    sort_url: str | None


@dataclass
class ListResult:
    """One page of a list, ready for the template."""

    definition: ListPage
    path: str
    arguments: dict[str, str]
    sort: str
    descending: bool
    rows: list[Any] = field(default_factory=list)
    total: int = 0
    previous_url: str | None = None
    next_url: str | None = None

    def url(self, **changes: str | None) -> str:
        """This list with some arguments changed; paging starts again unless it is given."""
        kept = {k: v for k, v in self.arguments.items() if k not in ("after", "before")}
        kept |= {k: v for k, v in changes.items() if v}
        for key in [k for k, v in changes.items() if not v]:
            kept.pop(key, None)
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    @property
    def columns(self) -> list[Head]:
        heads = []
        for column in self.definition.columns:
            here = column.key == self.sort
            sign = "-" if here and not self.descending else ""
            url = self.url(sort=sign + column.key) if column.sort is not None else None
            numeric = column.kind in declared.NUMERIC
            heads.append(Head(column.key, str(column.label), numeric, url))
        return heads

    @property
    def filters(self) -> list[Shown]:
        return [f.shown(self.arguments.get(f.key, "")) for f in self.definition.filters]

    @property
    def query(self) -> str:
        return self.arguments.get("q", "")

    @property
    def is_filtered(self) -> bool:
        keys = {f.key for f in self.definition.filters} | {"q"}
        return any(self.arguments.get(key) for key in keys)

    @property
    def clear_url(self) -> str:
        return self.path

    @property
    def query_hidden(self) -> list[tuple[str, str]]:
        return [("sort", self.arguments["sort"])] if self.arguments.get("sort") else []

    @property
    def count_label(self) -> str:
        if self.total > declared.COUNT_CAP:
            return _("more than %(number)s", number=show_number(declared.COUNT_CAP))
        return show_number(self.total)

    @property
    def export_urls(self) -> list[tuple[str, str]]:
        return [("XLSX", self.url(format="xlsx")), ("CSV", self.url(format="csv"))]


def shown(column: Column, row: Any) -> str:
    """A cell as people read it; a blank stays blank, because blank is not zero."""
    if column.text is not None:
        return column.text(row)
    value = column.value(row)
    # Most cells are text, so the rest is asked only where it is not.
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        # A date that wraps costs every row a second line.
        return show_date(value).replace(" ", "\u00a0")
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if isinstance(value, (int, float, Decimal)):
        return show_number(value)
    return str(value)


def exported(column: Column, row: Any) -> Any:
    """A cell as a spreadsheet takes it: a date, a number, or the text that people read."""
    value = column.value(row)
    if type(value) is str:
        return value if column.text is None else column.text(row)
    if isinstance(value, (int, float, Decimal, date)) and not isinstance(value, bool):
        return value
    return shown(column, row)
