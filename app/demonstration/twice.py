"""The same body and the same person entered twice, as two divisions do; found by night."""

from __future__ import annotations

from typing import Any

from app.demonstration.facts import Facts, read
from app.demonstration.register import PURPOSE
from app.demonstration.world import World
from app.organisations import rules, services
from app.organisations.models import OrganisationKind


def plan(world: World) -> None:
    """Somebody enters what is there already; the night after yesterday all are compared."""
    again = read(world.city, "register").get("again", {})
    for given in again.get("bodies", ()):
        world.agenda.add(world.workday(world.ago(given["days_ago"])), 10, _body(world, given))
    for given in again.get("people", ()):
        world.agenda.add(world.workday(world.ago(given["days_ago"])), 11, _person(world, given))
    world.agenda.add(world.ago(1), 3, lambda: _compare(world))


def _body(world: World, given: Facts) -> Any:
    def enter() -> None:
        actor, person = world.users[given["by"]], given["person"]
        values = {
            "kind": OrganisationKind(given["kind"]),
            "name": given["name"],
            "country": given["country"],
            "source": "Entered for a meeting",
        }
        body = services.create_organisation(world.session, values, actor=actor)
        name = f"{person['role']} ({given['name']})"
        written = _contact(name, person["role"], person["languages"], body.id)
        written["email"] = person["email"]
        services.create_contact(world.session, written, actor=actor)

    return enter


def _person(world: World, given: Facts) -> Any:
    def enter() -> None:
        key, number = given["who"]
        known, body = world.contacts[key, number], world.organisations[key]
        name = f"{given['role']} ({body.name_en or body.name})"
        values = _contact(name, given["role"], known.languages, body.id)
        values["email"] = known.email
        services.create_contact(world.session, values, actor=world.users[given["by"]])

    return enter


def _contact(name: str, role: str, languages: str, organisation_id: int) -> dict[str, Any]:
    return {
        "family_name": name,
        "title": role,
        "role": role,
        "languages": languages,
        "source": "Example of the demonstration",
        "purpose": PURPOSE,
        "is_demonstration": True,
        "organisation_id": organisation_id,
    }


def _compare(world: World) -> None:
    for kind in (rules.ORGANISATION, rules.CONTACT):
        services.find_duplicates(world.session, kind)
