"""Units, accounts and the coordination group."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.coordination import services as coordination
from app.coordination.models import Seat, SeatMember
from app.core.audit import SYSTEM
from app.core.permissions import Role
from app.demonstration.facts import Facts, read, translations
from app.demonstration.world import World
from app.users import queries
from app.users import services as users
from app.users.models import UnitKind

DOMAIN = "demo.example"
# Seats are known from the year of the document; who sat in them is told from here on.
FIRST_MEMBERS = date(2023, 8, 1)


def plan(world: World, password: str) -> None:
    """Put down the units and accounts of the first day, and the group's composition after them."""
    facts = read(world.city, "people")
    world.agenda.add(world.start, 8, lambda: _add_units(world, facts["units"]))
    world.agenda.add(world.start, 8, lambda: _add_users(world, facts, password))
    world.agenda.add(world.start + timedelta(days=1), 9, lambda: _add_seats(world, facts))
    for key, departure in facts.get("departures", {}).items():
        left = world.workday(world.ago(departure["days_ago"]))
        world.successors[departure["to"]] = (key, left)
        world.agenda.add(left, 15, _leaver(world, key))
    for given in facts.get("hand_overs", ()):
        world.agenda.add(world.workday(world.ago(given["days_ago"])), 15, _sharer(world, given))


def _add_units(world: World, facts: Facts) -> None:
    for key, unit in facts.items():
        parent = world.units[unit["parent"]].id if "parent" in unit else None
        values = {
            **translations([unit["en"], unit["fi"], unit["sv"]]),
            "kind": UnitKind(unit["kind"]),
            "parent_id": parent,
        }
        world.units[key] = users.create_unit(world.session, values, actor=SYSTEM)


def _add_users(world: World, facts: Facts, password: str) -> None:
    for group, secret in (("accounts", password), ("roles", "")):
        for key, person in facts.get(group, {}).items():
            values = {
                "email": f"{key.replace('_', '.')}@{DOMAIN}",
                "name": person["name"],
                "title": person.get("title", ""),
                "role": Role(person["role"]),
                "unit_id": world.units[person["unit"]].id,
                "password": secret,
            }
            world.users[key] = users.create_user(world.session, values, actor=SYSTEM)


def _leaver(world: World, key: str) -> Any:
    def leave() -> None:
        users.deactivate_user(world.session, world.users[key], actor=world.users["admin"])

    return leave


def _sharer(world: World, given: Facts) -> Any:
    def share() -> None:
        successor = world.users[given["to"]]
        decided = users.Given(
            for_the_rest=users.Decision(successor.id), note=given["note"], reason=given["reason"]
        )
        giver = world.users[given["from"]]
        users.hand_over(world.session, giver, decided, actor=world.users["admin"])
        if "declined" in given:
            waiting = [item.id for item in queries.handed_to(world.session, successor.id)]
            users.decline_items(world.session, waiting, given["declined"], actor=successor)

    return share


def _add_seats(world: World, facts: Facts) -> None:
    manager = world.users["manager"]
    for position, given in enumerate(facts.get("seats", ()), start=1):
        values = {
            **translations([given["en"], given["fi"], given["sv"]]),
            "unit_id": world.units[given["unit"]].id if "unit" in given else None,
            "position": position,
            "started_on": date(2019, 1, 1),
            "note": "The document names the seat; who holds it here is an example.",
            "source": facts["source"],
            "evidence_on": date(2019, 12, 31),
            "is_demonstration": True,
        }
        seat = coordination.add_seat(world.session, values, actor=manager)
        if not given.get("vacant"):
            _seat_members(world, seat, given)


def _seat_members(world: World, seat: Seat, given: Facts) -> None:
    first = _holder(world, given) | {"is_chair": given.get("chair", False)}
    values = {**first, "started_on": FIRST_MEMBERS}
    member = coordination.add_member(world.session, seat, values, actor=world.users["manager"])
    for change in given.get("changes", ()):
        day = world.workday(world.ago(change["days_ago"]))
        world.agenda.add(day, 10, _change(world, seat, member, change, day))


def _holder(world: World, given: Facts) -> dict[str, Any]:
    if "account" in given:
        return {"user_id": world.users[given["account"]].id}
    return {"name": given["name"]}


def _change(world: World, seat: Seat, member: SeatMember, change: Facts, day: date) -> Any:
    def hand_over() -> None:
        actor = world.users["manager"]
        ending = {"ended_on": day - timedelta(days=1), "reason": "New holder of the role."}
        coordination.end_membership(world.session, member, ending, actor=actor)
        values = {**_holder(world, change), "started_on": day}
        coordination.add_member(world.session, seat, values, actor=actor)

    return hand_over
