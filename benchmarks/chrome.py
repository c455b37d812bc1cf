"""What a measurement in the browser needs: Lighthouse, a server, a browser, and their ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.browser import Browser
from config import ROOT

FOLDER = Path(__file__).resolve().parent / "npm"
LIGHTHOUSE = FOLDER / "node_modules" / ".bin" / "lighthouse"
# The wheel's own Node comes first.
NODE = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
START_SECONDS = 600


def install() -> None:
    """Lighthouse is large and needed here only, so it has a package list of its own."""
    stamp = FOLDER / "node_modules" / ".package-lock.json"
    lock = FOLDER / "package-lock.json"
    if stamp.is_file() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return
    print("Fetching Lighthouse", flush=True)
    npm = shutil.which("npm", path=NODE) or sys.exit("lighthouse: no npm: run ./dev build first.")
    command = [npm, "ci", "--loglevel=error"]
    if subprocess.run(command, cwd=FOLDER, env=os.environ | {"PATH": NODE}).returncode:
        sys.exit("lighthouse: npm could not fetch it.")


def chromium() -> str:
    """The program; ends with what to do when there is none."""
    found = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in CHROMIUMS)]
    return next(filter(None, found), "") or sys.exit(
        "lighthouse: no Chromium: install the package chromium or set CHROMIUM."
    )


@contextmanager
def process(command: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended with the block."""
    with log.open("wb") as output:
        started = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=output
        )
        try:
            yield started
        finally:
            started.terminate()
            with suppress(subprocess.TimeoutExpired):
                started.wait(10)
            started.kill()


def wait(started: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and started.poll() is None:
        with suppress(OSError):
            if Browser(port, "").get(path).status == 200:
                return
        time.sleep(0.2)
    sys.exit(f"lighthouse: {path} did not answer:\n{log.read_text(errors='replace')[-2000:]}")
