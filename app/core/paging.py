"""Paging by key: the place in a list is the last row's value and number, kept in the address.

A deep page then costs what the first one does, and a row that comes or goes shifts no page.
"""

from __future__ import annotations

import base64
import binascii
import enum
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa


def order(column: Any, key: Any, descending: bool, backwards: bool) -> list[Any]:
    """Unknown values come last in the list, so first when it is read backwards."""
    first = column.desc() if descending else column.asc()
    if _nullable(column):
        first = first.nulls_first() if backwards else first.nulls_last()
    return [first, key.desc() if descending else key.asc()]


def beyond(column: Any, key: Any, cursor: list[Any], descending: bool, backwards: bool) -> Any:
    """The rows after the place of ``cursor`` in the order of `order`."""
    value, number = cursor
    later = key < number if descending else key > number
    if value is None:
        same = sa.and_(column.is_(None), later)
        return sa.or_(same, column.is_not(None)) if backwards else same
    further = column < value if descending else column > value
    if not _nullable(column):
        return (
            sa.tuple_(column, key) < (value, number)
            if descending
            else sa.tuple_(column, key) > (value, number)
        )
    known = sa.or_(further, sa.and_(column == value, later))
    return known if backwards else sa.or_(known, column.is_(None))


def _nullable(column: Any) -> bool:
    return bool(getattr(column.property.columns[0], "nullable", True))


def encode(row: Any, column: Any) -> str:
    """The place of a row, for the address."""
    value = getattr(row, column.key)
    plain = value.isoformat() if isinstance(value, date | datetime) else value
    if isinstance(plain, Decimal):
        plain = str(plain)
    return base64.urlsafe_b64encode(json.dumps([plain, row.id]).encode()).decode().rstrip("=")


def decode(text: str | None, column: Any) -> list[Any] | None:
    """[value, number] from a place made by `encode`; None for anything else."""
    if not text:
        return None
    try:
        value, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if type(number) is not int or not 0 < number < 2**31:
            return None
        if value is None and not _nullable(column):
            return None
        return [_typed(value, column.property.columns[0].type.python_type), number]
    except (ValueError, TypeError, binascii.Error, ArithmeticError, RecursionError):
        return None


def _typed(value: Any, kind: type[Any]) -> Any:
    """A value from a cursor as its column compares it; ValueError for what no row could hold."""
    if value is None:
        return None
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    if issubclass(kind, enum.Enum | Decimal):
        return kind(value)
    if type(value) is not kind or (kind is int and abs(value) >= 2**31):
        raise ValueError
    if isinstance(value, str):
        # No database takes half a pair of surrogates, nor PostgreSQL the character NUL.
        if "\x00" in value:
            raise ValueError
        value.encode()
    return value
