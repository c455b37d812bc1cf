"""What one loaded record has to know of the others, small enough to be kept for all of them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.bench_data.scales import Scale
from app.bench_data.texts import Texts
from app.core.permissions import Role


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a record after it was made: a verb of its services."""

    verb: str
    at: datetime
    by: int
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """A record to be made: what its service is asked for, by whom and when, and what follows."""

    number: int
    at: datetime
    by: int
    values: dict[str, Any]
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A user as far as the log needs one."""

    id: int
    name: str
    role: Role
    unit_id: int


@dataclass(slots=True)
class Link:
    """A partnership as its engagements see it."""

    since: date
    until: date | None
    organisations: tuple[int, ...]
    objectives: tuple[int, ...]
    focus_areas: tuple[int, ...]


@dataclass
class World:
    """Numbers and names of everything that was made before."""

    scale: Scale
    texts: Texts
    people: list[Person] = field(default_factory=list)
    goals: list[int] = field(default_factory=list)
    objectives: list[int] = field(default_factory=list)
    focus_areas: list[int] = field(default_factory=list)
    # By number - 1.
    names: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    _by_role: dict[tuple[Role, ...], list[Person]] = field(default_factory=dict)
    # The last engagement of each, as a day's ordinal, by number; 0 for none.
    last: dict[str, array[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sizes = {
            "organisation": self.scale.organisations,
            "contact": self.scale.contacts,
            "partnership": self.scale.partnerships,
        }
        self.last = {name: array("l", bytes(8 * (size + 1))) for name, size in sizes.items()}

    def last_engaged_on(self, kind: str, number: int) -> date | None:
        ordinal = self.last[kind][number]
        return date.fromordinal(ordinal) if ordinal else None

    def of_role(self, *roles: Role) -> list[Person]:
        """Everybody with one of these roles, found once."""
        if roles not in self._by_role:
            self._by_role[roles] = [each for each in self.people if each.role in roles]
        return self._by_role[roles]
