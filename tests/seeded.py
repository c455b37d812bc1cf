"""Fills a database with a demonstration city in a process of its own.

The application holds one engine for the whole process, so a test that needs a second database fills
it from outside. The clock stands still, so that every run makes the same records.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PASSWORD = "walnut ferry lantern orbit"


def environment(url: str, instance: Path, **more: str) -> dict[str, str]:
    """The environment of a process that works on a database of its own.

    An empty variable counts as unset, so nobody's own settings leak into the tests.
    """
    own = ("SECRET_KEY", "HTTPS", "SERVER", "CITY_NAME", "DEFAULT_LOCALE", "TIME_ZONE")
    return {
        **os.environ,
        **dict.fromkeys(own, ""),
        "DATABASE_URL": url,
        "KUMPPANI_INSTANCE": str(instance),
        "KUMPPANI_ENV": "development",
        "KUMPPANI_DEMO_PASSWORD": PASSWORD,
        "CITY": "helsinki",
        **more,
    }


def seed(url: str, instance: Path, city: str) -> None:
    """Load a demonstration city into a database that is migrated and empty."""
    command = [sys.executable, "-m", "tests.seeded"]
    env = environment(url, instance, CITY=city)
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"The demonstration could not be loaded: {done.stderr[-3000:]}")


def main() -> None:
    from app import create_app
    from app.core import clock
    from app.demonstration import load_city
    from config import Settings

    settings = Settings.from_environment(os.environ)
    with clock.frozen(NOW):
        load_city(create_app(settings), settings.city, settings.demo_password)


if __name__ == "__main__":
    main()
