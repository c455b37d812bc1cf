"""Measures the main pages on the demonstration data, inside one process, without a network.

``./dev bench`` prints for each page the median and the 95th percentile in milliseconds, the SQL
statements (the session's own included) and the size. Pages are asked in turn, so that a disturbance
of the machine hits all of them alike. It is a first look at the cost of one page, not a load test:
the data are small and one client asks.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from app import create_app
from app.core import migrate
from app.core.session import db
from app.demonstration import load_city
from app.users import queries as users
from config import Settings

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "measure twice, cut once"  # noqa: S105 (of a database that lives for a minute)
PAGES = {
    "home": "/",
    "organisations, list": "/organisations",
    "partnerships, list": "/partnerships",
    "engagements, list": "/engagements",
    "reviews, list": "/reviews",
    "organisation, detail": "/organisations/1",
    "partnership, detail": "/partnerships/1",
    "engagement, detail": "/engagements/1",
    "search, one word": "/search?q=london",
    "search, mistyped": "/search?q=lodnon",
    "search, suggestions": "/search/suggest?q=lon",
}


@dataclass
class Measured:
    """What one page cost over all rounds."""

    milliseconds: list[float] = field(default_factory=list)
    statements: int = 0
    kilobytes: float = 0.0
    compressed: float = 0.0


def measure(client: FlaskClient, rounds: int) -> dict[str, Measured]:
    """Ask each page once unmeasured, then `rounds` times in turn."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    results = {name: Measured() for name in PAGES}
    for number in range(rounds + 1):
        for name, path in PAGES.items():
            statements.clear()
            began = time.perf_counter()
            answer = client.get(path)
            took = (time.perf_counter() - began) * 1000
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            result = results[name]
            result.statements = len(statements)
            result.kilobytes = len(answer.data) / 1024
            result.compressed = len(gzip.compress(answer.data)) / 1024
            if number:
                result.milliseconds.append(took)
    return results


def refuse_records() -> None:
    """The demonstration goes into an empty database only."""
    session = db.new_session(read_only=True)
    filled = users.has_accounts(session)
    session.close()
    if filled:
        raise SystemExit("bench: the database has records; give an empty one.")


def sign_in(client: FlaskClient) -> None:
    data = {"email": "officer@demo.example", "password": PASSWORD}
    answer = client.post("/sign-in", data=data)
    if answer.status_code >= 400:
        raise RuntimeError(f"The sign-in answered {answer.status}")


def machine() -> str:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    python = platform.python_version()
    return f"commit {commit}, {platform.machine()}, {os.cpu_count()} cores, Python {python}"


def report(results: dict[str, Measured], engine: str, rounds: int) -> None:
    print(f"{machine()}, {engine}, {rounds} rounds\n")
    print(f"{'page':24} {'p50 ms':>8} {'p95 ms':>8} {'SQL':>5} {'KiB':>7} {'gzip':>7}")
    for name, result in results.items():
        middle = statistics.median(result.milliseconds)
        slow = statistics.quantiles(result.milliseconds, n=20)[-1]
        size = f"{result.kilobytes:7.1f} {result.compressed:7.1f}"
        print(f"{name:24} {middle:8.1f} {slow:8.1f} {result.statements:5} {size}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure the main pages.")
    parser.add_argument("--rounds", type=int, default=50, help="requests for each page")
    parser.add_argument(
        "--database", default="", help="address of an empty database; SQLite in a temporary file"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kumppani-bench-") as folder:
        given = {"KUMPPANI_INSTANCE": folder, "DATABASE_URL": arguments.database}
        settings = Settings.from_environment(given)
        migrate.upgrade(settings.database_url)
        application = create_app(settings)
        refuse_records()
        load_city(application, "helsinki", PASSWORD)
        # The token of a form guards against other sites; here there is none.
        application.config["WTF_CSRF_ENABLED"] = False
        client = application.test_client()
        sign_in(client)
        report(measure(client, arguments.rounds), db.engine.dialect.name, arguments.rounds)
        db.engine.dispose()


if __name__ == "__main__":
    main()
