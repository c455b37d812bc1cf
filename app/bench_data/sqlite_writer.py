"""A process of its own that inserts the rows it is sent: ``sqlite_writer.py PATH``.

Without indexes and triggers, which are made again at the end. It reads pickled (table, columns,
rows) from its parent until None; when the pipe ends without, it leaves everything as it stands,
because the parent then throws the file away.
"""

from __future__ import annotations

import pickle
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from typing import IO, Any

from app.bench_data.sqlite import prepare
from app.core.search.models import SearchGram

GRAM = SearchGram.__tablename__
# Written in any order and sorted at the end: its key is the order in which it is read.
UNSORTED = "CREATE TEMP TABLE unsorted (g TEXT, rank INTEGER, document_id INTEGER)"
SORTED = f"INSERT INTO {GRAM} SELECT g, rank, document_id FROM unsorted ORDER BY 1, 2, 3"  # noqa: S608
KEPT_UP_TO_DATE = (
    "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
    "AND sql IS NOT NULL ORDER BY rowid"
)
# A larger heap for the full-text index while it is made (bytes); set back to nothing afterwards.
HASH_SIZE = "INSERT INTO search_fts (search_fts, rank) VALUES ('hashsize', 67108864)"
USUAL_SIZE = "DELETE FROM search_fts_config WHERE k = 'hashsize'"
REBUILD = "INSERT INTO search_fts (search_fts) VALUES ('rebuild')"
# One tree instead of many: else the first to write would wait for seconds while they are merged.
OPTIMIZE = "INSERT INTO search_fts (search_fts) VALUES ('optimize')"


def write(opened: sqlite3.Connection, pipe: IO[bytes]) -> None:
    """Write all that comes, then make again what was dropped."""
    dropped = opened.execute(KEPT_UP_TO_DATE).fetchall()
    opened.execute("BEGIN")
    for kind, name, _sql in dropped:
        opened.execute(f'DROP {kind} "{name}"')
    opened.execute(UNSORTED)
    while (sent := pickle.load(pipe)) is not None:  # noqa: S301 (from our own parent)
        table, columns, rows = sent
        opened.executemany(_insert(table, columns), rows)
    opened.execute(SORTED)
    opened.execute("DROP TABLE unsorted")
    for statement in (HASH_SIZE, REBUILD, OPTIMIZE, USUAL_SIZE):
        opened.execute(statement)
    for _kind, _name, sql in dropped:
        opened.execute(sql)
    opened.execute("COMMIT")


def _insert(table: str, columns: Sequence[str]) -> str:
    target = "unsorted" if table == GRAM else f'"{table}"'
    listed = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join("?" * len(columns))
    return f"INSERT INTO {target} ({listed}) VALUES ({places})"  # noqa: S608 (our own names)


def main(path: str, pipe: IO[bytes]) -> Any:
    """Status 0 when everything was written, else what went wrong."""
    with closing(sqlite3.connect(path)) as opened:
        prepare(opened)
        try:
            write(opened, pipe)
        except sqlite3.Error as error:
            return str(error)
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, EOFError):
        sys.exit(main(sys.argv[1], sys.stdin.buffer))
    sys.exit(1)
