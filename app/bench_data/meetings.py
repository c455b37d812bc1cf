"""When each engagement was logged, with whom and what became of it: all that others depend on.

Drawn apart from texts and figures, so that last-engaged dates can be known before the engagements
themselves are written.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.bench_data.contacts import post
from app.bench_data.draws import Draws
from app.bench_data.organisations import is_sound
from app.bench_data.scales import (
    BUSY_ORGANISATION,
    BUSY_PARTNERSHIP,
    FIRST,
    LOGGED_DAYS,
    TODAY,
    Scale,
)
from app.bench_data.texts import RARE_NOTES
from app.bench_data.world import World
from app.core.db import Visibility
from app.engagements.models import EngagementState

S = EngagementState
# Engagements whose draws come from one generator.
CHUNK = 500
# A planned one is then held, cancelled, or moved and held; the rest is still to come.
HELD, CANCELLED = 0.74, 0.9


@dataclass(frozen=True, slots=True)
class Meeting:
    """``state`` is what it is today; ``moved_to`` the date to which it was rescheduled."""

    number: int
    logged_on: date
    starts_on: date
    state: EngagementState
    visibility: Visibility
    partnership_id: int | None
    organisations: tuple[int, ...]
    contacts: tuple[int, ...]
    moved_to: date | None = None

    @property
    def was_planned(self) -> bool:
        return self.starts_on > self.logged_on

    @property
    def day(self) -> date:
        """The day on which it took or takes place."""
        return self.moved_to or self.starts_on

    @property
    def counts(self) -> bool:
        """Whether it moves the last-engaged dates."""
        return self.state is S.HELD and self.visibility is not Visibility.RESTRICTED


def is_rare(scale: Scale, number: int) -> bool:
    """Whether the notes of this one bear the rare word; everybody may see it."""
    return number % (scale.engagements // RARE_NOTES + 1) == 3


class People:
    """The contacts at each organisation, by their first post, as two arrays."""

    def __init__(self, scale: Scale) -> None:
        places = array("l", bytes(8 * (scale.contacts + 1)))
        self._starts = array("l", bytes(8 * (scale.organisations + 2)))
        for number in range(1, scale.contacts + 1):
            places[number] = post(scale, number).organisation_id
            self._starts[places[number] + 1] += 1
        for at in range(1, len(self._starts)):
            self._starts[at] += self._starts[at - 1]
        free, self._contacts = array("l", self._starts), array("l", bytes(8 * scale.contacts))
        for number in range(1, scale.contacts + 1):
            self._contacts[free[places[number]]] = number
            free[places[number]] += 1

    def pick(self, draws: Draws, organisation: int, count: int) -> tuple[int, ...]:
        """Up to ``count`` different contacts of an organisation."""
        first, after = self._starts[organisation], self._starts[organisation + 1]
        if after == first:
            return ()
        return tuple(
            dict.fromkeys(self._contacts[first + draws.below(after - first)] for _ in range(count))
        )


def meetings(world: World, people: People) -> Iterator[Meeting]:
    """All of them, in the order in which they were logged."""
    for first in range(1, world.scale.engagements + 1, CHUNK):
        draws = Draws(f"meetings {first}")
        last = min(first + CHUNK - 1, world.scale.engagements)
        for number in range(first, last + 1):
            yield _meeting(world, people, draws, number)


def _meeting(world: World, people: People, draws: Draws, number: int) -> Meeting:
    scale = world.scale
    logged_on = FIRST + timedelta(days=(number - 1) * LOGGED_DAYS // scale.engagements)
    starts_on, state, moved_to = _course(draws, logged_on)
    is_busy = number % (scale.engagements // scale.busy) == 0
    partnership, organisations = (
        (BUSY_PARTNERSHIP, (BUSY_ORGANISATION,))
        if is_busy
        else _parties(
            world, draws, min(starts_on, logged_on), max(moved_to or starts_on, logged_on)
        )
    )
    share = draws.unit()
    visibility = Visibility.CITY
    if share < 0.1 and not is_rare(scale, number):
        visibility = Visibility.RESTRICTED if share < 0.03 else Visibility.PUBLIC
    came = draws.unit()
    count = 0 if came < 0.3 else 1 if came < 0.75 else 2
    contacts = people.pick(draws, organisations[0], count) if count else ()
    return Meeting(
        number,
        logged_on,
        starts_on,
        state,
        visibility,
        partnership,
        organisations,
        contacts,
        moved_to,
    )


def _course(draws: Draws, logged_on: date) -> tuple[date, EngagementState, date | None]:
    if draws.unit() < 0.84:
        return logged_on - timedelta(days=draws.skewed(10, 1.5)), S.HELD, None
    starts_on = logged_on + timedelta(days=draws.between(3, 60))
    fate, delay = draws.unit(), draws.between(7, 40)
    if starts_on >= TODAY:
        return starts_on, S.PLANNED, None
    if fate < HELD:
        return starts_on, S.HELD, None
    if fate < CANCELLED:
        return starts_on, S.CANCELLED, None
    moved_to = starts_on + timedelta(days=delay)
    return starts_on, S.HELD if moved_to < TODAY else S.RESCHEDULED, moved_to


def _parties(
    world: World, draws: Draws, first: date, last: date
) -> tuple[int | None, tuple[int, ...]]:
    scale = world.scale
    chosen = 2 + draws.skewed(scale.partnerships - 1, 1.5)
    other = _sound(2 + draws.skewed(scale.organisations - 1, 2.0), scale.organisations)
    link = world.links[chosen - 1]
    is_open = link.since <= first and (link.until is None or last < link.until)
    share = draws.unit()
    if share < 0.7 and is_open:
        met = link.organisations[draws.below(len(link.organisations))]
        return chosen, (met, other) if share < 0.1 and met != other else (met,)
    if share < 0.12:
        second = _sound(2 + draws.below(scale.organisations - 1), scale.organisations)
        return None, (other, second) if second != other else (other,)
    return None, (other,)


def _sound(number: int, last: int) -> int:
    """The number itself, or the next one that is in good standing."""
    while not is_sound(number):
        number = number + 1 if number < last else 2
    return number


def note_last(world: World, meeting: Meeting) -> None:
    """Remember the day for everything that it is about, if it is the latest so far."""
    if not meeting.counts:
        return
    day = meeting.day.toordinal()
    organisations, contacts = world.last["organisation"], world.last["contact"]
    for number in meeting.organisations:
        if organisations[number] < day:
            organisations[number] = day
    for number in meeting.contacts:
        if contacts[number] < day:
            contacts[number] = day
    if meeting.partnership_id is not None:
        partnerships = world.last["partnership"]
        partnerships[meeting.partnership_id] = max(partnerships[meeting.partnership_id], day)
