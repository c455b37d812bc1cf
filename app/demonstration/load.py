"""Writes one demonstration city into an empty database."""

from __future__ import annotations

from random import Random

from flask import Flask

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import _
from app.core.session import Session, db
from app.demonstration import (
    case_studies,
    changes,
    introductions,
    knowledge,
    log,
    papers,
    partnerships,
    people,
    promises,
    proposals,
    register,
    reviews,
    strategies,
    twice,
    visits,
)
from app.demonstration.world import Agenda, World
from app.users import queries as users

CITIES = ("helsinki", "espoo")


def load_city(app: Flask, city: str, password: str) -> None:
    """Write the demonstration of ``city`` in one transaction; ``none`` writes nothing.

    The five demonstration accounts share ``password``. Raises Refused where accounts exist already,
    so that examples never mix with a city's own records. Same day and city, same records.
    """
    if city not in CITIES:
        return
    with app.app_context(), db.transaction() as session:
        if users.has_accounts(session):
            raise Refused(_("The demonstration is loaded into an empty database only."))
        _write(session, city, password)


def _write(session: Session, city: str, password: str) -> None:
    world = World(
        session=session,
        city=city,
        today=clock.today(),
        agenda=Agenda(clock.now()),
        rng=Random(city),  # noqa: S311 (examples, not secrets)
    )
    people.plan(world, password)
    strategies.plan(world)
    register.plan(world)
    twice.plan(world)
    partnerships.plan(world)
    papers.plan(world)
    log.plan(world)
    promises.plan(world)
    proposals.plan(world)
    visits.plan(world)
    introductions.plan(world)
    reviews.plan(world)
    changes.plan(world)
    knowledge.plan(world)
    case_studies.plan(world)
    world.agenda.live()
