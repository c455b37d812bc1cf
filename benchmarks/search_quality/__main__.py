"""``python -m benchmarks.search_quality FOLDER`` fills a database from the real lists in FOLDER on
each engine, asks every question and prints the report with every miss.

``--engine`` asks one engine only, ``--publish`` puts the report into docs/search-quality.md. Fails
where fewer than 97 of 100 are found or the engines differ.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.search_quality import report
from benchmarks.search_quality.judging import Answer
from tests import postgres

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "search-quality.md"
ENGINES = ("sqlite", "postgresql")


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.search_quality")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--publish", action="store_true")
    given = parser.parse_args()
    results = {}
    for engine in given.engine or ENGINES:
        with _database(engine) as (url, place):
            results[engine] = _judged(url, given.folder, place)
    text = report.markdown(results, datetime.now(UTC).date())
    print(text)
    if given.publish:
        DOCUMENT.write_text(report.published(DOCUMENT.read_text(encoding="utf-8"), text), "utf-8")
    return 0 if report.is_good(results) else 1


def _judged(url: str, folder: Path, place: Path) -> report.Result:
    said, answers = place / "said.txt", place / "answers.json"
    modules = {"filling": [str(folder), str(said)], "judging": [str(answers)]}
    for module, more in modules.items():
        command = [sys.executable, "-m", f"benchmarks.search_quality.{module}", url, *more]
        subprocess.run(command, cwd=ROOT, check=True)
    found = json.loads(answers.read_text(encoding="utf-8"))
    loaded = said.read_text(encoding="utf-8").splitlines()
    return report.Result(loaded, [_answer(each) for each in found])


def _answer(stored: dict[str, object]) -> Answer:
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in stored.items()}
    return Answer(**values)  # type: ignore[arg-type]


@contextmanager
def _database(engine: str) -> Iterator[tuple[str, Path]]:
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kumppani-quality-")))
        if engine == "sqlite":
            yield f"sqlite:///{place / 'real.db'}", place
        else:
            server = stack.enter_context(postgres.server())
            yield stack.enter_context(postgres.database(server, "")), place


if __name__ == "__main__":
    sys.exit(main())
