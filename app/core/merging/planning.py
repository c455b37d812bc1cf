"""Which steps make one row out of two, with nothing done yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.merging.steps import Step, changed, place, plain, pointing_at

Twins = Mapping[str, Sequence[str]]


@dataclass
class Planner:
    """``twins`` names, by table, columns that make two rows one though no constraint says so."""

    session: Session
    twins: Twins
    steps: list[Step] = field(default_factory=list)
    planned: dict[tuple[Any, ...], dict[str, Any] | None] = field(default_factory=dict)

    def fold(self, table: sa.Table, kept: int, gone: int) -> None:
        """Plan that whatever points at ``gone`` points at ``kept``."""
        for column in pointing_at(table):
            self._column(column, kept, gone)

    def _column(self, column: sa.Column[Any], kept: int, gone: int) -> None:
        table = column.table
        rows = self._rows(column, gone)
        keys = [key for key in self._keys(table) if column.name in key] if rows else []
        there = self._rows(column, kept) if keys else []
        known = {(k, *(row[c] for c in k if c != column.name)): row for k in keys for row in there}
        for row in rows:
            same = (known.get((k, *(row[c] for c in k if c != column.name))) for k in keys)
            twin = next((one for one in same if one is not None), None)
            if twin is not None:
                if "id" in table.c:
                    self.fold(table, twin["id"], row["id"])
                self._drop(table, row)
            elif self._meets_itself(column, row, kept):
                if column.nullable:
                    self._change("move", column, row, gone, None)
                else:
                    self._drop(table, row)
            else:
                self._change("move", column, row, gone, kept)

    def _rows(self, column: sa.Column[Any], value: int) -> list[dict[str, Any]]:
        found = sa.select(column.table).where(column == value)
        found = found.order_by(*column.table.primary_key.columns)
        rows = self.session.connection().execute(found).mappings().all()
        pairs = [(dict(row), self.planned.get(place(column.table, row), {})) for row in rows]
        # As the rows will be once the steps before are done; None are those dropped by then.
        return [row | new for row, new in pairs if new is not None]

    def _keys(self, table: sa.Table) -> list[tuple[str, ...]]:
        found = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
        keys = [tuple(column.name for column in constraint.columns) for constraint in found]
        keys.append(tuple(column.name for column in table.primary_key.columns))
        return [*keys, tuple(self.twins[table.name])] if table.name in self.twins else keys

    def _meets_itself(self, column: sa.Column[Any], row: Mapping[str, Any], kept: int) -> bool:
        """Whether the row would tie the record to itself: a network its own member."""
        (target,) = (key.column.table for key in column.foreign_keys)
        if target is column.table:
            return bool(row["id"] == kept)
        others = (c for c in pointing_at(target) if c.table is column.table and c is not column)
        return any(row[other.name] == kept for other in others)

    def _drop(self, table: sa.Table, row: Mapping[str, Any]) -> None:
        self.steps.append({"do": "drop", "table": table.name, "row": plain(row)})
        self.planned[place(table, row)] = None

    def _change(self, do: str, column: Any, row: Mapping[str, Any], old: Any, new: Any) -> None:
        key = {c.name: row[c.name] for c in column.table.primary_key.columns}
        named = {"called": row["name"]} if row.get("name") else {}
        self.steps.append(changed(column, key, old, new) | {"do": do} | named)
        row_now = self.planned.setdefault(place(column.table, row), {})
        if row_now is not None:
            row_now[column.name] = new
