"""Loading into SQLite: a copy of the empty file is filled without a journal, then takes its place.

So an interruption, or a full disk, leaves the database as it was.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from app.bench_data.rows import Row
from app.core.errors import Refused
from app.core.search.models import SearchGram

# The copy is thrown away when anything fails, so nothing has to be undone or survive a power cut.
PRAGMAS = (
    "foreign_keys=off", "journal_mode=off", "synchronous=off", "cache_size=-262144",
    "locking_mode=exclusive", "temp_store=file",
)  # fmt: skip
GRAM = SearchGram.__tablename__
# Written in any order and sorted at the end: its key is the order in which it is read.
UNSORTED = "CREATE TEMP TABLE unsorted (g TEXT, rank INTEGER, document_id INTEGER)"
SORTED = f"INSERT INTO {GRAM} SELECT g, rank, document_id FROM unsorted ORDER BY 1, 2, 3"  # noqa: S608


@contextmanager
def connection(url: sa.URL) -> Iterator[sa.Connection]:
    """A connection to a copy of the database, which becomes the database at the end."""
    path = Path(url.database or "")
    if not path.is_file():
        raise Refused("This SQLite database is no file.")
    _take_over(path)
    draft = path.with_name(f"{path.name}.loading")
    try:
        shutil.copyfile(path, draft)
        engine = sa.create_engine(url.set(database=str(draft)), poolclass=sa.StaticPool)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN"))
        try:
            with engine.begin() as opened:
                yield opened
        finally:
            engine.dispose()
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _take_over(path: Path) -> None:
    """Bring everything into the one file; refused while another process has it open."""
    with closing(sqlite3.connect(path, timeout=1)) as opened:
        try:
            opened.execute("PRAGMA journal_mode=delete")
        except sqlite3.OperationalError as error:
            raise Refused("Stop everything that uses this database first.") from error


def _prepare(opened: Any, _record: Any) -> None:
    opened.isolation_level = None
    for pragma in PRAGMAS:
        opened.execute("PRAGMA " + pragma).fetchall()


class SqliteSink:
    """Writes rows without indexes and triggers, which are made again at the end."""

    def __init__(self, opened: sa.Connection) -> None:
        driver: Any = opened.connection.driver_connection
        self._driver: sqlite3.Connection = driver
        self._statements: dict[str, str] = {}
        self._dropped: list[tuple[str, str, str]] = []

    def open(self) -> None:
        """Drop what would be kept up to date row by row."""
        found = self._driver.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
            "AND sql IS NOT NULL ORDER BY rowid"
        )
        self._dropped = found.fetchall()
        for kind, name, _sql in self._dropped:
            self._driver.execute(f'DROP {kind} "{name}"')
        self._driver.execute(UNSORTED)

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows with one prepared statement."""
        statement = self._statements.get(table)
        if statement is None:
            target = "unsorted" if table == GRAM else f'"{table}"'
            listed = ", ".join(f'"{name}"' for name in columns)
            places = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {target} ({listed}) VALUES ({places})"  # noqa: S608
            self._statements[table] = statement
        self._driver.executemany(statement, rows)

    def close(self) -> Iterator[str]:
        """Make everything again that was dropped, naming each step."""
        yield GRAM
        self._driver.execute(SORTED)
        self._driver.execute("DROP TABLE unsorted")
        yield "search_fts"
        self._driver.execute("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")
        for _kind, name, sql in self._dropped:
            yield name
            self._driver.execute(sql)

    def settle(self) -> None:
        """Gather the statistics by which selects are planned."""
        self._driver.execute("ANALYZE")
