"""Rows as both databases take them: whole numbers and text, in the order of the columns.

Days, moments and amounts are written as text that SQLite stores exactly as the application does
and PostgreSQL reads back as its own types.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any

import sqlalchemy as sa

Values = Mapping[str, Any]
Row = tuple[Any, ...]
_DAYS: dict[date, str] = {}


def plain(values: Values) -> dict[str, Any]:
    """Values as the history writes them (see ``audit``): days and amounts as text."""
    return {
        name: value if type(value) in (str, int, bool) else _plain(value)
        for name, value in values.items()
    }


def _plain(value: Any) -> Any:
    if type(value) is date:
        text = _DAYS.get(value)
        if text is None:
            text = _DAYS[value] = value.isoformat()
        return text
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def stored_moment(moment: datetime) -> str:
    """A moment, in UTC and full seconds, as the column of a ``UtcDateTime`` holds it."""
    return moment.isoformat(" ").removesuffix("+00:00") + ".000000"


class Columns:
    """The columns of a table, and what stands in those that nobody names."""

    def __init__(self, table: sa.Table) -> None:
        self.table = table
        columns = [column for column in table.columns if column.computed is None]
        self.names = [column.name for column in columns]
        self._usual = [_usual(column) for column in columns]
        self._known = frozenset(self.names)

    def row(self, values: Values) -> Row:
        """A row from plain values; raises KeyError for a column that is not there."""
        if not values.keys() <= self._known:
            raise KeyError(f"{self.table.name}: {sorted(values.keys() - self._known)}")
        return tuple(map(values.get, self.names, self._usual))


@cache
def blank(model: Any) -> Mapping[str, Any]:
    """What a new record of this model holds where nothing is said, also in the table it extends."""
    found: dict[str, Any] = {}
    for table in sa.inspect(model).tables:
        found |= {column.name: _usual(column) for column in table.columns}
    return found


def _usual(column: sa.Column[Any]) -> Any:
    if column.name == "version":
        return 1
    default: Any = column.default
    value = default.arg if default is not None and default.is_scalar else None
    return value.value if isinstance(value, enum.Enum) else value


@cache
def audited_fields(model: Any) -> tuple[str, ...]:
    """The fields of a model that its history tells of, in the order in which it does."""
    mapper: Any = sa.inspect(model)
    return tuple(
        attribute.key
        for attribute in mapper.column_attrs
        if attribute.key not in model.audit_skip and not attribute.columns[0].primary_key
    )


def created(model: Any, given: Values, links: Mapping[str, Iterable[int]] | None = None) -> str:
    """The history of a new record as JSON: every field that was set, unless it was left blank.

    ``links`` are its relations with the numbers that were added. Put together by hand, because
    this is done some five million times.
    """
    parts = []
    for name in audited_fields(model):
        value = given.get(name)
        if value is not None and value != "" and value is not False:
            text = _quoted(value) if type(value) is str else str(value).lower()
            parts.append(f'"{name}": [null, {text}]')
    for name, numbers in (links or {}).items():
        parts.append(f'"{name}": {{"added": {sorted(numbers)}, "removed": []}}')
    return "{" + ", ".join(parts) + "}"


def changed(model: Any, before: Values, after: Values) -> str:
    """The history of a change as JSON: old and new value of each field that differs."""
    return json.dumps(
        {
            name: [before.get(name), after[name]]
            for name in audited_fields(model)
            if name in after and before.get(name) != after[name]
        }
    )
