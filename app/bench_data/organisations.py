"""Organisations of all kinds and countries, under names in several languages and scripts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.bench_data import names
from app.bench_data.draws import Draws, Weighted
from app.bench_data.scales import BUSY_ORGANISATION, TODAY, filled_on, moment
from app.bench_data.world import Act, Spec, World
from app.core.permissions import Role
from app.organisations.models import AliasKind, OrganisationKind, Standing

K = OrganisationKind
KINDS = Weighted(
    {
        K.CITY: 34, K.REGION: 5, K.CITY_NETWORK: 3, K.INTERNATIONAL_ORGANISATION: 2, K.EU_BODY: 1,
        K.NATIONAL_GOVERNMENT: 3, K.UNIVERSITY: 12, K.COMPANY: 26, K.NGO: 11, K.CITY_GROUP: 3,
    }
)  # fmt: skip
# Each kind under its English, Finnish and Swedish name; the first is the official one.
PATTERNS: dict[OrganisationKind, tuple[str, str, str]] = {
    K.CITY: ("City of {}", "{}n kaupunki", "{} stad"),
    K.REGION: ("Region of {}", "{}n maakunta", "Landskapet {}"),
    K.CITY_NETWORK: ("{} Cities Network", "{}n kaupunkiverkosto", "Stadsnätverket {}"),
    K.INTERNATIONAL_ORGANISATION: ("{} Forum of Cities", "{}n foorumi", "Forumet {}"),
    K.EU_BODY: ("European Agency {}", "Euroopan virasto {}", "Europeiska byrån {}"),
    K.NATIONAL_GOVERNMENT: ("Ministry of {}", "{}n ministeriö", "{} ministeriet"),
    K.UNIVERSITY: ("University of {}", "{}n yliopisto", "{} universitet"),
    K.COMPANY: ("{} Mobility Ltd", "", ""),
    K.NGO: ("Friends of {}", "{}n ystävät", "{} vänner"),
    K.CITY_GROUP: ("{} Harbour Company", "{}n satama", "{} hamn"),
}
COMPANIES = ("Mobility Ltd", "Energy Oy", "Data AB", "Bau GmbH", "Design A/S", "Santé S.A.")
SOURCE = "Generated for measuring"
# One of so many is out of standing, or archived; partnerships are made with the others.
OUT_OF_STANDING, ARCHIVED = 83, 50


def is_sound(number: int) -> bool:
    """Whether this organisation may be a partner."""
    return number % OUT_OF_STANDING != 7 and number % ARCHIVED != 3


def organisation(world: World, number: int) -> Spec:
    """The organisation of this number; the busy one is a network, in good standing."""
    draws = Draws(f"organisation {number}")
    is_busy = number == BUSY_ORGANISATION
    kind = K.CITY_NETWORK if is_busy else KINDS.draw(draws)
    country = names.COUNTRY.draw(draws)
    at = moment(filled_on(number, world.scale.organisations), 7 + draws.below(9))
    author = draws.pick(world.of_role(Role.OFFICER, Role.MANAGER)).id
    values = {
        "kind": kind,
        **_called(draws, kind, number, country),
        "country": country,
        **_placed(draws, kind, number, country),
        **_evidence(draws, at.date()),
    }
    acts = () if is_busy else tuple(_acts(world, draws, number, author))
    return Spec(number, at, author, values, acts)


def _called(draws: Draws, kind: OrganisationKind, number: int, country: str) -> dict[str, Any]:
    place = names.place(number, country)
    english, finnish, swedish = (pattern.format(place) for pattern in PATTERNS[kind])
    if kind is K.COMPANY:
        english = f"{place} {draws.pick(COMPANIES)}"
    found: dict[str, Any] = {"name": english}
    if finnish and draws.chance(0.5):
        found |= {"name_en": english, "name_fi": finnish, "name_sv": swedish}
    if kind in (K.CITY_NETWORK, K.INTERNATIONAL_ORGANISATION):
        found["acronym"] = "".join(word[0] for word in english.split()) + place[1:3].upper()
    aliases = []
    if kind is K.CITY and country in names.NATIVE:
        aliases.append((names.native(number, names.NATIVE[country]), AliasKind.NATIVE))
    if draws.chance(0.12):
        former = names.place(number + 210_000, country)
        aliases.append((former, draws.pick((AliasKind.FORMER, AliasKind.ALIAS, AliasKind.EXONYM))))
    if aliases:
        found["aliases"] = aliases
    return found


def _placed(draws: Draws, kind: OrganisationKind, number: int, country: str) -> dict[str, Any]:
    place = names.place(number, country)
    found: dict[str, Any] = {"city": place}
    if kind is K.CITY:
        found["latitude"] = Decimal(draws.between(3_500_000, 6_800_000)) / 100_000
        found["longitude"] = Decimal(draws.between(-900_000, 4_000_000)) / 100_000
        if number % 997 == 2:
            found["peer_from"] = date(2019, 6, 10)
        if number % 2503 == 5:
            found["influencer_from"] = date(2021, 1, 1)
    if draws.chance(0.5):
        found["website"] = f"https://www.org{number}.example"
    if draws.chance(0.2):
        found["pic"] = f"9{number:08d}"
    if draws.chance(0.1):
        found["wikidata"] = f"Q{900_000 + number}"
    if draws.chance(0.3):
        found["description"] = (
            f"{place}: {draws.pick(COMPANIES)[:-4]} and more, since {1900 + draws.below(120)}."
        )
    return found


def _evidence(draws: Draws, today: date) -> dict[str, Any]:
    return {"source": SOURCE, "evidence_on": today - timedelta(days=draws.below(900))}


def _acts(world: World, draws: Draws, number: int, author: int) -> list[Act]:
    acts = []
    if draws.chance(0.05):
        areas = draws.few(world.focus_areas, 2)
        at = moment(TODAY - timedelta(days=draws.between(1200, 1500)), 9)
        acts.append(Act("set_expertise", at, author, {"focus_areas": areas}))
    if number % OUT_OF_STANDING == 7:
        standing = Standing.SUSPENDED if draws.chance(0.2) else Standing.CAUTION
        at = moment(TODAY - timedelta(days=draws.between(300, 900)), 10)
        reason = "What was agreed was not kept; see the minutes."
        acts.append(Act("set_standing", at, author, {"standing": standing}, reason))
    if number % ARCHIVED == 3:
        at = moment(TODAY - timedelta(days=draws.between(5, 250)), 11)
        acts.append(Act("archive", at, author))
    return acts


def members(world: World, network: int) -> list[Spec]:
    """Who is listed as a member of this network, each once; a few networks are large."""
    draws = Draws(f"members {network}")
    count = 4 + draws.skewed(min(200, world.scale.organisations // 10), 4.0)
    chosen = {1 + draws.below(world.scale.organisations) for _ in range(count)} - {network}
    at = moment(filled_on(network, world.scale.organisations) + timedelta(days=3), 9)
    author = draws.pick(world.of_role(Role.OFFICER)).id
    return [
        Spec(
            network,
            at,
            author,
            {
                "network_id": network,
                "member_id": member,
                "status": "Member",
                "joined_year": draws.between(1985, 2021),
                "source": SOURCE,
                "evidence_on": at.date(),
            },
        )
        for member in sorted(chosen)
    ]


def member_list(world: World, network: int) -> Spec:
    """What is said of this network's list; two in five are not known to be complete."""
    draws = Draws(f"list {network}")
    at = moment(filled_on(network, world.scale.organisations) + timedelta(days=3), 10)
    values = {"source": SOURCE, "listed_on": at.date(), "is_complete": draws.chance(0.6)}
    return Spec(network, at, draws.pick(world.of_role(Role.OFFICER)).id, values)
