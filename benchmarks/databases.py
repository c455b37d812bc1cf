"""Prepared databases, made once for a schema and a generator, and working copies of them.

Whatever is measured works on a copy, so that nothing drifts from run to run. Everything lies in
var/bench: SQLite files there, PostgreSQL's in a server of our own that only this machine reaches.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from app.core import migrate
from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"
ENGINES = ("sqlite", "postgresql")
# The demonstration, only to try the benchmark itself, and the three scales of made-up records.
SCALES = ("D", "S", "M", "L")
# As a small production server would have it; safe against a power cut, unlike the tests' one.
OPTIONS = (
    "listen_addresses=127.0.0.1",
    "fsync=on",
    "synchronous_commit=on",
    "max_connections=60",
    "shared_buffers=1GB",
    "effective_cache_size=4GB",
    "work_mem=16MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=4GB",
    "random_page_cost=1.1",
    "effective_io_concurrency=200",
)
# What fills a database, so that a change of it makes new ones.
GENERATORS = ("app/bench_data", "benchmarks/prepare.py")


@dataclass
class Store:
    """Where the databases of one engine are; ``server`` is PostgreSQL's process, 0 for SQLite."""

    engine: str
    address: str = ""
    server: int = 0

    def url(self, name: str) -> str:
        if self.engine == "sqlite":
            return f"sqlite:///{FOLDER / name}.db"
        return sa.make_url(self.address).set(database=name).render_as_string(hide_password=False)

    def exists(self, name: str) -> bool:
        if self.engine == "sqlite":
            return (FOLDER / f"{name}.db").exists()
        found = self._admin("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        return bool(found)

    def create(self, name: str) -> None:
        if self.engine == "postgresql":
            self._admin(f'CREATE DATABASE "{name}"')

    def drop(self, name: str) -> None:
        if self.engine == "postgresql":
            self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        for suffix in ("", "-wal", "-shm"):
            (FOLDER / f"{name}.db{suffix}").unlink(missing_ok=True)

    def copy(self, source: str, target: str) -> None:
        """A copy to work on; any older one of the name goes."""
        self.drop(target)
        if self.engine == "postgresql":
            self._admin(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')
            return
        shutil.copyfile(FOLDER / f"{source}.db", FOLDER / f"{target}.db")

    def rename(self, source: str, target: str) -> None:
        """Give what is finished its name, so that half a database is never taken for one."""
        if self.engine == "postgresql":
            self._admin(f'ALTER DATABASE "{source}" RENAME TO "{target}"')
            return
        (FOLDER / f"{source}.db").rename(FOLDER / f"{target}.db")

    def _admin(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        plain = self.address.replace("postgresql+psycopg", "postgresql")
        with psycopg.connect(plain, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def store(engine: str) -> Iterator[Store]:
    """The databases of an engine, for as long as the block runs."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        if engine == "sqlite":
            yield Store(engine)
            return
        kept = postgres.kept_server(postgres_folder(), OPTIONS)
        address, process = stack.enter_context(kept)
        yield Store(engine, address, process)


def postgres_folder() -> Path:
    """In var/bench, or where PostgreSQL's account may enter when the project is closed to it."""
    closed = any(not (part.stat().st_mode & 0o001) for part in FOLDER.parents)
    if os.geteuid() == 0 and closed:
        name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"kumppani-bench-{name}"
    return FOLDER / "postgresql"


def key() -> str:
    """Stands for the schema and for what fills it."""
    head = ScriptDirectory.from_config(migrate.configuration("")).get_current_head()
    total = hashlib.sha256()
    for given in GENERATORS:
        path = ROOT / given
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(file.read_bytes())
    return f"{head}_{total.hexdigest()[:8]}"


def prepared(databases: Store, scale: str) -> str:
    """The name of the filled database of a scale; made now when there is none yet."""
    name = f"bench_{key()}_{scale}".lower()
    if databases.exists(name):
        return name
    unfinished = f"unfinished_{scale}".lower()
    databases.drop(unfinished)
    databases.create(unfinished)
    print(f"Preparing {databases.engine} {scale}; this happens once for this schema.", flush=True)
    command = [sys.executable, "-m", "benchmarks.prepare", databases.url(unfinished), scale]
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        databases.drop(unfinished)
        raise SystemExit(f"bench: {databases.engine} {scale} could not be prepared.")
    databases.rename(unfinished, name)
    return name
