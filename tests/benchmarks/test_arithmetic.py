from __future__ import annotations

import pytest

from benchmarks.arithmetic import percentile, ratio, repetitions, slope


def test_percentile_lies_between_neighbours() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert percentile([10.0, 20.0], 0.95) == pytest.approx(19.5)
    assert percentile([7.0], 0.95) == 7.0


def test_percentile_of_nothing_is_zero() -> None:
    assert percentile([], 0.5) == 0.0


def test_ratio_needs_something_to_compare_with() -> None:
    assert ratio(1.0, 4.0) == 0.25
    assert ratio(1.0, 0.0) is None
    assert ratio(None, 4.0) is None


@pytest.mark.parametrize(
    ("costs", "expected"), [((5.0, 5.0, 5.0), 0.0), ((1.0, 10.0, 100.0), 1.0), ((2.0, 200.0), 2.0)]
)
def test_slope_is_the_exponent_of_growth(costs: tuple[float, ...], expected: float) -> None:
    sizes = (5_000.0, 50_000.0, 500_000.0)
    assert slope(list(zip(sizes, costs, strict=False))) == pytest.approx(expected)


def test_slope_needs_two_sizes_and_costs_above_zero() -> None:
    assert slope([(10.0, 1.0)]) is None
    assert slope([(10.0, 0.0), (100.0, 1.0)]) is None
    assert slope([(10.0, 1.0), (10.0, 2.0)]) is None


def test_a_batch_fills_its_budget_within_bounds() -> None:
    assert repetitions(0.1, 0.5, 40) == 5
    assert repetitions(11.0, 0.5, 40) == 1
    assert repetitions(0.0, 0.5, 40) == 40
