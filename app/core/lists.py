"""List pages are data: columns, filters and a query; the query string holds all state.

Paging is by key (sort value, id), so that a deep page costs what the first one does; the count is
capped, because nobody reads the difference between 1,400 and 1,500.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import paging
from app.core.days import parse_day
from app.core.i18n import _, _l, show_date, show_number
from app.core.permissions import Permission, Viewer
from app.core.search.query import matching_ids

PAGE = 50
COUNT_CAP = 1000
NOTHING = _l("Nothing is here yet.")
Apply = Callable[[sa.Select[Any], str], sa.Select[Any]]


@dataclass(frozen=True)
class Column:
    """``value`` gives the raw value for export; ``sort`` the one column it sorts by."""

    key: str
    label: Any
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: Any = None
    url: Callable[[Any], str | None] | None = None
    tone: Callable[[Any], str] | None = None
    text: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Filter:
    """``options`` gives (value, label) pairs; a filter without them is free text or a date."""

    key: str
    label: Any
    apply: Apply
    options: Callable[[], Sequence[tuple[str, Any]]] | None = None
    kind: str = "select"


@dataclass(frozen=True)
class ListPage:
    """A declared list. ``query(viewer)`` must apply visibility and name its loader options."""

    key: str
    title: Any
    permission: Permission
    model: Any
    query: Callable[[Viewer], sa.Select[Any]]
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    default_sort: str = ""
    search_kind: str = ""
    empty_text: Any = NOTHING

    def __post_init__(self) -> None:
        for column in self.sorts.values():
            if not issubclass(self.model, column.sort.class_):
                raise ValueError(f"{self.key} cannot page by {column.key}: not its own column.")

    @property
    def sorts(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns if column.sort is not None}


@dataclass(frozen=True)
class Cell:
    kind: str
    text: str
    url: str | None = None
    tone: str = ""


@dataclass(frozen=True)
class Head:
    """A column's heading; ``sort_url`` turns the order round when it is the sorted one."""

    key: str
    label: str
    numeric: bool
    sort_url: str | None


@dataclass(frozen=True)
class Shown:
    """A filter with what was chosen."""

    key: str
    label: str
    kind: str
    value: str
    choices: Sequence[tuple[str, str]]


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
            numeric = column.kind in ("number", "money")
            heads.append(Head(column.key, str(column.label), numeric, url))
        return heads

    @property
    def filters(self) -> list[Shown]:
        return [
            Shown(
                f.key,
                str(f.label),
                f.kind,
                self.arguments.get(f.key, ""),
                [(str(v), str(label)) for v, label in f.options()] if f.options else [],
            )
            for f in self.definition.filters
        ]

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
        if self.total > COUNT_CAP:
            return _("more than %(number)s", number=show_number(COUNT_CAP))
        return show_number(self.total)

    @property
    def export_urls(self) -> list[tuple[str, str]]:
        return [("XLSX", self.url(format="xlsx")), ("CSV", self.url(format="csv"))]

    def cells(self, row: Any) -> list[Cell]:
        return [
            Cell(
                column.kind,
                shown(column, row),
                column.url(row) if column.url else None,
                column.tone(row) if column.tone else "",
            )
            for column in self.definition.columns
        ]


def shown(column: Column, row: Any) -> str:
    """A cell as people read it; a blank stays blank, because blank is not zero."""
    if column.text is not None:
        return column.text(row)
    value = column.value(row)
    if value is None or value == "":
        return ""
    if isinstance(value, datetime | date):
        return show_date(value)
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if isinstance(value, int | float | Decimal):
        return show_number(value)
    return str(value)


def run(
    page: ListPage, session: Session, viewer: Viewer, path: str, arguments: dict[str, str]
) -> ListResult:
    """Two statements and those of the loader options: a capped count and one page of rows."""
    result, select = _prepare(page, session, viewer, path, arguments)
    column = page.sorts[result.sort].sort
    result.total = session.scalar(_capped_count(select, page.model)) or 0
    cursor = paging.decode(arguments.get("before") or arguments.get("after"), column)
    backwards = cursor is not None and "before" in arguments
    descending = result.descending != backwards
    if cursor is not None:
        select = select.where(paging.beyond(column, page.model.id, cursor, descending, backwards))
    found = list(
        session.scalars(
            select.order_by(None)
            .order_by(*paging.order(column, page.model.id, descending, backwards))
            .limit(PAGE + 1)
        ).unique()
    )
    more = len(found) > PAGE
    result.rows = found[:PAGE][::-1] if backwards else found[:PAGE]
    if result.rows:
        has_next = more or backwards
        has_previous = more if backwards else cursor is not None
        if has_next:
            result.next_url = result.url(after=paging.encode(result.rows[-1], column))
        if has_previous:
            result.previous_url = result.url(before=paging.encode(result.rows[0], column))
    return result


def everything(
    page: ListPage, session: Session, viewer: Viewer, arguments: dict[str, str]
) -> Iterator[Any]:
    """All rows of the filtered list in its order, streamed, for export."""
    result, select = _prepare(page, session, viewer, "", arguments)
    column = page.sorts[result.sort].sort
    order = paging.order(column, page.model.id, result.descending, False)
    statement = select.order_by(None).order_by(*order).execution_options(yield_per=500)
    yield from session.scalars(statement)


def _prepare(
    page: ListPage, session: Session, viewer: Viewer, path: str, arguments: dict[str, str]
) -> tuple[ListResult, sa.Select[Any]]:
    sort = arguments.get("sort") or page.default_sort
    if sort.lstrip("-") not in page.sorts:
        sort = page.default_sort
    select = page.query(viewer)
    for declared in page.filters:
        if value := _known(declared, arguments.get(declared.key, "")):
            select = declared.apply(select, value)
    if page.search_kind and (text := arguments.get("q", "").strip()):
        ids = matching_ids(session, text, viewer, kind=page.search_kind)
        select = select.where(page.model.id.in_(ids))
    return ListResult(page, path, arguments, sort.lstrip("-"), sort.startswith("-")), select


def _known(declared: Filter, value: str) -> str:
    """The value as ``apply`` takes it, a date in ISO form; empty when it is not a possible one."""
    if declared.kind == "date":
        day = parse_day(value)
        return day.isoformat() if day else ""
    if declared.options is None:
        return value
    return value if value in {str(known) for known, _label in declared.options()} else ""


def _capped_count(select: sa.Select[Any], model: Any) -> sa.Select[Any]:
    inner = select.order_by(None).with_only_columns(model.id).limit(COUNT_CAP + 1).subquery()
    return sa.select(sa.func.count()).select_from(inner)
