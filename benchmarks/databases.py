"""Prepared databases, made once for each generator, and working copies of them.

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

    def names(self, ending: str) -> list[str]:
        """The prepared databases with this end of the name, the one made last at the end."""
        if self.engine == "sqlite":
            found = sorted(FOLDER.glob(f"bench_*{ending}.db"), key=lambda p: p.stat().st_mtime)
            return [path.stem for path in found]
        rows = self._admin("SELECT datname FROM pg_database ORDER BY oid")
        return [n for (n,) in rows if n.startswith("bench_") and n.endswith(ending)]

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


def generator() -> str:
    """Stands for what fills a database."""
    total = hashlib.sha256()
    for given in GENERATORS:
        path = ROOT / given
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(file.read_bytes())
    return total.hexdigest()[:8]


def prepared(databases: Store, scale: str, reuse: bool) -> str:
    """The name of the filled database of a scale; made now when there is none yet.

    ``reuse`` takes one of an older generator too. Whatever is taken is brought to the newest schema
    as an installation would be.
    """
    name = f"bench_{generator()}_{scale}".lower()
    older = databases.names(f"_{scale}".lower()) if reuse else []
    if not databases.exists(name):
        if not older:
            print(f"Preparing {databases.engine} {scale}; this happens once.", flush=True)
            _make(databases, name, "benchmarks.prepare", scale)
            return name
        name = older[-1]
    if _head(databases.url(name)) != _newest():
        print(f"Migrating {databases.engine} {scale}.", flush=True)
        _make(databases, name, "benchmarks.renew", source=name)
    return name


def _make(databases: Store, name: str, module: str, *given: str, source: str = "") -> None:
    """Run a module on a new database or on a copy, and give it its name only when it is done."""
    unfinished = "unfinished"
    databases.drop(unfinished)
    if source:
        databases.copy(source, unfinished)
    else:
        databases.create(unfinished)
    command = [sys.executable, "-m", module, databases.url(unfinished), *given]
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        databases.drop(unfinished)
        raise SystemExit(f"bench: {databases.engine} {name} could not be prepared.")
    databases.drop(name)
    databases.rename(unfinished, name)


def _head(url: str) -> str:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")))


def _newest() -> str:
    return str(ScriptDirectory.from_config(migrate.configuration("")).get_current_head())
