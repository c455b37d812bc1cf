"""Runs migrations: one transaction for all of them, on either engine.

SQLite changes a table by copying it, and with foreign keys on and ON DELETE CASCADE that empties
the tables below it without a word. The pragma only works outside a transaction, so it is switched
off when the connection opens, and every key is checked before the commit.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import event, pool

import app.models  # noqa: F401 (fills the metadata)
from app.core.db import Base, Folded, UtcDateTime

# Indexes of the full-text search are made by hand, different on each engine.
OWN_TABLES = "search_fts"
# A migration waits briefly for other people's locks and does not run for ever, in milliseconds.
LOCK_TIMEOUT = 10_000
STATEMENT_TIMEOUT = 600_000


def engine_for(url: str) -> sa.Engine:
    """A connection without pool; on SQLite with foreign keys off and real transactions."""
    engine = sa.create_engine(url, poolclass=pool.NullPool)
    if engine.dialect.name != "sqlite":
        return engine

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("foreign_keys=off", "journal_mode=wal", "synchronous=full"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def is_ours(name: str | None, *_: Any) -> bool:
    """Whether autogenerate may look at this table, column or index."""
    return not (name or "").startswith(OWN_TABLES)


def render_type(kind: str, value: Any, _context: AutogenContext) -> str | bool:
    """Write our column types as plain SQLAlchemy, so that no migration imports the application."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(value, Folded):
        return 'sa.Text().with_variant(sa.Text(collation="C"), "postgresql")'
    return False


def type_differs(
    _context: Any, _inspected: Any, _column: Any, found: Any, wanted: Any
) -> bool | None:
    """Whether a column's type changed; None leaves it to Alembic, which knows no `Folded`."""
    if not isinstance(wanted, Folded):
        return None
    return not isinstance(found, sa.Text) or found.collation not in (None, "C")


def check_foreign_keys(connection: sa.Connection) -> None:
    """Refuse to commit a migration that left a row pointing at nothing."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(
            f"The migration would leave {len(broken)} broken references: {broken[:5]}"
        )


def run(url: str) -> None:
    engine = engine_for(url)
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection, connection.begin():
        if not is_sqlite:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT}")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {STATEMENT_TIMEOUT}")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=is_sqlite,
            compare_type=type_differs,
            include_name=is_ours,
            include_object=lambda _object, name, *_: is_ours(name),
            render_item=render_type,
        )
        context.run_migrations()
        if is_sqlite:
            check_foreign_keys(connection)
    engine.dispose()


if context.is_offline_mode():
    raise RuntimeError("Migrations run against a database; there is no offline mode.")
run(context.config.attributes["url"])
