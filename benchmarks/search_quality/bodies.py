"""The organisations that a folder of real lists names: members of networks, sister cities, bodies
of projects. Only read; what is written through the services stands in ``filling.py``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.countries import iso_country
from app.core.errors import Refused
from app.core.search.fold import fold
from app.organisations import rules
from app.organisations.models import OrganisationKind as Kind

# What a list calls a member that is not itself a town.
REGIONS = ("region", "county", "district", "authorit", "state", "province")
# The kinds of activity of CORDIS.
ACTIVITIES = {
    "HES": Kind.UNIVERSITY, "REC": Kind.UNIVERSITY, "PRC": Kind.COMPANY,
    "PUB": Kind.NATIONAL_GOVERNMENT, "OTH": Kind.NGO,
}  # fmt: skip
TOWNS = ("", "city", "town", "municipality", "municipal authority", "municipal administration")
LISTS = (
    "network_members_etmun_2016_2019.csv",
    "network_members_covenant_climatealliance_2016.csv",
    "network_members_press_lists.csv",
)


@dataclass(frozen=True)
class Body:
    """One organisation as a list writes it; ``country`` is an ISO code."""

    kind: Kind
    name: str
    country: str
    city: str = ""
    acronym: str = ""
    also: tuple[str, ...] = ()
    pic: str = ""
    vat: str = ""


def bodies(folder: Path) -> Iterator[Body]:
    """Every organisation of every list, in a fixed order; many come several times."""
    for row in _rows(folder / "networks_etmun.csv"):
        country = _country(row["secretariat_country"])
        yield Body(Kind.CITY_NETWORK, row["name"], country, acronym=row["acronym"])
    yield from _members(folder)
    yield from _sisters(folder)
    yield from _cordis(folder / "cordis")
    for row in _rows(folder / "org_identities.csv"):
        kind = Kind.CITY if row["activity_type"] == "PUB" else Kind.NGO
        also = tuple(row["aliases_seen"].split("|"))
        # An older code stands behind the one in use.
        pic = row["pic"].partition("|")[0]
        yield Body(kind, row["canonical_name"], row["country"], row["city"], "", also, pic)
    for row in _rows(folder / "interreg" / "keep_partners.csv", ";"):
        country = _country(row["Country"])
        yield Body(Kind.NGO, row["Project Partner"], country, row["Town"].title())
    for row in _rows(folder / "messy" / "interreg_partners_sweden_sv_headers.csv", ";"):
        yield Body(Kind.NGO, row["organisationsnamn"], _country(row["land"]))


def _members(folder: Path) -> Iterator[Body]:
    for name in LISTS:
        for row in _rows(folder / name):
            kind = _kind(row.get("entity_type", ""))
            member = row.get("member_as_listed") or row["city"]
            yield Body(kind, member, _country(row["country_code"]), row["city"])
    for row in _rows(folder / "urbact_network_partners_2000_2020.csv"):
        yield Body(Kind.CITY, row["city"], _country(row["country_code"]), row["city"])


def _sisters(folder: Path) -> Iterator[Body]:
    files = {
        "sister_cities.csv": (("city", "country"), ("partner_city", "partner_country")),
        "sister_cities_baltic_2013.csv": (("City1", "Country1"), ("City2", "Country2")),
        "sister_cities_germany_rgre_2015.csv": (("partnergemeinde", "country"),),
    }
    for name, sides in files.items():
        for row in _rows(folder / name):
            if name.endswith("rgre_2015.csv"):
                yield Body(Kind.CITY, row["municipality"], "DE", row["municipality"])
            for city, country in sides:
                yield Body(Kind.CITY, row[city], _country(row[country]), row[city])


def _cordis(folder: Path) -> Iterator[Body]:
    for name in ("h2020_organization.csv", "horizon_organization.csv"):
        for row in _rows(folder / name, ";"):
            acronym = row["shortName"] if len(row["shortName"]) <= 12 else ""
            yield Body(
                ACTIVITIES.get(row["activityType"], Kind.NGO),
                row["name"],
                _country(row["country"]),
                row["city"].title(),
                acronym,
                (),
                row["organisationID"],
                _vat(row["vatNumber"]),
            )
    for row in _rows(folder / "municipal_organisations_fp7_2018.csv"):
        country = _country(row["eu_country_code"])
        yield Body(Kind.CITY, row["legal_name"], country, pic=row["pic"])


def _rows(file: Path, delimiter: str = ",") -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=delimiter):
            yield {key: (value or "").strip() for key, value in row.items() if key}


def _kind(listed: str) -> Kind:
    kind = listed.lower()
    if kind in TOWNS:
        return Kind.CITY
    return Kind.REGION if any(word in kind for word in REGIONS) else Kind.NGO


def _country(text: str) -> str:
    return iso_country(text) or ""


def _vat(text: str) -> str:
    """A list's VAT number if it is one; others are left out, as a person entering it would."""
    try:
        return rules.normalised_vat(text) or ""
    except Refused:
        return ""


def key_of(body: Body) -> tuple[str, str]:
    """What makes two rows one organisation: country and folded name, of a town its heart."""
    name = rules.core_name(body.name) if body.kind is Kind.CITY else fold(body.name)
    return body.country, name
