"""Measures the main pages in a real browser by Lighthouse: ``./dev bench lighthouse``.

The server runs as in production (gunicorn, several processes) with the demonstration of Helsinki;
a manager opens each page with an empty cache, on a desktop and on a phone, and then once more.
The table is Markdown for docs/performance.md; status 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import chrome
from benchmarks.accounts import PASSWORD
from benchmarks.browser import Browser
from config import ROOT
from tests.postgres import free_port

FORMS = {"desktop": ["--preset=desktop"], "mobile": []}
PAGES = {
    "home": "/",
    "list": "/engagements",
    "detail": "/partnerships/1",
    "log form": "/engagements/new",
}
SETTINGS = {
    "KUMPPANI_DEMO_PASSWORD": PASSWORD,
    "DATABASE_URL": "",
    "CITY": "helsinki",
    "SERVER": "gunicorn",
    "HOST": "127.0.0.1",
}
ATTEMPTS = 4
# Points of 100, share of the window that moved, and kilobytes over the wire.
BEST, SHIFT, FIRST_KB, SECOND_KB = 95, 0, 250, 30


@dataclass
class Visit:
    """One page on one form: points of 100, layout shift, kB of the first and the second visit."""

    page: str
    form: str
    points: float
    shift: float
    first: float
    second: float
    painted: float

    @property
    def is_good(self) -> bool:
        is_light = self.first <= FIRST_KB and self.second <= SECOND_KB
        return self.points >= BEST and self.shift <= SHIFT and is_light

    def row(self) -> str:
        return (
            f"| {self.page} | {self.form} | {self.points:.0f} | {self.shift:.3f} "
            f"| {self.painted:.1f} s | {self.first:.0f} kB | {self.second:.1f} kB |"
        )


HEAD = (
    "| page | form | performance | layout shift | largest paint | first visit | second visit |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
)


def sign_in(port: int) -> Browser:
    """A manager who has signed in."""
    browser = Browser(port, "csrf_token")
    answer = browser.post("/sign-in", {"email": "manager@demo.example", "password": PASSWORD})
    if answer.status != 302:
        sys.exit(f"lighthouse: the sign-in answered {answer.status}.")
    return browser


def find(browser: Browser, path: str, pattern: str) -> str:
    """The first address on a page that looks like the pattern."""
    found = re.search(f'href="({pattern})"', browser.get(path).text)
    return found[1] if found else sys.exit(f"lighthouse: {path} shows no {pattern}.")


@dataclass
class Lighthouse:
    """Asks the pages of one server in one browser, as somebody who has signed in."""

    server: str
    debugging: int
    cookie: str
    rounds: int

    def visit(self, page: str, path: str, form: str) -> Visit:
        """The middle of several first visits, then a second one with the cache they left."""
        firsts = [self._ask(path, *FORMS[form]) for _round in range(self.rounds)]
        second = self._ask(path, *FORMS[form], "--disable-storage-reset")
        audits = [report["audits"] for report in firsts]
        points = [100 * report["categories"]["performance"]["score"] for report in firsts]
        painted = [each["largest-contentful-paint"]["numericValue"] for each in audits]
        return Visit(
            page,
            form,
            statistics.median(points),
            max(each["cumulative-layout-shift"]["numericValue"] for each in audits),
            max(transferred(report) for report in firsts),
            transferred(second),
            statistics.median(painted) / 1000,
        )

    def _ask(self, path: str, *options: str) -> dict[str, Any]:
        """The report of one visit; a browser on a busy machine may lose a trace, so ask again."""
        for _attempt in range(ATTEMPTS):
            done = self._run(path, *options)
            if done.returncode == 0:
                report: dict[str, Any] = json.loads(done.stdout)
                return report
        sys.exit(f"lighthouse: {path}: {done.stderr[-2000:]}")

    def _run(self, path: str, *options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                str(chrome.LIGHTHOUSE),
                self.server + path,
                f"--port={self.debugging}",
                "--output=json",
                "--quiet",
                "--only-categories=performance",
                f"--extra-headers={json.dumps({'Cookie': self.cookie})}",
                *options,
            ],
            capture_output=True,
            text=True,
            env=os.environ | {"PATH": chrome.NODE},
        )


def transferred(report: dict[str, Any]) -> float:
    """Kilobytes over the wire, of all that the page asked for."""
    items = report["audits"]["network-requests"]["details"]["items"]
    return sum(item["transferSize"] for item in items) / 1000


def measure(folder: Path, rounds: int) -> Iterator[Visit]:
    """Start the server and the browser, and visit every page on every form."""
    port, debugging = free_port(), free_port()
    browsing = [chrome.chromium(), *chrome.OPTIONS, f"--remote-debugging-port={debugging}"]
    browsing += [f"--user-data-dir={folder / 'browser'}", "about:blank"]
    serving = [sys.executable, "-m", "app.serve"]
    settings = SETTINGS | {"KUMPPANI_INSTANCE": str(folder), "PORT": str(port)}
    logs = folder / "server.log", folder / "browser.log"
    with (
        chrome.process(serving, logs[0], **settings) as ours,
        chrome.process(browsing, logs[1]) as theirs,
    ):
        chrome.wait(ours, port, "/sign-in", logs[0])
        chrome.wait(theirs, debugging, "/json/version", logs[1])
        manager = sign_in(port)
        opened = find(manager, "/reviews", r"/reviews/rounds/\d+")
        review = find(manager, opened, r"/reviews/\d+")
        cookie = manager.headers["Cookie"]
        lighthouse = Lighthouse(f"http://127.0.0.1:{port}", debugging, cookie, rounds)
        for page, path in (PAGES | {"review": review}).items():
            for form in FORMS:
                yield lighthouse.visit(page, path, form)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench lighthouse", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="first visits of each page")
    arguments = parser.parse_args()
    chrome.install()
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    print(f"Commit {commit}, {platform.machine()}, {os.cpu_count()} cores\n\n{HEAD}", flush=True)
    visits = []
    with tempfile.TemporaryDirectory(prefix="kumppani-lighthouse-") as folder:
        for each in measure(Path(folder), arguments.rounds):
            print(each.row(), flush=True)
            visits.append(each)
    missed = [f"{each.page}, {each.form}" for each in visits if not each.is_good]
    if missed:
        sys.exit(f"\nMissed: {'; '.join(missed)}")


if __name__ == "__main__":
    main()
