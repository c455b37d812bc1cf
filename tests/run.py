"""Runs the stages of ``./dev test`` in processes of their own and sums them up.

The whole: everything but tests/browser on PostgreSQL and on SQLite, and the journeys in a real
browser on each; two at a time, the longest first. Every stage is compulsory: one that fails or
cannot run fails the whole.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOGS = ROOT / "var" / "test"
# A process a core on the smallest machine that this is run on.
SIDE_BY_SIDE = 2
BROWSERS = (
    "/usr/bin/chromium",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass
class Stage:
    """One run of pytest in a process of its own; its output goes to a file."""

    name: str
    engine: str
    arguments: list[str]
    needs_browser: bool = False
    seconds: float = 0.0
    problem: str = "did not run"

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name.replace(' ', '-')}.log"

    def run(self, browser: str) -> None:
        """Run to the end; what came of it stands in `seconds` and `problem`."""
        if self.needs_browser and not browser:
            self.problem = "no Chromium: install the package chromium or set CHROMIUM"
            return
        began = time.monotonic()
        with self.log.open("wb") as output:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *self.arguments],
                cwd=ROOT,
                env={**os.environ, "KUMPPANI_TEST_DB": self.engine, "CHROMIUM": browser},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.seconds = time.monotonic() - began
        problems = {0: "", 1: "tests failed", 5: "no test ran"}
        self.problem = problems.get(done.returncode, f"pytest ended with {done.returncode}")
        say(f"{self.name}: {self.problem or 'passed'} after {self.seconds:.0f} s")

    def output(self) -> str:
        return self.log.read_text(errors="replace") if self.log.is_file() else ""

    def summary(self) -> str:
        """Pytest's own last line, such as 412 passed."""
        lines = self.output().splitlines()
        return lines[-1].strip("= ") if lines else ""


def stages_for(arguments: list[str]) -> list[Stage]:
    """The stages in the order in which they begin."""
    quick = "--quick" in arguments
    rest = [argument for argument in arguments if argument != "--quick"]
    engines = ([] if quick else [("PostgreSQL", "postgresql")]) + [("SQLite", "sqlite")]
    journeys = [argument for argument in rest if argument.startswith("tests/browser")]
    stages = []
    if not journeys:
        plain = [*(rest or ["tests"]), "--ignore=tests/browser"]
        stages += [Stage(name, engine, plain) for name, engine in engines]
    if journeys or not (quick or rest):
        wanted = rest if journeys else ["tests/browser"]
        stages += [Stage(f"browser on {name}", engine, wanted, True) for name, engine in engines]
    return stages


def find_browser() -> str:
    """Chromium's path; installed from the system's packages where that is allowed; else empty."""
    given = os.environ.get("CHROMIUM", "")
    for candidate in [given] if given else BROWSERS:
        if path := shutil.which(candidate):
            return path
    if given or os.geteuid() != 0 or not shutil.which("apt-get"):
        return ""
    say("Installing Chromium from the system's packages")
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(
            ["apt-get", "-q", *command],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    return shutil.which("chromium") or ""


def report(stages: list[Stage], *, whole: bool) -> int:
    """Print every stage's output and one table; 1 when a stage failed or did not run."""
    for stage in stages:
        say(f"\n===== {stage.name} =====\n{stage.output()}")
    say("===== Summary =====")
    for stage in stages:
        verdict = f"FAILED ({stage.problem})" if stage.problem else "passed"
        say(f"{stage.name:22} {stage.seconds:5.0f} s  {verdict}: {stage.summary()}")
    if not whole:
        say("This was not the whole: ./dev test without arguments runs every stage.")
    return 1 if any(stage.problem for stage in stages) else 0


def main(arguments: list[str]) -> int:
    LOGS.mkdir(parents=True, exist_ok=True)
    for old in LOGS.glob("*.log"):
        old.unlink()
    stages = stages_for(arguments)
    browser = find_browser() if any(stage.needs_browser for stage in stages) else ""
    say(f"Running the tests: {', '.join(stage.name for stage in stages)}")
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        list(pool.map(lambda stage: stage.run(browser), stages))
    return report(stages, whole=not arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
