"""The two servers, each started as in production with two synchronous gunicorn workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import accounts, processes
from benchmarks.browser import Browser
from benchmarks.databases import FOLDER
from benchmarks.describe import tables
from benchmarks.load import TIMEOUT
from config import ROOT

WORKERS = 2
SECRET = "zUqV4nBx0k8TgLw2sYpR6mHc1dJfE3aQ7iO5"  # noqa: S105 (of servers that live for minutes)
START_SECONDS = 240
# A large export on a busy machine may take longer than the half minute after which gunicorn ends a
# worker; both sides are given as long as the client waits.
PATIENCE = {"GUNICORN_CMD_ARGS": f"--timeout {TIMEOUT}"}


@dataclass
class Server:
    """A running server and the process at its head."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def workers(self) -> list[int]:
        return processes.children(self.process.pid)

    def cpu(self) -> float:
        """Seconds of processor time that it has used so far."""
        return processes.cpu(processes.family(self.process.pid))

    def wait(self, path: str) -> None:
        """Until it answers and has all its workers; RuntimeError with the end of its log."""
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                if Browser(self.port, "").get(path).status < 500 and len(self.workers) == WORKERS:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"{self.name} did not start: {self.log.read_text()[-2000:]}")


def django_python() -> Path:
    """The interpreter of the environment that ./dev bench makes for Django."""
    return FOLDER / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"


def django_environment(url: str) -> dict[str, str]:
    """What the Django side reads: where the tables are and what they look like."""
    described = FOLDER / "tables.json"
    described.write_text(json.dumps(tables()))
    return {
        **os.environ,
        "BENCH_DATABASE": url.replace("postgresql+psycopg", "postgresql"),
        "BENCH_TABLES": str(described),
        "BENCH_SECRET": SECRET,
        "DJANGO_SETTINGS_MODULE": "benchmarks.django_admin.settings",
        "DJANGO_SUPERUSER_PASSWORD": accounts.PASSWORD,
    }


def django_setup(url: str) -> None:
    """Django's own tables beside ours, and its administrator."""
    env = django_environment(url)
    create = ["createsuperuser", "--noinput", "--username", accounts.ADMINISTRATOR]
    for command in (["migrate", "--verbosity=0"], [*create, "--email=bench@bench.example"]):
        program = [django_python(), "-m", "django", *command]
        subprocess.run(program, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def kumppani(url: str, port: int) -> Iterator[Server]:
    """Ours, with the settings of README.md for production behind a proxy."""
    env = {
        **os.environ,
        "KUMPPANI_ENV": "production",
        "SERVER": "gunicorn",
        "TRUSTED_PROXIES": "1",
        "WEB_WORKERS": str(WORKERS),
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "PORT": str(port),
        "KUMPPANI_INSTANCE": str(FOLDER / "instance"),
    }
    yield from _serve("kumppani", [sys.executable, "-m", "app.serve"], env, port, "/sign-in")


@contextmanager
def django(url: str, port: int) -> Iterator[Server]:
    """The Django admin, with the same server and as many workers."""
    command = [str(django_python()), "-m", "gunicorn", "benchmarks.django_admin.wsgi:application"]
    command += ["--worker-class", "sync", "--workers", str(WORKERS), "--no-control-socket"]
    # Loaded once and forked, as ours is, because that decides what a worker holds for itself.
    command += ["--preload", "--bind", f"127.0.0.1:{port}"]
    yield from _serve("django", command, django_environment(url), port, "/admin/login/")


def _serve(
    name: str, command: list[str], env: dict[str, str], port: int, path: str
) -> Iterator[Server]:
    log = FOLDER / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env | PATIENCE,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    server = Server(name, port, process, log)
    try:
        server.wait(path)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def sign_in_here(server: Server, email: str) -> Browser:
    """A visitor signed in to ours."""
    browser = Browser(server.port, "csrf_token")
    answer = browser.post("/sign-in", {"email": email, "password": accounts.PASSWORD})
    if answer.status != 302:
        raise RuntimeError(f"The sign-in as {email} answered {answer.status}.")
    return browser


def sign_in_there(server: Server) -> Browser:
    """The administrator signed in to Django."""
    browser = Browser(server.port, "csrfmiddlewaretoken")
    values = {"username": accounts.ADMINISTRATOR, "password": accounts.PASSWORD}
    answer = browser.post("/admin/login/", {**values, "next": "/admin/"})
    if answer.status != 302:
        raise RuntimeError(f"Django's sign-in answered {answer.status}.")
    return browser
