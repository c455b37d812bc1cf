"""What a package promises is there: a merge can leave a name behind that nobody defines."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import app


def test_every_promised_name_exists() -> None:
    missing = []
    for found in pkgutil.walk_packages(app.__path__, "app."):
        module = importlib.import_module(found.name)
        promised = getattr(module, "__all__", [])
        missing += [f"{found.name}.{name}" for name in promised if not hasattr(module, name)]
    assert missing == []


def test_a_server_loads_nothing_that_is_needed_only_to_start_one() -> None:
    """Each would stay in the memory of every worker and of whatever makes a report."""
    asked = [sys.executable, "-c", "import sys, app.factory, app.served; print(*sys.modules)"]
    loaded = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    assert "app.insight.routes" in loaded
    assert not {"alembic", "psycopg", "waitress", "app.demonstration"} & set(loaded)
