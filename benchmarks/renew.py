"""Brings a filled database to the newest schema, as an installation is: ``… renew URL``."""

from __future__ import annotations

import os
import subprocess
import sys

from app.core import migrate
from app.core.session import create_engine
from benchmarks.prepare import tidy
from config import ROOT


def main(url: str) -> None:
    migrate.upgrade(url)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "rebuild-kept"]
    env = {**os.environ, "DATABASE_URL": url, "KUMPPANI_ENV": "development", "CITY": "none"}
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    tidy(create_engine(url))


if __name__ == "__main__":
    main(sys.argv[1])
