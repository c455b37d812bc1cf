"""Organisations with their names and standings, lists of members, contacts and their moves."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.core.search.fold import fold
from app.demonstration import facts as written
from app.demonstration.facts import Facts, read
from app.demonstration.world import World
from app.organisations import services
from app.organisations.models import AliasKind, Contact, Organisation, OrganisationKind, Standing
from app.strategy import services as strategy

COMMON = "Commonly known names and place; nothing else is claimed."
PURPOSE = "International cooperation of the city"


def plan(world: World) -> None:
    """The register is filled in its first weeks; people move and are checked later."""
    add, start = world.agenda.add, world.start
    add(start + timedelta(days=2), 9, lambda: _add_organisations(world))
    members = read("common", "members")
    for network, listed in members["networks"].items():
        given = members["lists"][listed["list"]]
        day = max(start + timedelta(days=3), given["on"])
        add(day, 9, _adding_members(world, network, given, listed))
    add(start + timedelta(days=5), 9, lambda: _add_judgements(world))
    contacts = read(world.city, "contacts")
    for place, (organisation, roles) in enumerate(contacts["at"].items()):
        day = world.workday(start + timedelta(days=6 + place % 40))
        add(day, 10, _adding_contacts(world, organisation, roles))
    for move in contacts.get("moves", ()):
        add(world.workday(world.ago(move["days_ago"])), 13, _moving(world, move))


def _add_organisations(world: World) -> None:
    for key, given in written.organisations(world.city).items():
        world.organisations[key] = services.create_organisation(
            world.session, _organisation(given), actor=world.users["officer"]
        )
    for key, given in written.organisations(world.city).items():
        if parent := given.get("parent"):
            services.update_organisation(
                world.session,
                world.organisations[key],
                {"parent_id": world.organisations[parent].id},
                actor=world.users["officer"],
            )


def _organisation(given: Facts) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": OrganisationKind(given["kind"]),
        "name": given["name"],
        "aliases": [_alias(text) for text in given.get("also", ())],
        "source": given.get("source", COMMON),
        **(written.translations(given["names"]) if "names" in given else {}),
        **{name: given[name] for name in ("acronym", "country", "website", "pic", "vat")
           if name in given},
    }  # fmt: skip
    if given["kind"] == "city":
        values["city"] = given["names"][0]
    elif "city" in given:
        values["city"] = given["city"]
    if "at" in given:
        values["latitude"], values["longitude"] = (Decimal(str(n)) for n in given["at"])
    return values


def _alias(text: str) -> tuple[str, AliasKind]:
    kind, name = text.split(":", 1)
    return name, AliasKind(kind)


def _adding_members(world: World, network: str, given: Facts, listed: Facts) -> Any:
    def add() -> None:
        statuses = {name: who for name, who in listed.items() if name != "list"}
        for status, members in statuses.items():
            for member in members:
                values = {
                    "network_id": world.organisations[network].id,
                    "member_id": world.organisations[member].id,
                    "status": status,
                    "source": given["source"],
                    "evidence_on": given["on"],
                }
                services.add_network_member(world.session, values, actor=world.users["officer"])
        described = {
            "source": given["source"], "listed_on": given["on"], "is_complete": given["complete"],
        }  # fmt: skip
        services.describe_member_list(
            world.session, world.organisations[network].id, described, actor=world.users["officer"]
        )

    return add


def _add_judgements(world: World) -> None:
    given, session, actor = read(world.city, "register"), world.session, world.users["manager"]
    for flag in ("peer", "influencer"):
        facts = given.get(f"{flag}s", {"who": ()})
        for key in facts["who"]:
            values = {f"{flag}_from": facts["from"]}
            services.update_organisation(session, world.organisations[key], values, actor=actor)
    for key in given.get("suspended", {}).get("who", ()):
        services.set_standing(
            session,
            world.organisations[key],
            Standing.SUSPENDED,
            given["suspended"]["reason"],
            actor=actor,
        )
    for key, codes in given.get("expertise", {}).items():
        areas = [world.focus_areas[code].id for code in codes]
        strategy.set_expertise(session, world.organisations[key].id, areas, actor=actor)


def short_name(organisation: Organisation) -> str:
    """What people call it: the English name of a city, the acronym of a network."""
    return organisation.name_en or organisation.acronym or organisation.name


def _adding_contacts(world: World, key: str, roles: list[list[str]]) -> Any:
    def add() -> None:
        for number, (role, languages) in enumerate(roles):
            contact = services.create_contact(
                world.session, _contact(world, key, role, languages), actor=world.users["officer"]
            )
            world.contacts[key, number] = contact
            if world.rng.random() < 0.6:
                day = world.ago(world.rng.randrange(10, 500))
                world.agenda.add(world.workday(day), 14, _verifying(world, contact))

    return add


def _contact(world: World, key: str, role: str, languages: str) -> dict[str, Any]:
    organisation = world.organisations[key]
    address = ".".join(fold(role).split()[:3])
    host = fold(short_name(organisation)).replace(" ", "-")
    return {
        "family_name": f"{role} ({short_name(organisation)})",
        "title": role,
        "languages": languages,
        "email": f"{address}@{host}.example",
        "source": "Example of the demonstration",
        "purpose": PURPOSE,
        "is_demonstration": True,
        "organisation_id": organisation.id,
        "role": role,
        "started_on": _began(world),
    }


def _began(world: World) -> date | None:
    """For a quarter of them nobody has asked since when."""
    days = world.rng.randrange(120, 1800)
    return None if world.rng.random() < 0.25 else world.start - timedelta(days=days)


def _verifying(world: World, contact: Contact) -> Any:
    def verify() -> None:
        services.verify_contact(world.session, contact, actor=world.users["officer"])

    return verify


def _moving(world: World, move: Facts) -> Any:
    def change() -> None:
        key, number = move["from"]
        contact = world.contacts[key, number]
        to = world.organisations[move["to"]]
        day = world.workday(world.ago(move["days_ago"]))
        values = {"organisation_id": to.id, "role": move["role"], "started_on": day}
        services.move_job(world.session, contact, values, actor=world.users["cities"])
        named = {"family_name": f"{move['role']} ({short_name(to)})", "title": move["role"]}
        services.update_contact(world.session, contact, named, actor=world.users["cities"])

    return change
