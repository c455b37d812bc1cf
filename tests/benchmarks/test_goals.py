from __future__ import annotations

from typing import Any

import pytest

from benchmarks import goals


def side(cost: float, rps: float = 1.0) -> dict[str, float]:
    return {"cpu": cost, "p50": cost, "p95": cost, "rps": rps}


def page(name: str, goal: str, ours: float, theirs: float) -> dict[str, Any]:
    sides = {"ours": side(ours), "django": side(theirs)}
    return {"name": name, "goal": goal, "sides": sides, "compared": {}}


def run(*pages: dict[str, Any], scale: str = "M", engine: str = "sqlite") -> dict[str, Any]:
    return {
        "engine": engine,
        "scale": scale,
        "pages": list(pages),
        "crowd": {},
        "memory": {"ours": {"private": 110}, "django": {"private": 100}},
        "facts": {"engagements": {"S": 5_000, "M": 100_000, "L": 1_000_000}[scale]},
    }


def found(goal: str, *runs: dict[str, Any]) -> list[goals.Verdict]:
    return [each for each in goals.verdicts(list(runs)) if each.goal == goal]


@pytest.mark.parametrize(("ours", "met"), [(20.0, True), (20.1, False)])
def test_a_ratio_is_met_up_to_its_limit(ours: float, met: bool) -> None:
    (verdict,) = found("list: cpu", run(page("a", "list", ours, 100.0)))
    assert verdict.is_met is met


def test_limits_differ_by_engine_and_by_scale() -> None:
    assert goals.limit("joined", "sqlite", "L") == 0.10
    assert goals.limit("joined", "postgresql", "L") == 0.25
    assert goals.limit("search", "sqlite", "M") == 0.10
    assert goals.limit("search", "postgresql", "L") == 0.02
    assert goals.limit("search", "sqlite", "S") is None
    assert goals.limit("home", "sqlite", "S") is None


@pytest.mark.parametrize(
    ("name", "goal", "ours", "met"),
    [
        ("engagements, deep page", "deep to our first: p50", 13.0, True),
        ("engagements, deep page", "deep to our first: p50", 14.0, False),
        ("search, two words", "search to our first: cpu", 15.0, True),
        ("search, two words", "search to our first: cpu", 16.0, False),
    ],
)
def test_some_pages_are_measured_against_our_first_one_too(
    name: str, goal: str, ours: float, met: bool
) -> None:
    pages = page(goals.FIRST_PAGE, "list", 10.0, 100.0), page(name, "other", ours, 1000.0)
    (verdict,) = found(goal, run(*pages))
    assert verdict.value == pytest.approx(ours / 10.0)
    assert verdict.is_met is met


def test_sixteen_users_must_get_more_requests_and_shorter_waits() -> None:
    measured = run()
    measured["crowd"] = {"a": {"ours": side(1.0, 600.0), "django": side(10.0, 99.0)}}
    assert found("16 users: requests/s", measured)[0].is_met
    assert found("16 users: p95", measured)[0].is_met
    measured["crowd"]["a"]["ours"]["rps"] = 590.0
    assert not found("16 users: requests/s", measured)[0].is_met


def test_a_large_list_page_misses_its_size() -> None:
    listed = page("a", "list", 1.0, 10.0)
    listed["compared"] = {"raw": 31 * 1024, "gzip": 5 * 1024}
    assert not found("size: KiB", run(listed))[0].is_met
    assert found("size: KiB gzip", run(listed))[0].is_met


def test_growth_is_judged_from_m_to_l() -> None:
    runs = [
        run(page("a", "list", 10.0, 99.0), page("q", "quarter", 10.0, 99.0), scale="M"),
        run(page("a", "list", 20.0, 99.0), page("q", "quarter", 20.0, 99.0), scale="L"),
    ]
    verdicts = {each.page: each for each in found("CPU slope", *runs)}
    assert verdicts["a"].value == pytest.approx(0.301, abs=0.001)
    assert not verdicts["a"].is_met
    assert verdicts["q"].is_met
    assert found("CPU slope", runs[0]) == []


def test_private_memory_is_compared() -> None:
    (verdict,) = found("private memory", run())
    assert verdict.is_met


def test_a_file_of_a_report_is_made_within_its_memory() -> None:
    with_files = {**run(), "files": {"pdf": {"peak": 190 * 1024}, "xlsx": {"peak": 201 * 1024}}}
    assert [each.is_met for each in found("report: MiB", with_files)] == [True, False]
