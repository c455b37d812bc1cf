"""Organisations, contacts, members of networks."""

from __future__ import annotations

from itertools import count
from typing import Any

from app.core.audit import SYSTEM
from app.core.session import Session
from app.organisations import services
from app.organisations.models import Contact, NetworkMember, Organisation, OrganisationKind

_numbers = count(1)


def make_organisation(session: Session, name: str = "City of Malmö", **values: Any) -> Organisation:
    """A city in no country, unless ``kind`` and ``country`` say otherwise."""
    given = {"name": name, "kind": OrganisationKind.CITY, **values}
    return services.create_organisation(session, given, actor=SYSTEM)


def make_network(session: Session, name: str = "Eurocities", **values: Any) -> Organisation:
    """A city network."""
    return make_organisation(session, name, **{"kind": OrganisationKind.CITY_NETWORK, **values})


def make_contact(
    session: Session,
    organisation: Organisation | None = None,
    family_name: str = "",
    **values: Any,
) -> Contact:
    """Somebody, working at ``organisation`` when there is one."""
    given = {"family_name": family_name or f"Contact {next(_numbers)}", **values}
    if organisation is not None:
        given["organisation_id"] = organisation.id
    return services.create_contact(session, given, actor=SYSTEM)


def make_network_member(
    session: Session, network: Organisation, member: Organisation, **values: Any
) -> NetworkMember:
    """``member`` as a list of the network names it."""
    given = {"network_id": network.id, "member_id": member.id, **values}
    return services.add_network_member(session, given, actor=SYSTEM)
