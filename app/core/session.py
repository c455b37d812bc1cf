"""One session a request: a reader for GET and HEAD, a writer otherwise.

SQLite writers begin IMMEDIATE, because the driver's default loses updates without a word, and run
with ``synchronous=FULL``, because WAL with NORMAL can lose acknowledged commits in a power cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session as PlainSession

from app.core import audit

READING = frozenset({"GET", "HEAD", "OPTIONS"})
PRAGMAS = (
    "foreign_keys=on", "journal_mode=wal", "busy_timeout=5000", "synchronous=full",
    # KiB. A common word reads a thousand texts from as many pages, twice what fits by default.
    "cache_size=-8000",
)  # fmt: skip


# The pages have several hundred statements; of the driver's hundred, many would be lost again.
PREPARED_AFTER, PREPARED = 2, 500
# Many small answers for many people: compiling a plan and starting processes for it cost more than
# the longest select of a page, and take the processor from everybody else.
PLAIN_PLANS = (
    "SELECT set_config('jit', 'off', false),"
    " set_config('max_parallel_workers_per_gather', '0', false)"
)


class Session(PlainSession):
    """The only session class of the application; history is written by its listeners."""


audit.listen(Session)


def create_engine(url: str) -> sa.Engine:
    """An engine that behaves alike on SQLite and PostgreSQL."""
    if not url.startswith("sqlite"):
        return _postgresql(url)
    engine = sa.create_engine(url)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute("PRAGMA " + pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql("BEGIN " + mode)

    return engine


def _postgresql(url: str) -> sa.Engine:
    # What was asked twice is prepared: planning a page's statements takes longer than running them.
    asked = {"prepare_threshold": PREPARED_AFTER}
    engine = sa.create_engine(
        url, pool_pre_ping=True, pool_size=5, max_overflow=5, connect_args=asked
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.prepared_max = PREPARED
        connection.execute(PLAIN_PLANS)
        connection.commit()

    return engine


class Database:
    """Holds the engine; hands out sessions."""

    def __init__(self) -> None:
        self.engine: sa.Engine
        self._connection: sa.Connection | None = None

    def init(self, url: str) -> None:
        self.engine = create_engine(url)
        self._writing = self.engine.execution_options(sqlite_begin="IMMEDIATE")

    def new_session(self, read_only: bool = False) -> Session:
        """A session of its own; the caller commits and closes it."""
        info = {"read_only": read_only}
        if self._connection is not None:
            mode: Any = "rollback_only" if read_only else "create_savepoint"
            return Session(self._connection, join_transaction_mode=mode, info=info)
        return Session(self.engine if read_only else self._writing, info=info)

    @property
    def session(self) -> Session:
        """The session of this request, or of this application context outside a request."""
        if "db_session" not in g:
            reading = has_request_context() and request.method in READING
            g.db_session = self.new_session(read_only=reading)
        session: Session = g.db_session
        return session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A short write of its own: committed at the end, rolled back on any error."""
        session = self.new_session()
        try:
            yield session
            session.commit()
        finally:
            session.close()

    @contextmanager
    def bind_connection(self, connection: sa.Connection) -> Iterator[None]:
        """Within the block every session joins ``connection`` (for tests that roll back)."""
        self._connection = connection
        try:
            yield
        finally:
            self._connection = None

    def commit(self) -> None:
        """Commit what the request wrote, if it wrote anything."""
        if "db_session" in g:
            g.db_session.commit()

    def close(self, _error: BaseException | None = None) -> None:
        """End the request's session; what was not committed is rolled back."""
        session = g.pop("db_session", None)
        if session is not None:
            session.close()


db = Database()
