"""What happened, day by day, as the timeline component draws it under its quarters."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import request

from app.core import clock
from app.core.i18n import _, choice, choices
from app.core.lists.declared import Shown
from app.core.periods import Quarter

STEP = 10
# So many times older ones come by scrolling alone; then what stands below stays within reach.
BY_ITSELF = 3
QUARTERS_AHEAD, QUARTERS_BACK, YEARS_BACK = 2, 12, 12


@dataclass(frozen=True)
class TimelineItem:
    """One line: ``group`` is its quarter, ``meta`` the state unless it was held, and with whom."""

    group: str
    on: date
    kind: str
    tone: str
    title: str
    url: str
    meta: str


@dataclass(frozen=True)
class Found:
    """What a query found for the ``asked`` arguments of an address.

    ``kinds`` gives the members of each narrowing by a list of choices; ``continues`` is the day
    after which it goes on, ``cursor`` where the older ones begin, None when there are none.
    """

    records: Sequence[Any]
    asked: Mapping[str, str]
    kinds: Mapping[str, type[enum.StrEnum]]
    continues: date | None
    cursor: str | None


@dataclass(frozen=True)
class Timeline:
    """A part of a timeline with the ways to narrow it and to go on; ``place`` is the page's
    section, ``step`` how often older ones were fetched already.
    """

    items: list[TimelineItem]
    found: Found
    path: str
    place: str
    step: int

    @property
    def is_filtered(self) -> bool:
        return any(value for key, value in self.found.asked.items() if key != "before")

    @property
    def goes_on(self) -> bool:
        """Whether it begins after something newer."""
        return self.found.continues is not None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing at all, and not only nothing of what was asked for."""
        return not (self.items or self.is_filtered or self.goes_on)

    @property
    def group_before(self) -> str:
        """The quarter under which the part before this one ended."""
        return _quarter(self.found.continues) if self.found.continues else ""

    @property
    def fetches_itself(self) -> bool:
        return self.step < BY_ITSELF

    @property
    def older_url(self) -> str | None:
        """The page with those before these."""
        return f"{self._older()}#{self.place}" if self.found.cursor else None

    @property
    def fetch_url(self) -> str:
        """The same as a part to be added below these."""
        return self._older(step=str(self.step + 1))

    @property
    def newest_url(self) -> str:
        """The page from the newest on, narrowed as it is."""
        kept = urlencode({k: v for k, v in self.found.asked.items() if k != "before"})
        return f"{self.path}?{kept}#{self.place}" if kept else f"{self.path}#{self.place}"

    def _older(self, **more: str) -> str:
        asked = {**self.found.asked, "before": self.found.cursor or "", **more}
        return f"{self.path}?{urlencode({k: v for k, v in asked.items() if v})}"

    @property
    def filters(self) -> list[Shown]:
        labels = {"type": _("Type"), "state": _("State")}
        chosen = self.found.asked
        kinds = [
            Shown(key, labels[key], "select", chosen.get(key, ""), choices(members))
            for key, members in self.found.kinds.items()
        ]
        asked = chosen.get("quarter", "")
        return [*kinds, Shown("quarter", _("Quarter"), "select", asked, _periods(asked))]


def show_timeline(
    found: Found, url: Callable[[int], str], place: str = "timeline", but: int = 0
) -> Timeline:
    """What was found as this page shows it, each record with its own page by ``url``; ``but`` is
    the organisation whose page it is and need not be named.
    """
    step = request.args.get("step", "")
    taken = int(step) if step.isascii() and step.isdigit() and len(step) < 5 else 0
    return Timeline(timeline_items(found.records, url, but), found, request.path, place, taken)


def timeline_items(
    records: Sequence[Any], url: Callable[[int], str], but: int = 0
) -> list[TimelineItem]:
    """Items in the order given."""
    return [
        TimelineItem(
            group=_quarter(record.starts_on),
            on=record.starts_on,
            kind=choice(record.type),
            tone="info" if record.state.value in ("planned", "rescheduled") else "neutral",
            title=record.summary,
            url=url(record.id),
            meta=_meta(record, but),
        )
        for record in records
    ]


def days_of(period: str) -> tuple[date, date]:
    """First and last day of ``2026-Q3`` or of ``2026``; ValueError for anything else."""
    if period.isascii() and period.isdigit() and len(period) == 4:
        return Quarter(int(period), 1).first_day, Quarter(int(period), 4).last_day
    quarter = Quarter.parse(period)
    return quarter.first_day, quarter.last_day


def _periods(asked: str) -> list[tuple[str, str]]:
    """The quarters around today, the newest first, then whole years, and what was asked for."""
    quarter = Quarter.of(clock.today())
    for _step in range(QUARTERS_AHEAD):
        quarter = quarter.next
    offered: list[tuple[str, str]] = []
    for _step in range(QUARTERS_AHEAD + QUARTERS_BACK):
        offered.append((str(quarter), f"Q{quarter.number} {quarter.year}"))
        quarter = quarter.previous
    offered += [(str(quarter.year - back), str(quarter.year - back)) for back in range(YEARS_BACK)]
    if asked and asked not in dict(offered):
        offered.append((asked, asked))
    return offered


def _quarter(day: date) -> str:
    quarter = Quarter.of(day)
    return _("Quarter %(number)d of %(year)d", number=quarter.number, year=quarter.year)


def _meta(record: Any, but: int) -> str:
    parts = [] if record.state.value == "held" else [choice(record.state)]
    parts += [one.name for one in record.organisations if one.id != but]
    parts += [person.name for person in record.people]
    return " · ".join(parts)
