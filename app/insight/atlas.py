"""The map of partners: countries with how many we have there, as circles and as a table.

On the world map Europe is one circle, because its countries have a map of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from app.core.i18n import _, _l, country_name, ngettext
from app.core.lists import Column
from app.core.maps import BaseMap, base_map, radius
from app.core.permissions import Viewer
from app.core.regions import Region, region_of
from app.core.search.fold import fold
from app.core.urls import url_for
from app.insight import queries
from app.partnerships.lists import PARTNERSHIPS
from app.partnerships.queries.lists import CURRENT

# The map is narrowed as the list is, so that a number on it is the length of a list.
FILTERS = [one for one in PARTNERSHIPS.filters if one.key in ("kind", "state", "focus_area")]
NAMED = 3
EUROPE = frozenset({Region.NORDIC, Region.BALTIC, Region.EUROPE})


@dataclass(frozen=True)
class Place:
    """A country with its partners; ``named`` are the first of them, as (number, name)."""

    code: str | None
    name: str
    partners: int
    partnerships: int
    named: list[tuple[int, str]]
    url: str | None

    @property
    def others(self) -> int:
        """How many partners are not named."""
        return self.partners - len(self.named)

    @property
    def is_european(self) -> bool:
        return self.code is not None and region_of(self.code) in EUROPE


@dataclass(frozen=True)
class Circle:
    x: int
    y: int
    r: float
    count: int
    label: str
    url: str | None


@dataclass(frozen=True)
class Sheet:
    """One map; ``missing`` are places that have no room on it."""

    key: str
    title: str
    base: BaseMap
    circles: list[Circle]
    missing: list[Place]


COLUMNS = (
    Column("country", _l("Country"), lambda p: p.name),
    Column("partners", _l("Partners"), lambda p: p.partners, "number"),
    Column("partnerships", _l("Partnerships"), lambda p: p.partnerships, "number"),
)


def asked(arguments: Mapping[str, str]) -> dict[str, str]:
    """What the address narrows the map to; in effect, where it does not speak of the state."""
    given = {one.key: one.known(arguments.get(one.key, "")) for one in FILTERS}
    if "state" not in arguments:
        given["state"] = CURRENT
    return given


def places(session: Session, viewer: Viewer, chosen: Mapping[str, str]) -> list[Place]:
    """Every country with partners, the most first, and last those without a country; the city
    itself is none of its partners. Two statements."""
    ourselves = str(current_app.jinja_env.globals["city"])

    def narrow(statement: sa.Select[Any]) -> sa.Select[Any]:
        statement = statement.where(~queries.is_us(ourselves))
        for one in FILTERS:
            if value := chosen[one.key]:
                statement = one.apply(statement, value)
        return statement

    counts = queries.count_by_country(session, viewer, narrow)
    named = queries.first_partners(session, viewer, narrow, NAMED)
    found = [
        Place(
            code,
            country_name(code) if code else _("No country recorded"),
            row.partners,
            row.partnerships,
            named[code],
            _list_url(chosen, code) if code else None,
        )
        for code, row in counts.items()
    ]
    return sorted(found, key=lambda p: (p.code is None, -p.partners, fold(p.name)))


def _list_url(chosen: Mapping[str, str], country: str) -> str:
    narrowed = {key: value for key, value in chosen.items() if value}
    return url_for("partnerships.list_partnerships", **narrowed, country=country)


def sheets(found: list[Place]) -> list[Sheet]:
    """The maps of Europe and of the world; none where the static files were not built."""
    known = [place for place in found if place.code is not None]
    european = [place for place in known if place.is_european]
    drawn = []
    for key, title, shown in (
        ("europe", _("Europe"), european),
        ("world", _("The world"), _with_europe_as_one(known, european)),
    ):
        base = base_map(key)
        if base is not None:
            drawn.append(_sheet(key, title, base, shown))
    return drawn


def _with_europe_as_one(known: list[Place], european: list[Place]) -> list[Place]:
    rest = [place for place in known if not place.is_european]
    if not european:
        return rest
    # Its circle stands in the middle of the continent.
    whole = Place(
        "CZ",
        _("Europe"),
        sum(place.partners for place in european),
        sum(place.partnerships for place in european),
        [],
        "#map-europe",
    )
    return [whole, *rest]


def _sheet(key: str, title: str, base: BaseMap, shown: list[Place]) -> Sheet:
    largest = max((place.partners for place in shown), default=1)
    # Small circles lie on large ones.
    circles = [
        Circle(
            *base.places[place.code],
            radius(place.partners, largest),
            place.partners,
            f"{place.name}: {_partners(place.partners)}",
            place.url,
        )
        for place in sorted(shown, key=lambda p: -p.partners)
        if place.code in base.places
    ]
    return Sheet(key, title, base, circles, [p for p in shown if p.code not in base.places])


def _partners(count: int) -> str:
    return ngettext("%(num)s partner", "%(num)s partners", count)


def told(found: list[Place]) -> str:
    """The map in a sentence or two."""
    known = [place for place in found if place.code is not None]
    words = _(
        "%(partners)s in %(countries)s.",
        partners=_partners(sum(place.partners for place in known)),
        countries=ngettext("%(num)s country", "%(num)s countries", len(known)),
    )
    unknown = sum(place.partners for place in found) - sum(place.partners for place in known)
    if not unknown:
        return words
    more = ngettext(
        "%(num)s has no country recorded.", "%(num)s have no country recorded.", unknown
    )
    return f"{words} {more}"
