"""Items of a programme at one place: their hours, and whether two of them meet there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from app.core.errors import Refused
from app.core.i18n import _
from app.core.search.fold import fold
from app.visits.models import VisitStop

# So long an item is taken to last that has no end.
USUAL_MINUTES = 60


def show_hours(stop: VisitStop) -> str:
    """09:00–10:30, or when it begins."""
    ends = f"–{stop.ends_at:%H:%M}" if stop.ends_at else ""
    return f"{stop.starts_at:%H:%M}{ends}"


def check_place(
    place: str, starts_at: time, ends_at: time | None, others: Iterable[VisitStop]
) -> None:
    """Warn that another visit is at the same place at the same time: Refused at ``save_anyway``,
    with which it is saved all the same. ``others`` are items of that day, with their visits."""
    wanted = fold(place)
    first, last = _minutes(starts_at, ends_at)
    for other in others:
        begins, ends = _minutes(other.starts_at, other.ends_at)
        if wanted and fold(other.place) == wanted and begins < last and first < ends:
            told = _(
                "“%(visit)s” is there at %(hours)s. Tick the box if there is room for both.",
                visit=other.visit.title,
                hours=show_hours(other),
            )
            raise Refused(told, field="save_anyway")


def _minutes(starts_at: time, ends_at: time | None) -> tuple[int, int]:
    first = starts_at.hour * 60 + starts_at.minute
    return first, ends_at.hour * 60 + ends_at.minute if ends_at else first + USUAL_MINUTES
