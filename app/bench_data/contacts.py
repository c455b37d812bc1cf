"""People at organisations; some moved to another one, some left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.bench_data import names
from app.bench_data.draws import Draws, mixed
from app.bench_data.organisations import SOURCE
from app.bench_data.scales import (
    BUSY_ORGANISATION,
    FIRST,
    LOGGED_DAYS,
    TODAY,
    Scale,
    filled_on,
    moment,
)
from app.bench_data.world import Act, Spec, World
from app.core.db import Visibility
from app.core.permissions import Role

ROLES = (
    "Adviser", "Head of international affairs", "Mayor", "Deputy mayor", "Director", "Planner",
    "Project manager", "Professor", "Researcher", "Coordinator", "Secretary general", "Architect",
    "Policy officer", "Communications officer", "Engineer", "Chief executive",
)  # fmt: skip
LANGUAGES = ("en", "en fi", "sv en", "de en", "fr en", "en es", "uk en", "ja en", "el en", "ar fr")
SCRIPTS = ("cyrillic", "greek", "katakana", "arabic")
# A contact of each so many works at the busy organisation.
AT_BUSY = 100


@dataclass(frozen=True, slots=True)
class Post:
    """Where a contact works; with ``moved_on`` at ``second_id`` from then on, or nowhere (0)."""

    organisation_id: int
    moved_on: date | None = None
    second_id: int = 0

    def is_first_on(self, day: date) -> bool:
        return self.moved_on is None or day < self.moved_on


def post(scale: Scale, number: int) -> Post:
    """The same for a number each time, so that the log need not remember half a million people."""
    if number % AT_BUSY == 1:
        return Post(BUSY_ORGANISATION)
    organisations = scale.organisations
    if mixed(number, 1) < 0.7:
        first = 1 + (number - 1) % organisations
    else:
        first = 1 + int(organisations * mixed(number, 2) ** 2)
    fate = mixed(number, 3)
    if fate > 0.12:
        return Post(first)
    moved_on = FIRST + timedelta(days=90 + int((LOGGED_DAYS - 100) * mixed(number, 4)))
    second = 0 if fate < 0.02 else 1 + int(organisations * mixed(number, 5))
    return Post(first, moved_on, second)


def contact(world: World, number: int) -> Spec:
    """The contact of this number."""
    draws = Draws(f"contact {number}")
    where = post(world.scale, number)
    at = moment(filled_on(number, world.scale.contacts) + timedelta(days=5), 7 + draws.below(9))
    author = draws.pick(world.of_role(Role.CONTRIBUTOR, Role.OFFICER))
    role = draws.pick(ROLES)
    values: dict[str, Any] = {
        **_called(draws, number),
        "title": role,
        "languages": draws.pick(LANGUAGES),
        "source": SOURCE,
        "purpose": "International cooperation of the city",
        "organisation_id": where.organisation_id,
        "role": role,
    }
    if draws.chance(0.7):
        values["started_on"] = date(2010, 1, 1) + timedelta(days=draws.below(4000))
    if draws.chance(0.3):
        values["unit"] = draws.pick(("International affairs", "Planning", "Mayor's office"))
    if draws.chance(0.4):
        values["phones"] = f"+358 9 {draws.below(10_000_000):07d}"
    if draws.chance(0.6):
        values["last_verified_on"] = at.date() - timedelta(days=draws.below(700))
    if draws.chance(0.01):
        values |= {"visibility": Visibility.RESTRICTED, "unit_id": author.unit_id}
    return Spec(number, at, author.id, values, tuple(_acts(draws, where, role, author.id)))


def _called(draws: Draws, number: int) -> dict[str, str]:
    given, family = names.given(draws), names.family(draws)
    if draws.chance(0.05):
        given, family = names.native_person(draws, draws.pick(SCRIPTS))
    found = {"family_name": family, "email": f"contact{number}@partner.example"}
    return found if draws.chance(0.02) else {"given_name": given, **found}


def _acts(draws: Draws, where: Post, role: str, author: int) -> list[Act]:
    acts = []
    if where.moved_on is not None:
        at = moment(where.moved_on, 9)
        if where.second_id:
            job = {
                "organisation_id": where.second_id,
                "role": draws.pick(ROLES),
                "started_on": where.moved_on,
            }
            acts.append(Act("move_job", at, author, job))
        else:
            last = where.moved_on - timedelta(days=1)
            acts.append(Act("end_affiliation", at, author, {"ended_on": last}))
    if draws.chance(0.02):
        at = moment(TODAY - timedelta(days=draws.between(2, 9)), 10)
        acts.append(Act("archive", at, author))
    return acts
