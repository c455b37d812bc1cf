"""Rows on their way to the database, collected by table and handed over in large pieces."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from app.bench_data.rows import Columns, Row, stored_moment
from app.core.audit import Change
from app.core.db import Base
from app.core.session import Session

# Rows kept in memory before they are written.
ENOUGH = 40_000


class Sink(Protocol):
    """Writes rows past the ORM; made for each engine."""

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None: ...


class Batch:
    """Takes rows, numbers those without a number, and writes them in the order of the tables."""

    def __init__(self, sink: Sink, numbers: Mapping[str, int], names: Mapping[int, str]) -> None:
        """``numbers`` are the last ones given so far, by table; ``names`` those of the users."""
        self._sink, self._last, self._names = sink, Counter(numbers), names
        self._columns: dict[str, Columns] = {}
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._waiting = 0
        self._acts = 0

    def put(self, table: str, values: Mapping[str, Any]) -> None:
        """A row of plain values with its number, if the table has one."""
        columns = self._columns.get(table)
        if columns is None:
            columns = self._columns[table] = Columns(Base.metadata.tables[table])
        self._rows[table].append(columns.row(values))
        self._waiting += 1

    def number(self, table: str) -> int:
        """The next number of a table."""
        self._last[table] += 1
        return self._last[table]

    def act(self, at: datetime, by: int, action: str, reason: str = "") -> Act:
        """One act of a user, whose changes are then noted."""
        self._acts += 1
        return Act(self, self._acts, stored_moment(at), by, self._names[by], action, reason)

    def flush(self, *, everything: bool = True) -> None:
        """Write what has been collected, or only when it is enough."""
        if self._waiting < ENOUGH and not everything:
            return
        for table, rows in self._rows.items():
            if rows:
                self._sink.write(table, self._columns[table].names, rows)
                self._rows[table] = []
        self._waiting = 0


class Act:
    """Writes the history of one act; one request, as far as anybody can tell."""

    def __init__(
        self, batch: Batch, number: int, at: str, by: int, name: str, action: str, reason: str
    ) -> None:
        self._put, self._number = batch.put, batch.number
        self.at, self.actor_name = at, name
        self._common = {
            "at": at,
            "request_id": f"00000000-0000-4000-8000-{number:012x}",
            "actor_id": by,
            "actor_name": name,
            "action": action,
            "reason": reason,
        }

    def note(self, entity: str, number: int, fields: str, part: str = "") -> None:
        """What changed on a record, or on a ``part`` of it, as JSON; nothing for nothing."""
        if fields != NOTHING:
            self._put(
                CHANGE,
                {
                    **self._common,
                    "id": self._number(CHANGE),
                    "entity_type": entity,
                    "entity_id": number,
                    "part": part,
                    "fields": fields,
                },
            )


NOTHING = "{}"
CHANGE = Change.__tablename__


def last_numbers(session: Session) -> dict[str, int]:
    """The highest number in each table that numbers its rows."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if "id" in table.columns:
            found[table.name] = session.scalar(sa.select(sa.func.max(table.c.id))) or 0
    return found
