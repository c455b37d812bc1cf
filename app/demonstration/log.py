"""The engagement log of two years: who met whom, when, about what. All of it is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.periods import Quarter
from app.demonstration.facts import Facts, read
from app.demonstration.log_values import Draft, values_of
from app.demonstration.promises import promises_of, put_down_endings
from app.demonstration.words import Words
from app.demonstration.world import Act, Happened, World
from app.engagements import services
from app.engagements.models import CancelledBy, Engagement, EngagementType

# New Year, Epiphany, May Day, Independence Day: month and day on which nobody meets anybody.
HOLIDAYS = frozenset({(1, 1), (1, 6), (5, 1), (12, 6)})
# Share of a usual quarter: summer is quiet, spring and autumn are not.
SEASON = {1: 1.0, 2: 1.05, 3: 0.75, 4: 1.1}
AHEAD = 75
# Shares of engagements that were planned in the register before, moved, or called off.
PLANNED, MOVED, CANCELLED = 0.16, 0.03, 0.04


@dataclass(frozen=True)
class Profile:
    """What the log says about one partnership, or about none."""

    key: str
    facts: Facts
    types: list[str]


def plan(world: World) -> None:
    """Put down every engagement at the moment in which it was logged."""
    facts, words = read(world.city, "log"), Words(read("common", "texts"), world.rng)
    profiles = [Profile(key, given, _types(given)) for key, given in facts["log"].items()]
    profiles += [Profile("", given, _types(given)) for given in facts.get("loose", ())]
    for profile in profiles:
        lines = list(profile.facts.get("lines", ()))
        for number, day in enumerate(_days(world, profile, facts.get("scale", 1.0))):
            line = lines.pop(0) if lines and number % 3 == 1 else ""
            _put_down(world, words, _draft(world, words, profile, day, number, line))


def _types(facts: Facts) -> list[str]:
    """``meeting:3 call`` as a list to draw from."""
    found = []
    for text in facts["types"].split():
        name, _colon, weight = text.partition(":")
        found += [name] * int(weight or 1)
    return found


def _days(world: World, profile: Profile, scale: float) -> Iterator[date]:
    first = max(world.start + timedelta(days=70), profile.facts.get("since", world.start))
    last = world.today + timedelta(days=AHEAD)
    if "stops" in profile.facts:
        last = world.ago(profile.facts["stops"])
    last = min(last, profile.facts.get("until", last))
    rng = world.rng
    for quarter in Quarter.of(first).until(Quarter.of(last)):
        wanted = profile.facts["pace"] * scale * SEASON[quarter.number] * rng.uniform(0.7, 1.3)
        count = int(wanted) + (rng.random() < wanted % 1)
        found = (_day(world, quarter, rng.randrange(90)) for _each in range(count))
        for day in sorted(found):
            is_kept = day <= world.today or rng.random() < 0.5
            if first <= day <= last and is_kept:
                yield day


def _day(world: World, quarter: Quarter, offset: int) -> date:
    """A working day of the quarter, outside July and the end of the year."""
    day = quarter.first_day + timedelta(days=offset)
    if day.month == 7:
        day = day.replace(month=8)
    if (day.month, day.day) >= (12, 20):
        day -= timedelta(days=14)
    day = world.workday(day)
    return day + timedelta(days=7) if (day.month, day.day) in HOLIDAYS else day


def _draft(
    world: World, words: Words, profile: Profile, day: date, number: int, line: str
) -> Draft:
    kind, _bar, said = line.partition("|")
    given = profile.facts
    return Draft(
        day=day,
        kind=EngagementType(kind or world.rng.choice(profile.types)),
        partnership=profile.key,
        organisation=given["with"][number % len(given["with"])],
        topic=given["topics"][(number * 3 + world.rng.randrange(2)) % len(given["topics"])],
        people=given["people"],
        words=words,
        said=said,
        is_restricted=day < world.today and bool(given.get("restricted")) and number == 4,
    )


def _put_down(world: World, words: Words, draft: Draft) -> None:
    rng, day = world.rng, draft.day
    chance = rng.random()
    lead = rng.randrange(9, 26)
    logged = world.workday(day - timedelta(days=lead))
    is_ahead = day > world.today
    if is_ahead or chance < PLANNED:
        if logged > world.today:
            logged = world.workday(world.ago(rng.randrange(1, 12)))
        planned = _Planned(world, draft)
        world.agenda.add(logged, 9 + rng.random() * 6, planned.log)
        if chance < CANCELLED:
            _plan_cancelling(world, words, planned)
        elif chance < CANCELLED + MOVED:
            _plan_moving(world, words, planned)
        else:
            world.agenda.add(day, 16, planned.hold)
    else:
        late = 0 if day == world.today else rng.choice((0, 0, 0, 1, 1, 2, 4))
        seen = min(day + timedelta(days=late), world.today)
        world.agenda.add(seen, 9 + rng.random() * 7, _logging(world, draft))


def _plan_cancelling(world: World, words: Words, planned: _Planned) -> None:
    day = min(planned.draft.day - timedelta(days=2), world.ago(1))
    reason = words.pick(words.texts["states"]["cancelled"])
    world.agenda.add(world.workday(day), 17, lambda: planned.cancel(reason))


def _plan_moving(world: World, words: Words, planned: _Planned) -> None:
    day, rng = planned.draft.day, world.rng
    noticed = min(day - timedelta(days=3), world.ago(1))
    moved = world.workday(day + timedelta(days=rng.randrange(10, 30)))
    reason = words.pick(words.texts["states"]["rescheduled"])
    world.agenda.add(world.workday(noticed), 17, lambda: planned.move(moved, reason))
    world.agenda.add(moved, 18, planned.hold)


def _logging(world: World, draft: Draft) -> Act:
    def log() -> None:
        promises = promises_of(world, draft)
        engagement = services.log_engagement(
            world.session,
            values_of(world, draft) | {"follow_ups": [p.values for p in promises]},
            actor=world.user(draft.people[0], draft.day),
        )
        put_down_endings(world, engagement, promises)
        _remember(world, draft, engagement)

    return log


def _remember(world: World, draft: Draft, engagement: Engagement) -> None:
    if engagement.partnership_id is not None and not draft.is_restricted:
        world.happened[engagement.partnership_id].append(
            Happened(draft.day, draft.kind, engagement.summary, engagement.learned)
        )


class _Planned:
    """An engagement that stood in the register before its day."""

    def __init__(self, world: World, draft: Draft) -> None:
        self.world = world
        self.draft = draft
        self.engagement: Engagement | None = None

    @property
    def _actor(self) -> Any:
        return self.world.user(self.draft.people[0], self.draft.day)

    @property
    def _made(self) -> Engagement:
        if self.engagement is None:
            raise RuntimeError("An engagement is planned before anything else happens to it.")
        return self.engagement

    def log(self) -> None:
        values = values_of(self.world, self.draft, is_planned=True)
        self.engagement = services.log_engagement(self.world.session, values, actor=self._actor)

    def hold(self) -> None:
        services.hold(self.world.session, self._made, actor=self._actor)
        _remember(self.world, self.draft, self._made)

    def cancel(self, reason: str) -> None:
        by = CancelledBy.THEM if self.world.rng.random() < 0.7 else CancelledBy.US
        services.cancel(self.world.session, self._made, by, reason, actor=self._actor)

    def move(self, day: date, reason: str) -> None:
        services.reschedule(self.world.session, self._made, day, reason, actor=self._actor)
