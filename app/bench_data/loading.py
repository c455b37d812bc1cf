"""Fills an empty database, stage by stage; nothing of it stays when it cannot be finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from app.bench_data import frame, partnerships, postgres, reviews, sqlite
from app.bench_data.batch import Batch, last_numbers
from app.bench_data.contact_rows import Contacts
from app.bench_data.engagement_rows import Engagements
from app.bench_data.engagements import engagements
from app.bench_data.index import SPELLING, Index
from app.bench_data.meetings import People, meetings, note_last
from app.bench_data.organisation_rows import Organisations
from app.bench_data.partnership_rows import Partnerships
from app.bench_data.scales import Scale
from app.bench_data.texts import Texts
from app.bench_data.world import World
from app.core.audit import Audited
from app.core.db import Base
from app.core.errors import Refused
from app.core.session import Session
from app.engagements import services as log

Tick = Callable[[int], None]
# What the progress of a stage is counted in, beside its own records: so many for each engagement.
LOOKING_AHEAD, WRITING, FINISHING = 1, 8, 3
PLACES: dict[str, Any] = {"sqlite": sqlite.place, "postgresql": postgres.place}


def steps(scale: Scale) -> int:
    """How often ``load`` ticks."""
    records = scale.users + scale.organisations + scale.contacts + scale.partnerships
    return records + scale.engagements * (LOOKING_AHEAD + WRITING + FINISHING)


def load(url: str, scale: Scale, password: str, tick: Tick) -> None:
    """Fill the migrated, empty database at ``url``; the known accounts share ``password``.

    ``tick`` is called with numbers that add up to ``steps``. Raises Refused where there are
    records already.
    """
    address = sa.make_url(url)
    _demand_empty(address)
    with PLACES[address.get_backend_name()](address) as place:
        world = World(scale, Texts())
        with place.session() as session:
            frame.make(session, world, password, tick)
            numbers, known = last_numbers(session), _spellings(session)
        with place.writing() as sink:
            batch = Batch(sink, numbers, {person.id: person.name for person in world.people})
            index = Index(batch, world.texts)
            _write(world, batch, index, tick)
            index.write_spellings(sink, known)
        with place.session() as session:
            log.rebuild_summaries(session)
            reviews.make(session, world)
        tick(scale.engagements * FINISHING)
        place.settle()


def _demand_empty(address: sa.URL) -> None:
    engine = sa.create_engine(address, poolclass=sa.NullPool)
    tables = {
        mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Audited)
    }
    with engine.connect() as connection:
        for table in tables:
            found = sa.select(sa.literal(1)).select_from(table).limit(1)
            if connection.execute(found).first():
                raise Refused("The database is in use already; begin with an empty one.")


def _spellings(session: Session) -> set[str]:
    spelling = Base.metadata.tables[SPELLING]
    return set(session.scalars(sa.select(spelling.c.word).distinct()))


def _write(world: World, batch: Batch, index: Index, tick: Tick) -> None:
    scale = world.scale
    for number in _counted(scale.partnerships, batch):
        world.links.append(partnerships.link(partnerships.partnership(world, number)))
    people = People(scale)
    for meeting in meetings(world, people):
        note_last(world, meeting)
        if meeting.number % 1000 == 0:
            tick(1000 * LOOKING_AHEAD)
    organisations = Organisations(world, batch, index)
    _each(organisations.write, scale.organisations, batch, tick)
    for network in organisations.networks:
        organisations.write_members(network)
        batch.flush(everything=False)
    contacts = Contacts(world, batch, index)
    _each(contacts.write, scale.contacts, batch, tick)
    writer = Partnerships(world, batch, index)
    _each(writer.write, scale.partnerships, batch, tick)
    writer.write_counters()
    last = Engagements(world, batch, index, contacts)
    for meeting, spec in engagements(world, people):
        last.write(meeting, spec)
        if meeting.number % 100 == 0:
            batch.flush(everything=False)
            tick(100 * WRITING)
    batch.flush()


def _each(write: Callable[[int], None], count: int, batch: Batch, tick: Tick) -> None:
    for number in _counted(count, batch):
        write(number)
        tick(1)


def _counted(count: int, batch: Batch) -> Iterator[int]:
    for number in range(1, count + 1):
        yield number
        if number % 500 == 0:
            batch.flush(everything=False)
