"""Loading into SQLite: a copy of the empty file is filled without a journal, then takes its place.

So an interruption, or a full disk, leaves the database as it was. Rows are written by a process of
their own (`sqlite_writer.py`) while this one makes the next.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, cast

import sqlalchemy as sa
from sqlalchemy import event

from app.bench_data.rows import Row
from app.core.errors import Refused
from app.core.session import Session

ROOT = Path(__file__).resolve().parents[2]
# The copy is thrown away when anything fails, so nothing has to be undone or survive a power cut.
PRAGMAS = ("foreign_keys=off", "journal_mode=off", "synchronous=off", "cache_size=-131072")


def prepare(opened: Any, _record: Any = None) -> None:
    """Make a connection of the driver fast and careless."""
    opened.isolation_level = None
    for pragma in PRAGMAS:
        opened.execute("PRAGMA " + pragma).fetchall()


class SqlitePlace:
    """The copy that is being filled."""

    def __init__(self, draft: Path) -> None:
        self._draft = draft
        self._engine = sa.create_engine(f"sqlite:///{draft}", poolclass=sa.NullPool)
        event.listen(self._engine, "connect", prepare)
        event.listen(self._engine, "begin", lambda opened: opened.exec_driver_sql("BEGIN"))

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session whose work is kept."""
        with Session(self._engine) as session:
            yield session
            session.commit()

    @contextmanager
    def writing(self) -> Iterator[SqliteSink]:
        """Where rows go; at the end indexes and triggers are made again."""
        command = [sys.executable, "-m", "app.bench_data.sqlite_writer", str(self._draft)]
        with subprocess.Popen(  # noqa: S603 (this program itself)
            command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            pipe, errors = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stderr)
            try:
                yield SqliteSink(pipe)
                pickle.dump(None, pipe)
                pipe.close()
            except BrokenPipeError:
                # It has ended before us, and says why.
                process.wait()
            except BaseException:
                process.kill()
                raise
            said = errors.read().decode().strip()
        if process.returncode != 0:
            raise OSError(said.rpartition("\n")[2] or "The writing process ended.")

    def settle(self) -> None:
        """Gather the statistics by which selects are planned."""
        with self._engine.begin() as opened:
            opened.exec_driver_sql("ANALYZE")


class SqliteSink:
    """Hands rows to the process that writes them."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def write(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows, as soon as the writer gets to it."""
        pickle.dump((table, tuple(columns), rows), self._pipe, protocol=5)


@contextmanager
def place(url: sa.URL) -> Iterator[SqlitePlace]:
    """A copy of the database at ``url``, which becomes the database at the end."""
    path = Path(url.database or "")
    if not path.is_file():
        raise Refused("This SQLite database is no file.")
    _take_over(path)
    draft = path.with_name(f"{path.name}.loading")
    try:
        shutil.copyfile(path, draft)
        yield SqlitePlace(draft)
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
