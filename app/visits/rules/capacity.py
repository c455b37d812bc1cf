"""How many visits a unit has taken on in a month, of how many it can host."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.periods import add_months


@dataclass(frozen=True)
class Load:
    """``capacity`` is None where nobody has said it: that is not zero."""

    month: date
    booked: int
    capacity: int | None

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.booked >= self.capacity


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def months_from(day: date, number: int) -> list[date]:
    """The first days of this many months, from the one that ``day`` lies in."""
    return [add_months(first_of_month(day), step) for step in range(number)]


def capacity_in(month: date, stated: Iterable[Any]) -> int | None:
    """What holds in a month: the latest of a unit's rows (``from_month``, ``visits``) until then.

    ``month`` is its first day.
    """
    valid = [row for row in stated if row.from_month <= month]
    return max(valid, key=lambda row: row.from_month).visits if valid else None


def load_of(month: date, stated: Iterable[Any], days: Iterable[date]) -> Load:
    """``days`` are the first days of the visits that the unit has taken on."""
    booked = sum(first_of_month(day) == month for day in days)
    return Load(month, booked, capacity_in(month, stated))
