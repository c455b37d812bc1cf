"""Dates are understood as people and as browsers write them."""

from datetime import date

import pytest

from app.core.days import parse_day


@pytest.mark.parametrize(
    "text", ["2026-03-31", "31.3.2026", "31.03.2026", " 31. 3. 2026 ", "2026-3-31"]
)
def test_day_is_read_in_both_forms(text: str) -> None:
    assert parse_day(text) == date(2026, 3, 31)


@pytest.mark.parametrize("text", ["", "31/3/2026", "3/31/2026", "31.2.2026", "٣١.٣.٢٠٢٦", "soon"])
def test_anything_else_is_no_day(text: str) -> None:
    assert parse_day(text) is None
