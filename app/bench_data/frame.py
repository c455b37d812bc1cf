"""Units, accounts, strategy and framework: few enough to be made by the services themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.bench_data import names
from app.bench_data.draws import Draws, Weighted
from app.bench_data.scales import REGISTER, moment
from app.bench_data.world import Person, World
from app.core import clock
from app.core.audit import SYSTEM
from app.core.permissions import Role
from app.core.session import Session
from app.strategy import services as strategy
from app.strategy.models import FocusAreaGroup, Strategy, StrategyKind
from app.users import passwords
from app.users import services as users
from app.users.models import UnitKind, User
from app.users.rules import DEMONSTRATION_DOMAIN

# One account of each role, all with the password that was given.
KNOWN = {
    "reader": Role.READER, "contributor": Role.CONTRIBUTOR, "officer": Role.OFFICER,
    "manager": Role.MANAGER, "admin": Role.ADMINISTRATOR,
}  # fmt: skip
SHARES = Weighted(
    {
        Role.READER: 30,
        Role.CONTRIBUTOR: 34,
        Role.OFFICER: 30,
        Role.MANAGER: 5,
        Role.ADMINISTRATOR: 1,
    }
)
SUBJECTS = (
    ("International Affairs", "Kansainväliset asiat", "Internationella ärenden"),
    ("Urban Environment", "Kaupunkiympäristö", "Stadsmiljö"),
    ("Education", "Kasvatus ja koulutus", "Fostran och utbildning"),
    ("Culture and Leisure", "Kulttuuri ja vapaa-aika", "Kultur och fritid"),
    ("Social Services and Health", "Sosiaali- ja terveyspalvelut", "Social- och hälsovård"),
    ("Economic Development", "Elinkeinot", "Näringsliv"),
    ("Digital Services", "Digitaaliset palvelut", "Digitala tjänster"),
    ("Climate", "Ilmasto", "Klimat"),
    ("Mobility", "Liikkuminen", "Mobilitet"),
    ("Housing", "Asuminen", "Boende"),
    ("Procurement", "Hankinnat", "Upphandling"),
    ("Communications", "Viestintä", "Kommunikation"),
)
LEVELS = (
    (UnitKind.DIVISION, "Division", "toimiala", "sektorn"),
    (UnitKind.DEPARTMENT, "Department", "osasto", "avdelningen"),
    (UnitKind.UNIT, "Unit", "yksikkö", "enheten"),
    (UnitKind.SERVICE, "Service", "palvelu", "tjänsten"),
    (UnitKind.SUBSIDIARY, "Company", "yhtiö", "bolaget"),
)
GOALS = (
    ("Carbon-neutral city", "Hiilineutraali kaupunki", "Klimatneutral stad"),
    ("Good schools for everybody", "Hyvä koulu kaikille", "En bra skola för alla"),
    ("Work for those who move here", "Työtä tänne muuttaville", "Arbete för dem som flyttar hit"),
    ("Streets for people", "Katuja ihmisille", "Gator för människor"),
    ("Homes people can afford", "Kohtuuhintaisia koteja", "Bostäder man har råd med"),
    ("Growth from new companies", "Kasvua uusista yrityksistä", "Tillväxt genom nya företag"),
    ("Culture in every district", "Kulttuuria joka kaupunginosaan", "Kultur i varje stadsdel"),
    ("A safe and open city", "Turvallinen ja avoin kaupunki", "En trygg och öppen stad"),
)
OBJECTIVES = (
    ("Learn from the best", "Opimme parhailta", "Vi lär oss av de bästa"),
    ("Be heard in Europe", "Vaikutamme Euroopassa", "Vi påverkar i Europa"),
    ("Bring in funding and talent", "Tuomme rahaa ja osaajia", "Vi lockar pengar och kunnande"),
    (
        "Be known for what works",
        "Meidät tunnetaan toimivuudesta",
        "Vi är kända för det som fungerar",
    ),
)
MEGATRENDS = (
    ("Climate change", "Ilmastonmuutos", "Klimatförändringen"),
    ("Digitalisation", "Digitalisaatio", "Digitaliseringen"),
)
STRENGTHS = (
    ("Learning", "Oppiminen", "Lärande"),
    ("Health and well-being", "Terveys ja hyvinvointi", "Hälsa och välfärd"),
    ("Mobility and planning", "Liikkuminen ja kaavoitus", "Mobilitet och planering"),
    ("Culture and events", "Kulttuuri ja tapahtumat", "Kultur och evenemang"),
    ("Start-ups and trade", "Kasvuyritykset ja kauppa", "Tillväxtföretag och handel"),
    ("Open city data", "Kaupungin avoin data", "Stadens öppna data"),
)
IN_FORCE = date(2021, 8, 1)


def make(session: Session, world: World, password: str, tick: Callable[[int], None]) -> None:
    """Make all of it on the first day; ``tick`` is called with how many accounts were made."""
    session.info["request_id"] = "00000000-0000-4000-8000-000000000000"
    with clock.at(moment(REGISTER)):
        _strategies(session, world)
        _people(session, world, tick)
        _give_password(session, password)


def _called(words: tuple[str, str, str], field: str = "name") -> dict[str, str]:
    return dict(zip((f"{field}_en", f"{field}_fi", f"{field}_sv"), words, strict=True))


def _strategies(session: Session, world: World) -> None:
    framework = _draft(session, StrategyKind.FRAMEWORK, "International framework")
    for place, words in enumerate(OBJECTIVES, start=1):
        values = {**_called(words), "code": f"O{place}", "key_bodies": "City Board"}
        objective = strategy.add_objective(session, framework, values, actor=SYSTEM)
        world.objectives.append(objective.id)
    for group, areas in (
        (FocusAreaGroup.MEGATREND, MEGATRENDS),
        (FocusAreaGroup.STRENGTH, STRENGTHS),
    ):
        for words in areas:
            values = {**_called(words), "code": f"F{len(world.focus_areas) + 1}", "group": group}
            area = strategy.add_focus_area(session, framework, values, actor=SYSTEM)
            world.focus_areas.append(area.id)
    _adopt(session, framework)
    city = _draft(session, StrategyKind.CITY_STRATEGY, "City strategy")
    for place, words in enumerate(GOALS):
        served = {
            "objectives": [world.objectives[place % len(OBJECTIVES)]],
            "sdgs": [1 + place * 2, 17],
        }
        coded = {**_called(words), "code": f"G{place + 1}"}
        goal = strategy.add_goal(session, city, {**coded, **served}, actor=SYSTEM)
        world.goals.append(goal.id)
        measure = {"name_en": f"Measure of goal {place + 1}", "unit": "%", "target_year": 2029}
        strategy.add_indicator(session, goal, measure, actor=SYSTEM)
    _adopt(session, city)


def _draft(session: Session, kind: StrategyKind, title: str) -> Strategy:
    values = {
        "kind": kind,
        "title_en": title,
        "vision_en": "A city that works, together with others",
        "period_from": 2021,
        "period_to": 2029,
    }
    return strategy.create_strategy(session, values, actor=SYSTEM)


def _adopt(session: Session, draft: Strategy) -> None:
    decision = {"adopted_by": "City Council", "decided_on": IN_FORCE, "in_force_from": IN_FORCE}
    strategy.adopt(session, draft, decision, actor=SYSTEM)


def _people(session: Session, world: World, tick: Callable[[int], None]) -> None:
    units: list[int] = []
    for place in range(world.scale.units):
        kind, *words = LEVELS[place // len(SUBJECTS)]
        subject = SUBJECTS[place % len(SUBJECTS)]
        called = tuple(f"{each}, {word}" for each, word in zip(subject, words, strict=True))
        above = units[place - len(SUBJECTS)] if place >= len(SUBJECTS) else None
        values = {**_called(called), "kind": kind, "parent_id": above}  # type: ignore[arg-type]
        units.append(users.create_unit(session, values, actor=SYSTEM).id)
    for number in range(1, world.scale.users + 1):
        values = _user(number, units)
        user = users.create_user(session, values, actor=SYSTEM)
        world.people.append(Person(user.id, user.name, user.role, user.unit_id))
        tick(1)


def _user(number: int, units: list[int]) -> dict[str, Any]:
    draws = Draws(f"user {number}")
    given, family = names.given(draws), names.family(draws)
    key = list(KNOWN)[number - 1] if number <= len(KNOWN) else ""
    return {
        "email": f"{key or f'user{number}'}{DEMONSTRATION_DOMAIN}",
        "name": f"{given} {family}",
        "title": draws.pick(("Officer", "Planner", "Project manager", "Adviser", "Head of unit")),
        "role": KNOWN.get(key) or SHARES.draw(draws),
        "unit_id": units[0] if key else draws.pick(units),
        "locale": "en" if key else draws.pick(("en", "fi", "fi", "sv")),
    }


def _give_password(session: Session, password: str) -> None:
    """Hash once for all, with a salt that is the same each time, and let the known ones in."""
    salt = hashlib.sha256(f"bench-data {password}".encode()).digest()[:16]
    table: Any = User.__table__
    known = [f"{key}{DEMONSTRATION_DOMAIN}" for key in KNOWN]
    session.connection().execute(
        sa.update(table)
        .where(table.c.email_folded.in_(known))
        .values(
            password_hash=passwords.hash_password(password, salt=salt),
            password_changed_at=moment(REGISTER + timedelta(days=1)),
        )
    )
