"""What the demonstration knows while it is written, and the order in which things happen.

Everything is put on an agenda first and then lived through day by day, each act with the clock set
to its own moment: so histories, reviews and numbers stand in the order in which they came about.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from app.core import clock
from app.core.periods import Quarter
from app.core.session import Session
from app.organisations.models import Contact, Organisation
from app.reviews.models import ReviewRound
from app.strategy.models import FocusArea, Goal, Objective, Strategy
from app.users.models import Unit, User

Act = Callable[[], None]
# Long enough for eight finished quarters and the weeks in which the register was filled.
LIVED_DAYS = 760


@dataclass(frozen=True)
class Happened:
    """An engagement as the reviews tell of it."""

    day: date
    kind: str
    summary: str
    learned: str = ""


class Agenda:
    """Acts by their moment; those of one moment in the order in which they were put down."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._acts: list[tuple[datetime, int, Act]] = []
        self._count = 0

    def add(self, day: date, hour: float, act: Act) -> None:
        """Put ``act`` down for a local hour of ``day``; what lies ahead of today never happens."""
        at = datetime.combine(day, time(), tzinfo=clock.zone) + timedelta(hours=hour)
        if day <= clock.local(self.now).date():
            self._count += 1
            heapq.heappush(self._acts, (min(at, self.now), self._count, act))

    def live(self) -> None:
        """Do everything in order; an act may put down further ones for its moment or later."""
        while self._acts:
            moment, _count, act = heapq.heappop(self._acts)
            with clock.at(moment):
                act()


@dataclass
class World:
    """The records made so far, by the keys of the facts."""

    session: Session
    city: str
    today: date
    agenda: Agenda
    rng: Random
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    successors: dict[str, tuple[str, date]] = field(default_factory=dict)
    strategies: dict[str, Strategy] = field(default_factory=dict)
    goals: dict[tuple[str, str], Goal] = field(default_factory=dict)
    former_codes: dict[str, str] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    focus_areas: dict[str, FocusArea] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    contacts: dict[tuple[str, int], Contact] = field(default_factory=dict)
    partnerships: dict[str, Any] = field(default_factory=dict)
    # Held here, because the session itself forgets what nobody holds.
    rounds: list[ReviewRound] = field(default_factory=list)
    ending_soon: frozenset[str] = frozenset()
    happened: dict[int, list[Happened]] = field(default_factory=lambda: defaultdict(list))

    @property
    def start(self) -> date:
        """The day on which the city began to keep its register."""
        return self.today - timedelta(days=LIVED_DAYS)

    @property
    def newest_quarter(self) -> Quarter:
        """The latest finished one, whose reviews are at work."""
        return Quarter.of(self.today).previous

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def workday(self, day: date) -> date:
        """``day``, or the Friday before its weekend."""
        return day - timedelta(days=max(day.weekday() - 4, 0))

    def user(self, key: str, day: date | None = None) -> User:
        """Who holds a role on ``day``: before a departure somebody else did."""
        before, changed = self.successors.get(key, ("", date.min))
        if before and day is not None and day < changed:
            return self.users[before]
        return self.users[key]
