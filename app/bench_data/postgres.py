"""Loading into PostgreSQL: one transaction of COPY, without constraints and indexes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa

from app.bench_data.rows import Row
from app.core.db import Base

SETTINGS = ("maintenance_work_mem = '512MB'", "work_mem = '128MB'", "synchronous_commit = off")
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
# Foreign keys go first and come last; keys lead before other indexes.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE contype = ANY(%s) AND connamespace = current_schema()::regnamespace
      AND conrelid::regclass::text <> 'alembic_version'
    ORDER BY contype = 'f' DESC, conrelid::regclass::text, conname
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1
"""
# Where numbers were given by us, the next one must follow the last.
SEQUENCE = """
    SELECT setval(sequence, greatest(last, 1), last > 0)
    FROM (SELECT pg_get_serial_sequence('"{table}"', 'id') AS sequence,
          coalesce(max(id), 0) AS last FROM "{table}") AS found
    WHERE sequence IS NOT NULL
"""


@contextmanager
def connection(url: sa.URL) -> Iterator[sa.Connection]:
    """A connection in one transaction that is kept only when everything was written."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as opened:
        for setting in SETTINGS:
            opened.exec_driver_sql(f"SET LOCAL {setting}")
        yield opened
    # What index-only scans need can only be noted outside a transaction.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as opened:
        opened.exec_driver_sql("VACUUM (ANALYZE)")


class PostgresSink:
    """Writes rows by COPY; constraints and indexes are made again at the end."""

    def __init__(self, opened: sa.Connection) -> None:
        driver: Any = opened.connection.driver_connection
        self._driver: psycopg.Connection[Any] = driver
        self._again: list[tuple[str, str]] = []

    def open(self) -> None:
        """Drop what would be checked and kept up to date row by row."""
        execute: Any = self._driver.execute
        indexes = execute(INDEXES).fetchall()
        foreign, keys = (execute(CONSTRAINTS, [kinds]).fetchall() for kinds in (["f"], ["p", "u"]))
        for name, definition in indexes:
            execute(f"DROP INDEX {name}")
            self._again.append((name, definition))
        for constraints in (foreign, keys):
            again = []
            for table, name, definition in constraints:
                execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
                sql = f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
                again.append((name, sql))
            self._again = again + self._again if constraints is keys else self._again + again

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Copy rows in PostgreSQL's text format."""
        listed = ", ".join(f'"{name}"' for name in columns)
        lines = ["\t".join(map(_text, row)) for row in rows]
        lines.append("")
        with self._driver.cursor().copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
            copy.write("\n".join(lines))

    def close(self) -> Iterator[str]:
        """Make everything again that was dropped, naming each step."""
        execute: Any = self._driver.execute
        for name, sql in self._again:
            yield name
            execute(sql)
        for table in Base.metadata.sorted_tables:
            column = table.columns.get("id")
            if column is not None:
                execute(SEQUENCE.format(table=table.name))

    def settle(self) -> None:
        """Gather the statistics by which selects are planned."""
        self._driver.execute("ANALYZE")


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if type(value) is str:
        return value.translate(ESCAPES) if _has_special(value) else value
    return str(value)


def _has_special(value: str) -> bool:
    return "\\" in value or "\n" in value or "\t" in value or "\r" in value
