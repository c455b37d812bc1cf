"""What a merge is made of: steps in JSON, and the rows and keys of the metadata they name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import audit
from app.core.db import Base

Step = dict[str, Any]


def pointing_at(table: sa.Table) -> list[sa.Column[Any]]:
    """Every column of the database that is a foreign key to this table, in a fixed order."""
    return [
        column
        for each in Base.metadata.sorted_tables
        for column in each.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def changed(column: Any, key: Mapping[str, Any], old: Any, new: Any) -> Step:
    """The step that gives one column of one row another value."""
    return {
        "do": "set", "table": column.table.name, "column": column.name, "key": dict(key),
        "old": audit.plain(old), "new": audit.plain(new),
    }  # fmt: skip


def added(table: sa.Table, row: Mapping[str, Any]) -> Step:
    """The step that writes a new row; its number is noted when it is done."""
    return {"do": "add", "table": table.name, "row": plain(row)}


def fingerprint(steps: Sequence[Step]) -> str:
    """What a preview showed, so that what is done later is the same."""
    return hashlib.sha256(json.dumps(steps, sort_keys=True).encode()).hexdigest()


def place(table: sa.Table, row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return (table.name, *(row[column.name] for column in table.primary_key.columns))


def plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: audit.plain(value) for name, value in row.items()}


def runs(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps that follow each other and are alike, to be written in one statement."""
    run: list[Step] = []
    for step in steps:
        if run and any(run[0].get(n) != step.get(n) for n in ("do", "table", "column")):
            yield run
            run = []
        run.append(step)
    if run:
        yield run


def typed(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they came back from JSON, in the types of their columns."""
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: sa.Column[Any], value: Any) -> Any:
    if value is None or isinstance(column.type, sa.Enum | sa.JSON):
        return value
    kind = column.type.python_type
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value


def key_after(step: Step) -> dict[str, Any]:
    """Where the row lies now: in link tables the moved column is part of the key."""
    key: dict[str, Any] = step["key"]
    return {name: step["new"] if name == step["column"] else key[name] for name in key}


def stored_row(session: Session, table: sa.Table, key: Mapping[str, Any]) -> dict[str, Any] | None:
    found = sa.select(table).where(*(table.c[name] == value for name, value in key.items()))
    row = session.connection().execute(found).mappings().one_or_none()
    return None if row is None else plain(row)
