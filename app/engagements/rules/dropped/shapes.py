"""What a dropped file says of an engagement, whatever its format; and texts from strangers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import _
from app.core.text import showable
from app.engagements.models import EngagementType

# A line of a form, an address, and what of a message is kept as notes.
LINE, ADDRESS, NOTES = 200, 254, 10_000
# A meeting of more people is a conference, and its list of participants no list of contacts.
MOST_PEOPLE = 60
# The file in which Outlook wraps what it sends as "rich text". The one library that reads it was
# last released in 2021.
WRAPPED = "winmail.dat"
_PREFIXES = re.compile(
    r"^\s*(?:(?:re|fw|fwd|vs|vl|sv|vb|tr|aw|wg|canceled|cancelled|updated|peruutettu|peruttu"
    r"|inställt|avbokat|uppdaterat)\s*:\s*)+",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"teams\.microsoft\.com|teams\.live\.com|zoom\.us/|meet\.google\.com|webex\.com"
    r"|microsoft teams|zoom meeting",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:]+")


@dataclass(frozen=True)
class Person:
    """Somebody named in the file; ``email`` in small letters, one of both may be empty."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]

    @property
    def names(self) -> tuple[str, str]:
        """(given, family): "Svensson, Anna" and "Anna Svensson" alike; without a name what stands
        before the sign of the address."""
        family, comma, given = self.name.partition(",")
        if comma:
            return given.strip(), family.strip()
        *before, last = (self.name or self.email.partition("@")[0]).split()
        return " ".join(before), last

    @classmethod
    def of(cls, text: str) -> Person:
        """Somebody as ``str`` writes them."""
        name, sign, address = text.partition("<")
        if sign:
            return cls(name.strip(), address.strip("<> "))
        return cls("", text.strip()) if "@" in text else cls(text.strip(), "")

    def __str__(self) -> str:
        return (
            f"{self.name} <{self.email}>" if self.name and self.email else self.name or self.email
        )


@dataclass(frozen=True)
class Dropped:
    """One event or message. ``key`` is its own number (UID, Message-ID), ``version`` rises with
    each change of it. Times are the city's. ``repeats`` marks one day of a series,
    ``left_out`` names what was sent along in a form that is not read.
    """

    key: str
    version: int
    is_cancelled: bool
    type: EngagementType
    summary: str
    starts_on: date
    starts_at: time | None = None
    ends_on: date | None = None
    ends_at: time | None = None
    place: str = ""
    is_online: bool = False
    notes: str = ""
    people: tuple[Person, ...] = ()
    repeats: bool = False
    left_out: tuple[str, ...] = ()


def person(name: object, email: object) -> Person | None:
    """Somebody by name and address, or None where neither can be used."""
    address = _ADDRESS.search(one_line(email).casefold())
    found = address.group()[:ADDRESS] if address else ""
    called = one_line(name).strip("\"' ")
    if called.casefold() == found or "@" in called:
        called = ""
    return Person(called, found) if called or found else None


def people_of(found: list[Person | None]) -> tuple[Person, ...]:
    """Each of them once, by address."""
    known = {each.email or each.name: each for each in found if each is not None}
    return tuple(known.values())[:MOST_PEOPLE]


def one_line(value: object) -> str:
    """A text from a stranger as the line of a form holds it."""
    text = str(value) if value is not None else ""
    return " ".join(showable(text[: 4 * LINE], "").split())[:LINE]


def title(value: object) -> str:
    """A subject without the signs of answering and forwarding."""
    return _PREFIXES.sub("", one_line(value)).strip()


def notes(value: object) -> str:
    """A body as notes: without control signs, and without the joining instructions below a rule."""
    text = str(value) if value is not None else ""
    shown = showable(text.replace("\r\n", "\n").replace("\r", "\n")[: 4 * NOTES], "")
    return re.split(r"\n?_{20,}|\n?-::~", shown)[0].strip()[:NOTES]


def is_online(*texts: object) -> bool:
    """Whether a place or description names a meeting in the net."""
    return any(_ONLINE.search(str(text)) is not None for text in texts if text)


def place(value: object) -> str:
    """A place in the world; an address in the net is none."""
    text = one_line(value)
    return "" if "://" in text or is_online(text) else text


def in_city(value: date | datetime) -> tuple[date, time | None]:
    """A day, and the time on the city's clocks; a floating time is meant as the city's."""
    if not isinstance(value, datetime):
        return value, None
    moment = clock.local(value) if value.tzinfo is not None else value
    return moment.date(), moment.time().replace(second=0, microsecond=0)


def check_days(starts_on: date, ends_on: date | None) -> None:
    """Calendars hold birthdays of the dead and reminders for the year 9999."""
    if not 1990 <= starts_on.year <= 2100 or (ends_on is not None and ends_on.year > 2100):
        raise Refused(_("Its date lies too far away for an engagement."))
