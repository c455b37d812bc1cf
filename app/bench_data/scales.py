"""How much there is at each scale, and the days on which it all happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

# Nothing is read from the clock: this is the day on which the data was "made".
TODAY = date(2026, 11, 20)
# The register was filled in the weeks before the first engagement, five years ago.
REGISTER = date(2021, 8, 23)
FIRST = date(2021, 11, 22)
FILLING_DAYS = 80
LOGGED_DAYS = (TODAY - FIRST).days

# These have more engagements than any other, so that a benchmark can address them.
BUSY_ORGANISATION = 1
BUSY_PARTNERSHIP = 1


@dataclass(frozen=True)
class Scale:
    """How many records of each kind; ``busy`` engagements belong to the busy ones."""

    organisations: int
    contacts: int
    partnerships: int
    engagements: int
    users: int
    units: int
    busy: int


SCALES = {
    "S": Scale(1_000, 5_000, 200, 5_000, 50, 8, 1_000),
    "M": Scale(20_000, 100_000, 2_000, 100_000, 500, 25, 10_000),
    "L": Scale(200_000, 500_000, 10_000, 1_000_000, 2_000, 60, 10_000),
}


def moment(day: date, hour: float = 8.0) -> datetime:
    """An hour of a day, UTC."""
    return datetime.combine(day, time(), tzinfo=UTC) + timedelta(seconds=int(hour * 3600))


def filled_on(number: int, of: int) -> date:
    """The day in the first weeks on which the record of this number was entered."""
    return REGISTER + timedelta(days=1 + (number - 1) * FILLING_DAYS // of)
