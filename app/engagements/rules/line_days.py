"""Days and times as people write them in a line: "yesterday", "viime maanantaina", "12.11.".

Each reading gives the value and the line without it, so that what remains can be read further.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

Match = re.Match[str]
Day = date | None

_DAYS = (
    ("mon(?:day)?|maanantai(?:na)?|måndags?", 0),
    ("tue(?:s|sday)?|tiistai(?:na)?|tisdags?", 1),
    ("wed(?:nesday)?|keskiviik(?:ko|kona)|onsdags?", 2),
    ("thu(?:rs|rsday)?|torstai(?:na)?|torsdags?", 3),
    ("fri(?:day)?|perjantai(?:na)?|fredags?", 4),
    ("sat(?:urday)?|lauantai(?:na)?|lördags?", 5),
    ("sun(?:day)?|sunnuntai(?:na)?|söndags?", 6),
)
_MONTHS = (
    "jan(?:uary|uari)?|tammikuu(?:ta|n)?", "feb(?:ruary|ruari)?|helmikuu(?:ta|n)?",
    "mar(?:ch|s)?|maaliskuu(?:ta|n)?", "apr(?:il)?|huhtikuu(?:ta|n)?", "may|maj|toukokuu(?:ta|n)?",
    "june?|juni|kesäkuu(?:ta|n)?", "july?|juli|heinäkuu(?:ta|n)?",
    "aug(?:ust|usti)?|elokuu(?:ta|n)?", "sep(?:t|tember)?|syyskuu(?:ta|n)?",
    "oct(?:ober)?|okt(?:ober)?|lokakuu(?:ta|n)?", "nov(?:ember)?|marraskuu(?:ta|n)?",
    "dec(?:ember)?|joulukuu(?:ta|n)?",
)  # fmt: skip
_ANY_MONTH = "|".join(_MONTHS)
_ANY_DAY = "|".join(names for names, _number in _DAYS)
_NAMED = (
    ("day before yesterday|toissapäivänä|i förrgår|förrgår", -2),
    ("yesterday|eilen|i går|igår", -1),
    ("day after tomorrow|ylihuomenna|i övermorgon|övermorgon", 2),
    ("tomorrow|huomenna|i morgon|imorgon", 1),
    ("today|tänään|i dag|idag|this (?:morning|afternoon|evening)|tänä aamuna|i morse", 0),
)
_UNITS = {
    "day": 1, "päivä": 1, "dag": 1, "week": 7, "viik": 7, "veck": 7,
}  # fmt: skip
_UNIT = r"(days?|weeks?|päivän?|päivää|viikon?|viikkoa|viikko|dag(?:ar)?|veck(?:a|or))"
_NUMBER = r"(\d{1,2}|a|one|yksi|en|two|kaksi|kahden|två|three|kolme|kolmen|tre)"
_NUMBERS = {
    "a": 1, "one": 1, "yksi": 1, "en": 1, "two": 2, "kaksi": 2, "kahden": 2, "två": 2,
    "three": 3, "kolme": 3, "kolmen": 3, "tre": 3,
}  # fmt: skip


class Times(NamedTuple):
    """When it began and ended, as far as the line tells."""

    starts_at: time | None
    ends_at: time | None


def _pattern(body: str) -> re.Pattern[str]:
    # A preposition that belongs to the day goes with it.
    return re.compile(rf"(?<![\w.-])(?:(?:on|the|den)\s+)*(?:{body})(?![\w-])", re.IGNORECASE)


def _iso(found: Match, _today: date) -> Day:
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _local(found: Match, today: date) -> Day:
    return _near(found[3], int(found[2]), int(found[1]), today)


def _written(found: Match, today: date) -> Day:
    return _near(found[3], _month(found[2]), int(found[1]), today)


def _american(found: Match, today: date) -> Day:
    return _near(found[3], _month(found[1]), int(found[2]), today)


def _ago(found: Match, today: date) -> Day:
    return today - _span(found)


def _ahead(found: Match, today: date) -> Day:
    return today + _span(found)


def _weekday(found: Match, today: date) -> Day:
    """The last such day, today included; the coming one where the line says "next"."""
    back = (today.weekday() - _number(found[2])) % 7
    if (found[1] or "").strip().lower() in ("next", "ensi", "nästa", "på", "this coming"):
        return today + timedelta(days=7 - back)
    return today - timedelta(days=back)


def _named(days: int) -> Callable[[Match, date], Day]:
    return lambda _found, today: today + timedelta(days=days)


def _readers() -> Iterator[tuple[re.Pattern[str], Callable[[Match, date], Day]]]:
    yield _pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})"), _iso
    yield _pattern(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?"), _local
    yield _pattern(rf"(\d{{1,2}})(?:\.|st|nd|rd|th)?\s+({_ANY_MONTH})(?:\s+(\d{{4}}))?"), _written
    yield _pattern(rf"({_ANY_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?"), _american
    yield _pattern(rf"(?:för\s+)?{_NUMBER}\s+{_UNIT}\s+(?:ago|sitten|sedan)"), _ago
    yield _pattern(r"()(viikko|week)\s+(?:ago|sitten)"), _ago
    yield _pattern(rf"(?:in|om)\s+{_NUMBER}\s+{_UNIT}"), _ahead
    yield _pattern(rf"{_NUMBER}\s+{_UNIT}\s+(?:päästä|kuluttua)"), _ahead
    for names, days in _NAMED:
        yield _pattern(names), _named(days)
    before = r"(last|next|this|this coming|viime|ensi|tänä|förra|nästa|i|på)"
    yield _pattern(rf"(?:{before}\s+)?({_ANY_DAY})"), _weekday


_READERS = tuple(_readers())
_TIME = re.compile(
    r"(?<![\w.:-])(?:(?:at|klo|kl\.?|@)\s*(\d{1,2})(?:[.:](\d{2}))?|(\d{1,2}):(\d{2}))"
    r"(?:\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?)?(?![\w:])",
    re.IGNORECASE,
)


def take_day(line: str, today: date) -> tuple[Day, str]:
    """(the day the line tells of, the line without it); a day that is none stays in the line."""
    for pattern, read in _READERS:
        for found in pattern.finditer(line):
            day = read(found, today)
            if day is not None:
                return day, _without(line, found)
    return None, line


def take_times(line: str) -> tuple[Times, str]:
    """(from when to when, the line without it): "at 10", "klo 14.30–16", "9:00"."""
    found = _TIME.search(line)
    if found is None:
        return Times(None, None), line
    starts_at = _time(found[1] or found[3], found[2] or found[4])
    if starts_at is None:
        return Times(None, None), line
    ends_at = _time(found[5], found[6])
    return Times(starts_at, ends_at), _without(line, found)


def _without(line: str, found: Match) -> str:
    return f"{line[: found.start()].rstrip()} {line[found.end() :].lstrip()}".strip()


def _near(year: str | None, month: int, day: int, today: date) -> Day:
    """The day of the year named; without one, of the year that brings it nearest."""
    if year:
        return _day(int(year), month, day)
    near = [_day(today.year + more, month, day) for more in (-1, 0, 1)]
    return min(
        (found for found in near if found), key=lambda found: abs(found - today), default=None
    )


def _day(year: int, month: int, day: int) -> Day:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(hour: str | None, minute: str | None) -> time | None:
    if not hour or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))


def _month(word: str) -> int:
    return next(
        number
        for number, names in enumerate(_MONTHS, 1)
        if re.fullmatch(names, word, re.IGNORECASE)
    )


def _number(word: str) -> int:
    return next(number for names, number in _DAYS if re.fullmatch(names, word, re.IGNORECASE))


def _span(found: Match) -> timedelta:
    many = found[1].lower() or "1"
    number = _NUMBERS.get(many) or int(many)
    unit = found[2].lower()
    return timedelta(days=number * next(d for name, d in _UNITS.items() if unit.startswith(name)))
