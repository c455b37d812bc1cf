"""Fills one empty database: migrations, Django's tables, the records of a scale, accounts.

``python -m benchmarks.prepare URL SCALE`` runs in a process of its own, so that what it holds in
memory and its settings end with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import sqlalchemy as sa

from app.core import migrate
from app.core.permissions import Role
from app.core.session import create_engine
from app.users import passwords
from benchmarks import accounts, servers
from config import ROOT


def main(url: str, scale: str) -> None:
    began = time.monotonic()
    migrate.upgrade(url)
    # First, because on SQLite each of Django's migrations reads every row of ours.
    servers.django_setup(url)
    _fill(url, scale)
    engine = create_engine(url)
    _accounts(engine)
    tidy(engine)
    print(f"Prepared {scale} in {time.monotonic() - began:.0f} s.", flush=True)


def _fill(url: str, scale: str) -> None:
    """The command of the application, as an administrator would run it."""
    asked = ["seed", "--city", "helsinki"] if scale == "D" else ["bench-data", "--scale", scale]
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *asked]
    env = {**os.environ, "DATABASE_URL": url, "KUMPPANI_ENV": "development", "CITY": "none"}
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    _rename(url)


def _rename(url: str) -> None:
    """Production refuses accounts whose password was shown, known by their addresses."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for column in ("email", "email_folded"):
            changed = f"replace({column}, 'demo.example', 'bench.example')"
            connection.exec_driver_sql(f'UPDATE "user" SET {column} = {changed}')
    engine.dispose()


def _accounts(engine: sa.Engine) -> None:
    """One person of each role can sign in: whoever has most to look after."""
    stored = passwords.hash_password(accounts.PASSWORD)
    with engine.begin() as connection:
        for role in Role:
            user = accounts.person(connection, role)
            connection.execute(
                sa.text(
                    'UPDATE "user" SET password_hash = :stored, password_is_temporary = :no, '
                    "is_active = :yes WHERE id = :id"
                ),
                {"stored": stored, "no": False, "yes": True, "id": user.id},
            )


def tidy(engine: sa.Engine) -> None:
    """What a night's maintenance leaves: statistics, and nothing waiting to be written."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("VACUUM (ANALYZE)")
            connection.exec_driver_sql("CHECKPOINT")
            return
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
