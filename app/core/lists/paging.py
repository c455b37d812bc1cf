"""Paging by key: the place in a list is the last row's values and number, kept in the address.

A deep page then costs what the first one does, and a row that comes or goes shifts no page.
"""

from __future__ import annotations

import base64
import binascii
import enum
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

Place = list[Any]


@dataclass(frozen=True)
class Order:
    """Names in the row → the columns sorted by, from the most important to the record's number.

    All run in one direction, so that one index can give the order. Rows that are not ``known`` but
    ``unknown`` come last in either direction, in the order of ``rest``. They are read apart: an
    order with NULLs at its end has no index on one engine or the other.
    """

    columns: dict[str, Any]
    known: Any = None
    unknown: Any = None
    rest: tuple[str, ...] = ("id",)

    @classmethod
    def by(cls, column: Any, number: Any) -> Order:
        """By one column of a record, then by its number."""
        is_nullable = bool(getattr(column.property.columns[0], "nullable", True))
        columns = {column.key: column, "id": number}
        return cls(columns, column.is_not(None), column.is_(None)) if is_nullable else cls(columns)

    @classmethod
    def through(cls, columns: dict[str, Any], unknown: Any, rest: tuple[str, ...]) -> Order:
        """By a text of another table, an outer joined one, and on; ``unknown`` are rows without."""
        text = next(iter(columns.values()))
        # True of every text. Wherever it stands, SQLite sees from it that the join is an inner one
        # and begins with the text; IS NOT NULL would tell it so as the first condition only.
        return cls(columns, text >= "", unknown, rest)

    def names(self, is_known: bool) -> tuple[str, ...]:
        return tuple(self.columns) if is_known else self.rest

    def sort(
        self,
        select: sa.Select[Any],
        is_known: bool,
        descending: bool,
        place: Place | None = None,
    ) -> sa.Select[Any]:
        """One part of the list in its order, from a place on where that stands in this part."""
        conditions = []
        if place is not None and place[0] == is_known:
            conditions.append(self._beyond(place, is_known, descending))
        # What is beyond a known value is known, and SQLite would begin at the first of two bounds.
        if self.known is not None and not (is_known and conditions):
            conditions.append(self.known if is_known else self.unknown)
        columns = [self.columns[name] for name in self.names(is_known)]
        return (
            select.where(*conditions)
            .order_by(None)
            .order_by(*(column.desc() if descending else column.asc() for column in columns))
        )

    def _beyond(self, place: Place, is_known: bool, descending: bool) -> Any:
        """The rows after a place in this direction."""
        columns = [self.columns[name] for name in self.names(is_known)]
        values = place[1:]
        row = sa.tuple_(*columns)
        further = row < values if descending else row > values
        if len({column.class_ for column in columns}) == 1:
            return further
        # No index holds columns of two tables; the first one's own tells where to begin.
        first = columns[0] <= values[0] if descending else columns[0] >= values[0]
        return sa.and_(first, further)

    def is_known(self, row: Any) -> bool:
        """Whether a row stands in the first part; the first value is unknown in the second only."""
        return self.known is None or getattr(row, next(iter(self.columns))) is not None

    def encode(self, row: Any) -> str:
        """The place of a row, for the address."""
        is_known = self.is_known(row)
        values = [_plain(getattr(row, name)) for name in self.names(is_known)]
        text = json.dumps([int(is_known), *values])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def decode(self, text: str | None) -> Place | None:
        """[whether known, values…, number] from what `encode` made; None for anything else."""
        if not text:
            return None
        try:
            first, *values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            if type(first) is not int or first not in (0, 1) or (not first and self.known is None):
                return None
            columns = [self.columns[name] for name in self.names(bool(first))]
            pairs = zip(values, columns, strict=True)
            return [
                bool(first),
                *(_typed(value, column.property.columns[0].type) for value, column in pairs),
            ]
        except (ValueError, TypeError, binascii.Error, ArithmeticError, RecursionError):
            return None


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(value: Any, column_type: Any) -> Any:
    """A value from a place as its column compares it; ValueError for what no row could hold."""
    kind = column_type.python_type
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    if issubclass(kind, enum.Enum | Decimal):
        return kind(value)
    if type(value) is not kind or (kind is int and not abs(value) < 2**31):
        raise ValueError
    if isinstance(value, str):
        # No database takes half a pair of surrogates, nor PostgreSQL the character NUL.
        if "\x00" in value:
            raise ValueError
        value.encode()
    return value
