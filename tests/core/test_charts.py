"""The geometry of the pictures, on plain numbers."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from app.core import charts


def test_bubbles_of_the_quadrant_never_overlap_and_grow_with_their_number() -> None:
    counts = {(across, up): across * up for across in range(1, 6) for up in range(1, 6)}
    chart = charts.quadrant(counts)
    for one, other in combinations(chart.marks, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.r + other.r) ** 2
    sizes = {mark.text: mark.r for mark in chart.marks}
    assert sizes["1"] < sizes["9"] < sizes["25"]


def test_more_benefit_stands_higher_and_more_to_offer_further_right() -> None:
    low, high = charts.quadrant({(1, 1): 1, (5, 5): 1}).marks
    assert low.x < high.x
    assert low.y > high.y


def test_what_has_no_amount_stands_in_a_lane_beneath_zero() -> None:
    chart = charts.scatter([(2, 0.0), (2, None), (9, 40_000.0)])
    zero, blank, dear = chart.marks
    assert zero.y == chart.bottom
    assert blank.y == chart.lane > chart.bottom
    assert chart.top <= dear.y < zero.y
    assert [mark.text for mark in chart.marks] == ["1", "2", "3"]


def test_marks_at_one_place_become_one_that_counts_them() -> None:
    chart = charts.scatter([(0, 1000.0), (0, 1010.0), (5, 1000.0), (0, 990.0)])
    assert [(mark.text, mark.keys) for mark in chart.marks] == [("×3", (1, 2, 4)), ("3", (3,))]


@pytest.mark.parametrize("points", [[], [(0, None)], [(0, 0.0)], [(0, 3_000_000.0)]])
def test_a_scatter_of_nothing_or_of_extremes_is_drawn(
    points: list[tuple[int, float | None]],
) -> None:
    chart = charts.scatter(points)
    assert len(chart.marks) == len(points)
    assert all(0 <= mark.x <= chart.width and 0 <= mark.y <= chart.height for mark in chart.marks)


def test_lines_of_amounts_leave_room_for_their_labels() -> None:
    heights = [tick.at for tick in charts.scatter([(1, 90_000.0)]).y_ticks]
    assert heights == sorted(heights, reverse=True)
    assert min(one - other for one, other in pairwise(heights)) >= 18


def test_a_full_quarter_makes_the_timeline_taller_and_keeps_every_dot_inside() -> None:
    small, full = charts.timeline([["circle"], []]), charts.timeline([["circle"] * 40, ["square"]])
    assert full.height > small.height
    assert all(full.top <= mark.y <= full.bottom for mark in full.marks)
    places = {(mark.x, mark.y) for mark in full.marks}
    assert len(places) == 41


@pytest.mark.parametrize(("shape", "corners"), [("triangle", 3), ("square", 4), ("circle", 0)])
def test_shapes_differ_without_colour(shape: str, corners: int) -> None:
    assert len(charts.symbol(shape, 8, 8).points.split()) == corners


def test_an_empty_cell_of_the_grid_has_no_number() -> None:
    chart = charts.grid([[2, 0], [0, 11]])
    assert [mark.text for mark in chart.marks] == ["2", "", "", "11"]
    assert chart.marks[0].wide > 0
    assert charts.grid([]).marks == []
