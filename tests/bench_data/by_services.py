"""The same specifications, carried out one by one through the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.bench_data import frame, partnerships, reviews
from app.bench_data.contacts import contact
from app.bench_data.engagements import engagements
from app.bench_data.meetings import People
from app.bench_data.organisations import member_list, members, organisation
from app.bench_data.scales import Scale
from app.bench_data.texts import Texts
from app.bench_data.world import Act, Person, Spec, World
from app.core import clock
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.engagements import queries as log_queries
from app.engagements import services as log
from app.organisations import services as register
from app.organisations.models import OrganisationKind
from app.partnerships import services as relations
from app.strategy import services as strategy

Verb = Callable[[Session, Any, Act, Person], Any]


def fill(session: Session, scale: Scale, password: str) -> None:
    """Make everything in the order in which it is loaded."""
    world = World(scale, Texts())
    frame.make(session, world, password, lambda _steps: None)
    people = {person.id: person for person in world.people}
    for number in range(1, scale.partnerships + 1):
        world.links.append(partnerships.link(partnerships.partnership(world, number)))
    networks = []
    for number in range(1, scale.organisations + 1):
        spec = organisation(world, number)
        made = _live(session, people, spec, _organisation, ORGANISATION)
        world.names.append(made.name)
        if spec.values["kind"] is OrganisationKind.CITY_NETWORK:
            networks.append(number)
    for network in networks:
        for spec in members(world, network):
            with clock.at(spec.at):
                register.add_network_member(session, spec.values, actor=people[spec.by])
        said = member_list(world, network)
        with clock.at(said.at):
            register.describe_member_list(session, network, said.values, actor=people[said.by])
    for number in range(1, scale.contacts + 1):
        _live(session, people, contact(world, number), _contact, CONTACT)
    for number in range(1, scale.partnerships + 1):
        spec = partnerships.partnership(world, number)
        _live(session, people, spec, _partnership, PARTNERSHIP)
    for _meeting, spec in engagements(world, People(scale)):
        _live(session, people, spec, _engagement, ENGAGEMENT)
    reviews.make(session, world)


def _live(
    session: Session,
    people: dict[int, Person],
    spec: Spec,
    make: Callable[[Session, Spec, Person], Any],
    verbs: dict[str, Verb],
) -> Any:
    with clock.at(spec.at):
        made = make(session, spec, people[spec.by])
    for act in spec.acts:
        with clock.at(act.at):
            verbs[act.verb](session, made, act, people[act.by])
    return made


def _organisation(session: Session, spec: Spec, actor: Person) -> Any:
    return register.create_organisation(session, spec.values, actor=actor)


def _contact(session: Session, spec: Spec, actor: Person) -> Any:
    return register.create_contact(session, spec.values, actor=actor)


def _partnership(session: Session, spec: Spec, actor: Person) -> Any:
    values = dict(spec.values)
    kind, state = values.pop("kind"), values.pop("state")
    exists = partnerships.exists(state)
    return relations.create_partnership(session, kind, values, actor=actor, exists=exists)


def _engagement(session: Session, spec: Spec, actor: Person) -> Any:
    return log.log_engagement(session, spec.values, actor=actor)


def _move(verb: Callable[..., None]) -> Verb:
    return lambda session, made, act, actor: verb(session, made, act.reason, actor=actor)


def _end(session: Session, made: Any, act: Act, actor: Person) -> None:
    relations.end(session, made, {**act.values, "reason": act.reason}, actor=actor)


def _follow_up(made: Any, act: Act) -> Any:
    return made.follow_ups[act.values["place"]]


def _reread(session: Session, made: Any) -> Any:
    session.expire(made)
    return log_queries.get_engagement(session, made.id, EVERYTHING, lock=True)


ORGANISATION: dict[str, Verb] = {
    "set_expertise": lambda session, made, act, actor: strategy.set_expertise(
        session, made.id, act.values["focus_areas"], actor=actor
    ),
    "set_standing": lambda session, made, act, actor: register.set_standing(
        session, made, act.values["standing"], act.reason, actor=actor
    ),
    "archive": lambda session, made, _act, actor: register.archive_organisation(
        session, made, actor=actor
    ),
}
CONTACT: dict[str, Verb] = {
    "move_job": lambda session, made, act, actor: register.move_job(
        session, made, act.values, actor=actor
    ),
    "end_affiliation": lambda session, made, act, actor: register.end_affiliation(
        session, made, made.affiliations[0], act.values, actor=actor
    ),
    "archive": lambda session, made, _act, actor: register.archive_contact(
        session, made, actor=actor
    ),
}
PARTNERSHIP: dict[str, Verb] = {
    "activate": _move(relations.activate),
    "assess": _move(relations.assess),
    "approve": _move(relations.approve),
    "put_under_review": _move(relations.put_under_review),
    "make_dormant": _move(relations.make_dormant),
    "suspend": _move(relations.suspend),
    "end": _end,
}
ENGAGEMENT: dict[str, Verb] = {
    "hold": lambda session, made, _act, actor: log.hold(
        session, _reread(session, made), actor=actor
    ),
    "cancel": lambda session, made, act, actor: log.cancel(
        session, _reread(session, made), act.values["by"], act.reason, actor=actor
    ),
    "reschedule": lambda session, made, act, actor: log.reschedule(
        session, _reread(session, made), act.values["starts_on"], actor=actor
    ),
    "complete_follow_up": lambda session, made, act, actor: log.complete_follow_up(
        session, _follow_up(made, act), actor=actor
    ),
    "drop_follow_up": lambda session, made, act, actor: log.drop_follow_up(
        session, _follow_up(made, act), act.reason, actor=actor
    ),
    "start_follow_up": lambda session, made, act, actor: log.start_follow_up(
        session, _follow_up(made, act), actor=actor
    ),
}
