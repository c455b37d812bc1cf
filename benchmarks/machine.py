"""What was measured, and on what: for the head of the report."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import databases, servers
from config import ROOT


def describe() -> dict[str, str]:
    """Label → value, in the order of the report."""
    return {
        "Commit": _commit(),
        "Measured": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Processor": f"{_line('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores",
        "Memory": f"{int(_line('/proc/meminfo', 'MemTotal').split()[0]) // 1024} MiB",
        "Kernel": platform.release(),
        "Load average at the end": " ".join(f"{load:.1f}" for load in os.getloadavg()),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": _postgres(),
        "PostgreSQL settings": ", ".join(databases.OPTIONS[1:]),
        "Ours": ", ".join(
            f"{name} {version(name)}" for name in ("Flask", "SQLAlchemy", "gunicorn")
        ),
        "Theirs": "Django "
        + _output([str(servers.django_python()), "-c", "import django; print(django.__version__)"]),
    }


def _commit() -> str:
    """The commit, marked where the tree differs from it by more than what a run itself writes."""
    written = (":!benchmarks/results", ":!docs/performance.md")
    changed = _output(["git", "status", "--porcelain", "--untracked-files=no", ".", *written])
    return _output(["git", "describe", "--always"]) + ("-dirty" if changed else "")


def _postgres() -> str:
    """The version of the server whose files were used; nothing where there are none."""
    try:
        return (databases.postgres_folder() / "data" / "PG_VERSION").read_text().strip()
    except OSError:
        return "not used"


def _output(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()


def _line(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "0 unknown"
