"""Engagements as the timeline component draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for

from app.core.i18n import _, choice
from app.core.periods import Quarter
from app.engagements.queries import cursor_after

STEP = 10


@dataclass(frozen=True)
class TimelineItem:
    """One engagement: ``group`` is its quarter, ``meta`` with whom and under what."""

    group: str
    on: date
    kind: str
    tone: str
    title: str
    url: str
    meta: str


def before() -> str | None:
    """From where "Show older" goes on, by the query string."""
    return request.args.get("before")


def timeline_items(engagements: Sequence[Any], but: int = 0) -> list[TimelineItem]:
    """Items, newest first; ``but`` is the organisation whose page it is and need not be named."""
    return [
        TimelineItem(
            group=_quarter(engagement.starts_on),
            on=engagement.starts_on,
            kind=choice(engagement.type),
            tone="info" if engagement.state.value in ("planned", "rescheduled") else "neutral",
            title=engagement.summary,
            url=url_for("engagements.show_engagement", engagement_id=engagement.id),
            meta=_meta(engagement, but),
        )
        for engagement in engagements
    ]


def older_url(engagements: Sequence[Any]) -> str | None:
    """The same page with the engagements before these, or None when there are none."""
    cursor = cursor_after(engagements, STEP)
    return f"{request.path}?before={cursor}#timeline" if cursor else None


def _quarter(day: date) -> str:
    quarter = Quarter.of(day)
    return _("Quarter %(number)d of %(year)d", number=quarter.number, year=quarter.year)


def _meta(engagement: Any, but: int) -> str:
    parts = []
    if engagement.state.value != "held":
        parts.append(choice(engagement.state))
    parts += [one.name for one in engagement.organisations if one.id != but]
    parts += [person.name for person in engagement.people]
    return " · ".join(parts)
