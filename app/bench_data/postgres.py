"""Loading into PostgreSQL: one transaction of COPY, without constraints and indexes meanwhile.

A thread hands over rows that are ready while others are made, because the server works alongside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import Queue
from threading import Thread
from typing import Any

import psycopg
import sqlalchemy as sa

from app.bench_data.rows import Row
from app.core.db import Base
from app.core.session import Session

SETTINGS = ("maintenance_work_mem = '512MB'", "work_mem = '128MB'", "synchronous_commit = off")
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
# Pieces that may wait for the server; more would only cost memory.
WAITING = 24
# Foreign keys go first and come last; keys lead before other indexes.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE contype = ANY(%s) AND connamespace = current_schema()::regnamespace
      AND conrelid::regclass::text <> 'alembic_version'
    ORDER BY conrelid::regclass::text, conname
"""
# Those with a condition stay: they are small, and PostgreSQL would write them down in other words.
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = current_schema()::regnamespace AND indpred IS NULL
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1
"""
ADD = 'ALTER TABLE {0} ADD CONSTRAINT "{1}" {2}'
# Where numbers were given by us, the next one must follow the last.
SEQUENCE = """
    SELECT setval(sequence, greatest(last, 1), last > 0)
    FROM (SELECT pg_get_serial_sequence('"{table}"', 'id') AS sequence,
          coalesce(max(id), 0) AS last FROM "{table}") AS found
    WHERE sequence IS NOT NULL
"""


class PostgresPlace:
    """The transaction in which everything is written."""

    def __init__(self, opened: sa.Connection) -> None:
        driver: Any = opened.connection.driver_connection
        self._opened = opened
        self._driver: psycopg.Connection[Any] = driver

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session whose work is kept when the transaction is."""
        with Session(self._opened) as session:
            yield session
            session.flush()

    @contextmanager
    def writing(self) -> Iterator[PostgresSink]:
        """Where rows go; at the end constraints and indexes are made again."""
        again = self._drop()
        sink = PostgresSink(self._driver)
        try:
            yield sink
        finally:
            sink.end()
        sink.demand_success()
        for sql in again:
            self._execute(sql)
        for table in Base.metadata.sorted_tables:
            if "id" in table.columns:
                self._execute(SEQUENCE.format(table=table.name))

    def settle(self) -> None:
        """Gather the statistics by which selects are planned."""
        self._execute("ANALYZE")

    def _execute(self, sql: str, *arguments: Any) -> list[Any]:
        driver: Any = self._driver
        done = driver.execute(sql, arguments or None)
        return list(done.fetchall()) if done.description else []

    def _drop(self) -> list[str]:
        """Drop what would be checked and kept up to date row by row; how to make it again."""
        indexes = self._execute(INDEXES)
        keys, foreign = (self._execute(CONSTRAINTS, kinds) for kinds in (["p", "u"], ["f"]))
        for name, _definition in indexes:
            self._execute(f"DROP INDEX {name}")
        for table, name, _definition in (*foreign, *keys):
            self._execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        return [
            *(ADD.format(*constraint) for constraint in keys),
            *(definition for _name, definition in indexes),
            *(ADD.format(*constraint) for constraint in foreign),
        ]


class PostgresSink:
    """Puts rows into PostgreSQL's text format, for a thread that copies them."""

    def __init__(self, driver: psycopg.Connection[Any]) -> None:
        self._driver = driver
        self._queue: Queue[tuple[str, str] | None] = Queue(WAITING)
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._copy_all, daemon=True)
        self._thread.start()

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Copy many rows, as soon as the server gets to it."""
        self.demand_success()
        listed = ", ".join(f'"{name}"' for name in columns)
        lines = ["\t".join(map(_text, row)) for row in rows]
        lines.append("")
        self._queue.put((f'COPY "{table}" ({listed}) FROM STDIN', "\n".join(lines)))

    def end(self) -> None:
        """Wait until everything is copied, or has failed."""
        self._queue.put(None)
        self._thread.join()

    def demand_success(self) -> None:
        """Raise what went wrong in the thread."""
        if self._failure is not None:
            raise self._failure

    def _copy_all(self) -> None:
        while (piece := self._queue.get()) is not None:
            if self._failure is None:
                try:
                    self._copy(*piece)
                except Exception as failure:
                    self._failure = failure

    def _copy(self, command: Any, text: str) -> None:
        with self._driver.cursor() as cursor, cursor.copy(command) as copy:
            copy.write(text)


@contextmanager
def place(url: sa.URL) -> Iterator[PostgresPlace]:
    """One transaction that is kept only when everything was written."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as opened:
        for setting in SETTINGS:
            opened.exec_driver_sql(f"SET LOCAL {setting}")
        yield PostgresPlace(opened)
    # What index-only scans need can only be noted outside a transaction.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as opened:
        opened.exec_driver_sql("VACUUM (ANALYZE)")


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if type(value) is str:
        return value.translate(ESCAPES) if _has_special(value) else value
    return str(value)


def _has_special(value: str) -> bool:
    return "\\" in value or "\n" in value or "\t" in value or "\r" in value
