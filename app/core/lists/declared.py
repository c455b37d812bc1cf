"""What a slice says of a list: its columns, its filters, its select."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.days import parse_day
from app.core.i18n import _l
from app.core.lists.paging import Order
from app.core.permissions import Permission, Viewer

PAGE = 50
COUNT_CAP = 1000
NUMERIC = frozenset({"number", "money"})
NOTHING = _l("Nothing is here yet.")
Apply = Callable[[sa.Select[Any], str], sa.Select[Any]]
Gather = Callable[[Session, Sequence[int]], Mapping[int, Any]]


@dataclass(frozen=True)
class Column:
    """``value`` gives the raw value for export; ``sort`` what it sorts by: a column of the list's
    own model, or an `Order` through another table."""

    key: str
    label: Any
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: Any = None
    url: Callable[[Any], str | None] | None = None
    tone: Callable[[Any], str] | None = None
    text: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Shown:
    """A filter with what was chosen."""

    key: str
    label: str
    kind: str
    value: str
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Filter:
    """``options`` gives (value, label) pairs; a filter without them is free text or a date."""

    key: str
    label: Any
    apply: Apply
    options: Callable[[], Sequence[tuple[str, Any]]] | None = None
    kind: str = "select"

    def known(self, value: str) -> str:
        """The value as ``apply`` takes it, a date in ISO form; empty when it is not possible."""
        if not value:
            return ""
        if self.kind == "date":
            day = parse_day(value)
            return day.isoformat() if day else ""
        if self.options is None:
            return value
        return value if value in {str(known) for known, _label in self.options()} else ""

    def shown(self, value: str) -> Shown:
        """The filter for its form, with a value chosen."""
        offered = self.options() if self.options else ()
        choices = [(str(known), str(label)) for known, label in offered]
        return Shown(self.key, str(self.label), self.kind, value, choices)


@dataclass(frozen=True)
class ListPage:
    """A declared list. ``query(viewer)`` must apply visibility and name its loader options.

    It selects the model, or, where many rows are read, columns by name: such rows cost a tenth of
    records. ``gather`` then gives what a row has several of: attribute → (session, numbers) →
    values by number, one statement each.
    """

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
    gather: Mapping[str, Gather] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column in self.sorts.values():
            if isinstance(column.sort, Order):
                continue
            if not issubclass(self.model, column.sort.class_):
                raise ValueError(f"{self.key} cannot page by {column.key}: not its own column.")

    @property
    def sorts(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns if column.sort is not None}

    def order(self, key: str) -> Order:
        """How the rows stand when they are sorted by the column of this key."""
        sort = self.sorts[key].sort
        if isinstance(sort, Order):
            return sort
        # A kind's own number stands in another table than what it is sorted by.
        return Order.by(sort, sa.inspect(self.model).base_mapper.class_.id)
