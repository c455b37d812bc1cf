"""What happened, day by day, as the timeline component draws it under its quarters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.i18n import _, choice
from app.core.periods import Quarter

STEP = 10


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


def timeline_items(
    records: Sequence[Any], url: Callable[[int], str], but: int = 0
) -> list[TimelineItem]:
    """Items in the order given, each with its page by ``url``; ``but`` is the organisation whose
    page it is and need not be named.
    """
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


def _quarter(day: date) -> str:
    quarter = Quarter.of(day)
    return _("Quarter %(number)d of %(year)d", number=quarter.number, year=quarter.year)


def _meta(record: Any, but: int) -> str:
    parts = [] if record.state.value == "held" else [choice(record.state)]
    parts += [one.name for one in record.organisations if one.id != but]
    parts += [person.name for person in record.people]
    return " · ".join(parts)
