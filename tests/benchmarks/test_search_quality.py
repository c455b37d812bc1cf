"""The questions over real lists are well written, and their report tells every miss."""

from __future__ import annotations

from datetime import date

from benchmarks.search_quality import report
from benchmarks.search_quality.judging import Answer, questions


def test_at_least_a_hundred_and_fifty_questions_mean_a_record_each() -> None:
    asked = questions()
    assert len({question.asked for question in asked}) == len(asked) >= 150
    assert all(": " in meant for question in asked for meant in question.meant)


def test_every_miss_and_every_difference_is_told() -> None:
    right = Answer("Cities", "oslo", ("organisation: Oslo",), ("organisation: Oslo",), 1)
    wrong = Answer("Cities", "oslo", ("organisation: Oslo",), ("organisation: Ohio",), 0)
    results = {
        "sqlite": report.Result(["All lists: new 1"], [right]),
        "postgresql": report.Result(["All lists: new 1"], [wrong]),
    }
    text = report.markdown(results, date(2026, 11, 27))
    assert "| **All** | 1 | 1 (100.0 %) | 0 (0.0 %) |" in text
    assert (
        "“oslo” means organisation: Oslo (not in the first ten); found organisation: Ohio" in text
    )
    assert "Answered otherwise by the engines: oslo." in text
    assert not report.is_good(results)
