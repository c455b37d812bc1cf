"""Chance that is the same everywhere: only ``Random.random`` promises that for all versions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Draws:
    """Draws that depend on ``seed`` alone, such as the kind and the number of a record."""

    def __init__(self, seed: str) -> None:
        self.unit = Random(seed).random  # noqa: S311 (examples, not secrets)

    def chance(self, share: float) -> bool:
        return self.unit() < share

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit`` - 1, each as likely."""
        return int(self.unit() * limit)

    def between(self, low: int, high: int) -> int:
        return low + int(self.unit() * (high - low + 1))

    def skewed(self, limit: int, power: float = 2.0) -> int:
        """A number from 0 to ``limit`` - 1, small ones far more often."""
        return int(limit * self.unit() ** power)

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.unit() * len(choices))]

    def few(self, choices: Sequence[T], count: int) -> list[T]:
        """Up to ``count`` different ones in the order of ``choices``."""
        places = {int(self.unit() * len(choices)) for _ in range(count)}
        return [choices[place] for place in sorted(places)]

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.below((last - first).days + 1))


class Weighted(Generic[T]):
    """Choices, each with its weight."""

    def __init__(self, choices: Mapping[T, float]) -> None:
        self._choices = list(choices)
        self._ends = list(accumulate(choices.values()))

    def draw(self, draws: Draws) -> T:
        return self._choices[bisect_right(self._ends, draws.unit() * self._ends[-1])]


def zipf(choices: Sequence[T]) -> Weighted[T]:
    """The first comes most often, the others as words of a language do."""
    return Weighted({choice: 1 / (rank + 3) for rank, choice in enumerate(choices)})


def mixed(number: int, salt: int) -> float:
    """A draw from 0 to below 1 that depends on a number alone, without a generator of its own."""
    bits = (number * 0x9E3779B97F4A7C15 + salt * 0xD1B54A32D192ED03) & 0xFFFFFFFFFFFFFFFF
    bits = ((bits ^ bits >> 30) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    bits = ((bits ^ bits >> 27) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return (bits ^ bits >> 31) / 0x10000000000000000
