"""Quarters, the rhythm of reviews."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Every month has so many days.
SHORTEST = 28


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter; ``number`` is 1–4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 4 and 1900 <= self.year <= 9000):
            raise ValueError(f"There is no quarter {self.number} of {self.year}.")

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """``2026-Q3``; raises ValueError for anything else."""
        found = re.fullmatch(r"(\d{4})-Q([1-4])", text)
        if not found:
            raise ValueError(f"A quarter is written like 2026-Q3, not {text!r}.")
        return cls(int(found[1]), int(found[2]))

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def year_before(self) -> Quarter:
        return Quarter(self.year - 1, self.number)

    def until(self, last: Quarter) -> Iterator[Quarter]:
        """This quarter and those after it, up to and with ``last``."""
        quarter = self
        while quarter <= last:
            yield quarter
            quarter = quarter.next

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def add_months(day: date, months: int) -> date:
    """The same day of the month later (or earlier); a month too short gives its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day.day <= SHORTEST:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
