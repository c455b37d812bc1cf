"""The goals of the project and whether a result reaches them. Pure: takes and gives plain values.

Ratios are ours to the Django admin's on the same engine, for processor time (server and database
together), the median and the 95th percentile; each of the three must be at or below the limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.arithmetic import ratio, slope

MEASURES = ("cpu", "p50", "p95")
# goal → limit, or a limit for each engine or scale where they differ.
RATIOS: dict[str, float | dict[str, float]] = {
    "list": 0.20,
    "deep": 0.05,
    "joined": {"sqlite": 0.10, "postgresql": 0.25},
    "search": {"M": 0.10, "L": 0.02},
    "facet": 0.20,
    "suggest": 0.15,
    "detail": 0.25,
    "create": 0.60,
    "quarter": 0.30,
    "csv": 0.60,
    "xlsx": 0.25,
}
FIRST_PAGE = "engagements, first page"
# Pages measured against our own first page of engagements: the goal's name and its limit.
TO_FIRST = {
    "engagements, deep page": ("deep to our first", 1.3),
    "search, one word": ("search to our first", 1.5),
    "search, two words": ("search to our first", 1.5),
}
CROWD_RATE, CROWD_P95 = 6.0, 0.2
PAGE_KIB, PAGE_GZIP_KIB = 30.0, 6.0
PRIVATE_MEMORY = 1.15
# MiB of the process that makes a file of a portfolio report.
REPORT_MEMORY = 200.0
SLOPE, QUARTER_SLOPE = 0.20, 0.50


@dataclass(frozen=True)
class Verdict:
    """One goal for one page: the number reached, the limit, and whether it is met."""

    engine: str
    scale: str
    page: str
    goal: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def limit(goal: str, engine: str, scale: str) -> float | None:
    """The greatest ratio allowed; None where there is no such goal."""
    found = RATIOS.get(goal)
    if isinstance(found, dict):
        return found.get(engine, found.get(scale))
    return found


def verdicts(runs: list[dict[str, Any]]) -> list[Verdict]:
    """Every goal that these runs can answer."""
    found = [each for run in runs for each in _of_run(run)]
    return [*found, *_slopes(runs)]


def _of_run(run: dict[str, Any]) -> Iterator[Verdict]:
    where = (run["engine"], run["scale"])
    for page in run["pages"]:
        yield from _ratios(page, *where)
        yield from _sizes(page, *where)
    yield from _to_first(run)
    for name, sides in run["crowd"].items():
        ours, theirs = sides["ours"], sides["django"]
        rate, slow = ratio(ours["rps"], theirs["rps"]), ratio(ours["p95"], theirs["p95"])
        if rate is not None and slow is not None:
            yield Verdict(*where, name, "16 users: requests/s", rate, CROWD_RATE, at_least=True)
            yield Verdict(*where, name, "16 users: p95", slow, CROWD_P95)
    memory = ratio(run["memory"]["ours"]["private"], run["memory"]["django"]["private"])
    if memory is not None:
        yield Verdict(*where, "two workers", "private memory", memory, PRIVATE_MEMORY)
    for kind, file in run.get("files", {}).items():
        yield Verdict(*where, kind, "report: MiB", file["peak"] / 1024, REPORT_MEMORY)


def _ratios(page: dict[str, Any], engine: str, scale: str) -> Iterator[Verdict]:
    allowed = limit(page["goal"], engine, scale)
    ours, theirs = page["sides"].get("ours"), page["sides"].get("django")
    if allowed is None or ours is None or theirs is None:
        return
    for name in MEASURES:
        value = ratio(ours[name], theirs[name])
        if value is not None:
            yield Verdict(engine, scale, page["name"], f"{page['goal']}: {name}", value, allowed)


def _sizes(page: dict[str, Any], engine: str, scale: str) -> Iterator[Verdict]:
    compared = page["compared"]
    if page["goal"] == "list" and compared:
        raw, packed = compared["raw"] / 1024, compared["gzip"] / 1024
        yield Verdict(engine, scale, page["name"], "size: KiB", raw, PAGE_KIB)
        yield Verdict(engine, scale, page["name"], "size: KiB gzip", packed, PAGE_GZIP_KIB)


def _to_first(run: dict[str, Any]) -> Iterator[Verdict]:
    """The pages that are measured against our own first page of engagements."""
    sides = {page["name"]: page["sides"].get("ours") for page in run["pages"]}
    first = sides.get(FIRST_PAGE)
    if first is None:
        return
    for page, (goal, allowed) in TO_FIRST.items():
        for name in MEASURES if sides.get(page) else ():
            value = ratio(sides[page][name], first[name])
            if value is not None:
                yield Verdict(run["engine"], run["scale"], page, f"{goal}: {name}", value, allowed)


def growth(runs: list[dict[str, Any]], scales: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """(engine, page) → log-log slope of our CPU over the number of engagements of these scales."""
    points: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
    for run in runs:
        for page in run["pages"]:
            if "ours" in page["sides"] and page["goal"] not in ("csv", "xlsx"):
                place = points.setdefault((run["engine"], page["name"]), {})
                place[run["scale"]] = (run["facts"]["engagements"], page["sides"]["ours"]["cpu"])
    slopes = {}
    for key, found in points.items():
        if all(scale in found for scale in scales):
            value = slope([found[scale] for scale in scales])
            if value is not None:
                slopes[key] = value
    return slopes


def _slopes(runs: list[dict[str, Any]]) -> Iterator[Verdict]:
    goals = {page["name"]: page["goal"] for run in runs for page in run["pages"]}
    for (engine, page), value in growth(runs, ("M", "L")).items():
        allowed = QUARTER_SLOPE if goals[page] == "quarter" else SLOPE
        yield Verdict(engine, "M→L", page, "CPU slope", value, allowed)
