"""iCalendar files, as Outlook, Google, Apple and Exchange write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import _
from app.engagements.models import EngagementType
from app.engagements.rules.dropped import shapes
from app.engagements.rules.dropped.shapes import Dropped, Person
from app.engagements.rules.line import read_line

# More events are a whole calendar; more bytes are no invitation.
MOST_EVENTS, LARGEST = 20, 1_000_000
# Daily for five years and more; what repeats within a day is no engagement.
MOST_DAYS = 2_000
SLOW = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
CLOSED = frozenset({"PRIVATE", "CONFIDENTIAL"})
THINGS = frozenset({"ROOM", "RESOURCE"})


def read_calendar(content: bytes, today: date) -> list[Dropped]:
    """The events of a file, one for each series: its next day, or the last when all are over.

    Refused when it is too large, no calendar, without events, private, or a whole calendar.
    """
    if len(content) > LARGEST:
        raise Refused(_("This calendar file is larger than an invitation can be."))
    try:
        return list(_read(content, today))
    except Refused:
        raise
    except Exception as error:
        # A stranger's file may break the parser anywhere, with any error of any library under it.
        raise Refused(_("This is no calendar file that can be read.")) from error


def _read(content: bytes, today: date) -> Iterator[Dropped]:
    calendar = Calendar.from_ical(content)
    series: dict[str, list[Any]] = {}
    for event in calendar.walk("VEVENT"):
        series.setdefault(_uid(event), []).append(event)
    if not series:
        raise Refused(_("There is no event in this calendar file."))
    if len(series) > MOST_EVENTS:
        raise Refused(_("This is a whole calendar. Export the one event that is meant."))
    is_cancelled = str(calendar.get("METHOD", "")).upper() == "CANCEL"
    for uid, events in series.items():
        yield _one(uid, events, is_cancelled, today)


def _uid(event: Any) -> str:
    uid = shapes.one_line(event.get("UID"))
    if not uid:
        raise Refused(_("The event has no number of its own (UID)."))
    return uid


def _one(uid: str, events: list[Any], is_cancelled: bool, today: date) -> Dropped:
    if any(str(event.get("CLASS", "")).upper() in CLOSED for event in events):
        raise Refused(_("The event is marked as private, so it is not taken in."))
    master = next((event for event in events if "RECURRENCE-ID" not in event), None)
    moved = {_moment(e["RECURRENCE-ID"].dt): e for e in events if "RECURRENCE-ID" in e}
    if master is None:
        day, event = next(iter(moved.items()))
        return _dropped(f"{uid}#{day:%Y-%m-%d}", event, None, is_cancelled)
    if "RRULE" not in master:
        return _dropped(uid, master, None, is_cancelled)
    if is_cancelled:
        return _dropped(uid, master, None, is_cancelled)
    day, event = _next(master, moved, today)
    start = None if event is not master else day
    return _dropped(f"{uid}#{day:%Y-%m-%d}", event, start, is_cancelled, repeats=True)


def _next(master: Any, moved: dict[datetime, Any], today: date) -> tuple[datetime, Any]:
    """(the day by the rule, what takes place then): the first from today on, else the last."""
    days = [(each, moved.get(each, master)) for each in _days(master)]
    days = [pair for pair in days if str(pair[1].get("STATUS", "")).upper() != "CANCELLED"]
    if not days:
        raise Refused(_("Every day of this series was cancelled."))
    placed = sorted(days, key=lambda pair: _begins(pair[1], pair[0]))
    return next((p for p in placed if _begins(p[1], p[0]).date() >= today), placed[-1])


def _begins(event: Any, day: datetime) -> datetime:
    return _moment(event["DTSTART"].dt) if "RECURRENCE-ID" in event else day


def _days(master: Any) -> Iterator[datetime]:
    rule = dict(master["RRULE"])
    if str(_first(rule.get("FREQ"))).upper() not in SLOW:
        raise Refused(_("What repeats within a day is no engagement."))
    until = _first(rule.pop("UNTIL", None))
    last = _moment(until) if until is not None else datetime.max
    rule_text = type(master["RRULE"])(rule).to_ical().decode()
    left_out = {_moment(each.dt) for each in _excluded(master)}
    for day in islice(rrulestr(rule_text, dtstart=_moment(master["DTSTART"].dt)), MOST_DAYS):
        if day.date() > last.date():
            return
        if day not in left_out:
            yield day


def _excluded(master: Any) -> Iterable[Any]:
    given = master.get("EXDATE", [])
    return [day for each in (given if isinstance(given, list) else [given]) for day in each.dts]


def _moment(value: date | datetime) -> datetime:
    """A day or moment on the city's clocks, without a zone, so that all can be compared."""
    day, at = shapes.in_city(value)
    return datetime.combine(day, at) if at is not None else datetime(day.year, day.month, day.day)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _dropped(
    key: str, event: Any, start: datetime | None, is_cancelled: bool, repeats: bool = False
) -> Dropped:
    """``start`` is the day of a series that is meant, where it is not the event's own."""
    begins, ends = event["DTSTART"].dt, _end(event)
    if start is not None:
        shift = start - _moment(begins)
        begins, ends = begins + shift, ends + shift if ends is not None else None
    starts_on, starts_at = shapes.in_city(begins)
    ends_on, ends_at = shapes.in_city(ends) if ends is not None else (None, None)
    if ends_on is not None and ends_at is None:
        # The end of a whole day is the first day that it does not last.
        ends_on -= timedelta(days=1)
    if ends_on is not None and ends_on <= starts_on:
        ends_on = None
    shapes.check_days(starts_on, ends_on)
    summary, where = shapes.title(event.get("SUMMARY")), event.get("LOCATION")
    told = event.get("DESCRIPTION")
    return Dropped(
        key=f"ics:{key}",
        version=_version(event),
        is_cancelled=is_cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED",
        type=read_line(summary, clock.today()).type or EngagementType.MEETING,
        summary=summary,
        starts_on=starts_on,
        starts_at=starts_at,
        ends_on=ends_on,
        ends_at=ends_at,
        place=shapes.place(where),
        is_online=shapes.is_online(where, told, event.get("X-MICROSOFT-SKYPETEAMSMEETINGURL")),
        notes=shapes.notes(told),
        people=shapes.people_of(list(_people(event))),
        repeats=repeats,
    )


def _end(event: Any) -> Any:
    if "DTEND" in event:
        return event["DTEND"].dt
    if "DURATION" in event:
        return event["DTSTART"].dt + event["DURATION"].dt
    return None


def _version(event: Any) -> int:
    number = int(event.get("SEQUENCE", 0) or 0)
    return min(max(number, 0), 2**31 - 1)


def _people(event: Any) -> Iterator[Person | None]:
    """The organiser and whoever was asked and has not declined; rooms are no people."""
    invited = event.get("ATTENDEE", [])
    asked = [event.get("ORGANIZER"), *(invited if isinstance(invited, list) else [invited])]
    for each in asked:
        if each is None:
            continue
        params = getattr(each, "params", {})
        if str(params.get("CUTYPE", "")).upper() in THINGS:
            continue
        if str(params.get("PARTSTAT", "")).upper() != "DECLINED":
            address = str(each).lower().removeprefix("mailto:")
            yield shapes.person(params.get("CN", ""), address)
