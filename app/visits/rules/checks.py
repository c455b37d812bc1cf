"""What speaks for care before a visit is accepted (product description, section 5): the same body
on the same topic within two years, under four weeks' notice, a full host unit, its standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.i18n import _, ngettext, show_date, show_month
from app.core.periods import add_months
from app.organisations.models import Standing
from app.visits.models import Visit
from app.visits.rules.capacity import Load

NOTICE = timedelta(weeks=4)
SAME_TOPIC_MONTHS = 24


@dataclass(frozen=True)
class Before:
    """An earlier or another visit of the same body; ``topics`` are those that both have."""

    on: date
    title: str
    url_endpoint: str
    number: int
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Warned:
    """A reason for care; ``before`` are the visits that it speaks of."""

    code: str
    text: str
    before: tuple[Before, ...] = ()


def same_topic_since(day: date) -> date:
    """From when on an earlier visit counts."""
    return add_months(day, -SAME_TOPIC_MONTHS)


def before_of(record: Any, title: str, endpoint: str, mine: Sequence[Any], names: Any) -> Before:
    """One earlier visit (``record`` has ``id``, ``starts_on``, ``focus_areas``) beside mine."""
    own = {area.id for area in mine}
    shared = tuple(names(area) for area in record.focus_areas if area.id in own)
    return Before(record.starts_on, title, endpoint, record.id, shared)


def warnings(visit: Visit, before: Sequence[Before], load: Load | None) -> list[Warned]:
    """Everything that whoever answers should know; nothing of it forbids a visit by itself but a
    suspended partner. The organisation must be loaded."""
    found = [*_standing(visit), *_same_topic(visit, before)]
    notice = visit.starts_on - visit.received_on
    if notice < NOTICE:
        days = max(notice.days, 0)
        told = ngettext(
            "%(num)s day's notice: less than four weeks.",
            "%(num)s days' notice: less than four weeks.",
            days,
        )
        found.append(Warned("notice", str(told)))
    if load is not None and load.is_full:
        found.append(Warned("full", _full(load)))
    return found


def _standing(visit: Visit) -> list[Warned]:
    partner = visit.organisation
    if partner is None or partner.standing is Standing.NORMAL:
        return []
    if partner.standing is Standing.SUSPENDED:
        text = _("%(name)s is suspended: no visits until that is lifted.", name=partner.name)
        return [Warned("suspended", text)]
    text = _("%(name)s is under caution: accepting asks for a reason.", name=partner.name)
    return [Warned("caution", text)]


def _same_topic(visit: Visit, before: Sequence[Before]) -> list[Warned]:
    oldest = same_topic_since(visit.starts_on)
    again = tuple(each for each in before if each.topics and each.on >= oldest)
    if not again:
        return []
    topics = ", ".join(dict.fromkeys(topic for each in again for topic in each.topics))
    text = _("The same body comes on the same topic within two years: %(topics)s.", topics=topics)
    return [Warned("again", text, again)]


def _full(load: Load) -> str:
    return _(
        "The host unit is full in %(month)s: %(booked)d of %(capacity)d visits.",
        month=show_month(load.month),
        booked=load.booked,
        capacity=load.capacity or 0,
    )


def show_days(visit: Visit) -> str:
    """The days of a visit in words."""
    if visit.ends_on is None or visit.ends_on == visit.starts_on:
        return show_date(visit.starts_on)
    return f"{show_date(visit.starts_on)} – {show_date(visit.ends_on)}"
