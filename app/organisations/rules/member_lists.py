"""Reading a file of member lists, row by row; pure, and refusing what cannot be read."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.countries import FROM_EU
from app.core.errors import Refused
from app.core.i18n import _
from app.core.search.fold import fold

# What the research lists call a town or city that is itself the member.
_TOWNS = frozenset(
    {"", "city", "town", "municipality", "municipal authority", "municipal administration"}
)
_WHOLE = {"yes": True, "complete": True, "true": True, "no": False, "false": False}
FIRST_YEAR = 1800


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list: ``number`` is its row in the file (the headings are row 1).

    ``is_complete`` is None where the file does not say; ``country`` is an ISO code or None.
    """

    number: int
    network: str
    name: str
    country: str | None
    status: str
    joined_year: int | None
    day: date
    source: str
    is_complete: bool | None
    is_town: bool

    @property
    def is_former(self) -> bool:
        """Whether the list itself says that this is no member any more."""
        return fold(self.status).startswith("former")


def read_listed(lines: Iterable[str], today: date, on: date | None = None) -> list[Listed]:
    """The rows of a CSV file with its headings; ``on`` is their day where the file has none.

    Needs the columns network, country_code and member_as_listed (or city). Refused names the first
    thing that is wrong, with its row.
    """
    reader = csv.DictReader(lines)
    headings = [heading.strip() for heading in reader.fieldnames or ()]
    reader.fieldnames = headings
    wanted = [("network",), ("country_code",), ("member_as_listed", "city")]
    wanted += [] if on else [("as_of", "collected_year")]
    missing = [" / ".join(names) for names in wanted if not set(names) & set(headings)]
    if missing:
        raise Refused(
            _("The file lacks these columns: %(names)s.", names=", ".join(missing)), field="file"
        )
    try:
        found = [_listed(number, row, today, on) for number, row in enumerate(reader, start=2)]
    except csv.Error as error:
        raise Refused(_("The file cannot be read: %(reason)s", reason=error)) from error
    if not found:
        raise Refused(_("The file has no rows."), field="file")
    return found


def _listed(number: int, row: Mapping[str, str | None], today: date, on: date | None) -> Listed:
    def text(*names: str) -> str:
        return next((value for name in names if (value := (row.get(name) or "").strip())), "")

    network, name = text("network"), text("member_as_listed", "city")
    if not network or not name:
        raise Refused(_("Row %(number)d names no network or no member.", number=number))
    code = text("country_code").upper()
    return Listed(
        number=number,
        network=network,
        name=name,
        country=FROM_EU.get(code, code) if len(code) == 2 else None,
        status=text("member_status"),
        joined_year=_year(text("year_joined"), today, number),
        day=on or _day(text("as_of", "collected_year"), today, number),
        source=text("source"),
        is_complete=_WHOLE.get(text("is_complete", "completeness").lower()),
        is_town=text("entity_type").lower() in _TOWNS,
    )


def _year(text: str, today: date, number: int) -> int | None:
    if not text:
        return None
    if not (text.isdecimal() and FIRST_YEAR <= int(text) <= today.year):
        raise Refused(_("Row %(number)d: “%(text)s” is no year.", number=number, text=text))
    return int(text)


def _day(text: str, today: date, number: int) -> date:
    """A day; a year or month alone stands as its last day, or as today while it lasts."""
    day = None
    try:
        if text.isdecimal() and len(text) == 4:
            day = min(date(int(text), 12, 31), max(today, date(int(text), 1, 1)))
        elif len(text) == 7:
            first = date.fromisoformat(f"{text}-01")
            day = min(first.replace(day=monthrange(first.year, first.month)[1]), max(today, first))
        else:
            day = date.fromisoformat(text)
    except ValueError:
        pass
    if day is None or day.year < FIRST_YEAR or day > today:
        raise Refused(
            _("Row %(number)d: “%(text)s” is no day or year of a list.", number=number, text=text)
        )
    return day
