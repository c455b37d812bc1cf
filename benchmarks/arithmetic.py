"""The arithmetic of the report: percentiles, ratios, growth. Pure, so that a test can hold it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of the values lie, interpolated; 0.0 for none."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """How many times theirs ours is; None where there is nothing to compare with."""
    if ours is None or not theirs:
        return None
    return ours / theirs


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """The exponent of growth, by least squares over (size, cost): 0 is flat, 1 is proportional.

    None for fewer than two sizes or where a cost is not positive.
    """
    usable = [(math.log(size), math.log(cost)) for size, cost in points if size > 0 and cost > 0]
    if len(usable) < max(2, len(points)):
        return None
    middle_x = sum(x for x, _y in usable) / len(usable)
    middle_y = sum(y for _x, y in usable) / len(usable)
    spread = sum((x - middle_x) ** 2 for x, _y in usable)
    if not spread:
        return None
    return sum((x - middle_x) * (y - middle_y) for x, y in usable) / spread


def repetitions(seconds: float, budget: float, most: int) -> int:
    """How many requests of this duration fill the budget: at least one, at most ``most``."""
    return max(1, min(most, math.ceil(budget / max(seconds, 1e-6))))
