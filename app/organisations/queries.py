"""Every select over organisations, contacts and members of networks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.core.records import get_one
from app.core.search.fold import fold
from app.core.search.query import suggest
from app.organisations import rules
from app.organisations.models import Affiliation, Contact, NetworkMember, Organisation

T = TypeVar("T")
# Circles are refused on writing, so a chain this long can only be a mistake.
DEEPEST = 20


def get_organisation(session: Session, organisation_id: int, lock: bool = False) -> Organisation:
    """The organisation with its aliases and its parent, in one statement."""
    statement = (
        sa.select(Organisation)
        .where(Organisation.id == organisation_id)
        .options(joinedload(Organisation.aliases), joinedload(Organisation.parent))
    )
    return get_one(session, statement, lock=lock)


def select_organisations(archived: bool = False) -> sa.Select[Any]:
    """Organisations for a list; archived ones stand in a list of their own."""
    is_archived = Organisation.archived_at.is_not(None)
    return sa.select(Organisation).where(is_archived if archived else ~is_archived)


def countries_in_use(session: Session) -> list[str]:
    """The countries organisations are in, by code; walks the index from one to the next."""
    country = Organisation.country
    first = sa.select(sa.func.min(country).label("code")).cte(recursive=True)
    following = sa.select(sa.func.min(country)).where(country > first.c.code).scalar_subquery()
    codes = first.union_all(sa.select(following).where(first.c.code.is_not(None)))
    return list(session.scalars(sa.select(codes.c.code).where(codes.c.code.is_not(None))))


def organisations_by_ids(session: Session, ids: Sequence[int]) -> list[Organisation]:
    """Organisations with their aliases, by official name."""
    if not ids:
        return []
    statement = (
        sa.select(Organisation)
        .where(Organisation.id.in_(ids))
        .options(selectinload(Organisation.aliases))
        .order_by(Organisation.name_folded, Organisation.id)
    )
    return list(session.scalars(statement))


def find_organisation_by_name(session: Session, name: str) -> Organisation | None:
    """The organisation with this official name, however it is spelled in case and accents."""
    statement = (
        sa.select(Organisation)
        .where(Organisation.name_folded == fold(name))
        .options(selectinload(Organisation.aliases))
        .order_by(Organisation.id)
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def similar_organisations(
    session: Session, names: Sequence[str], country: str | None, viewer: Viewer
) -> list[Organisation]:
    """Organisations that may be the one of these names, in this country or an unknown one."""
    asked = rules.core_name(names[0])
    hits = suggest(session, asked, viewer, kinds=("organisation",), limit=10, include_archived=True)
    near = [hit.entity_id for hit in hits if not (country and hit.country not in ("", country))]
    found = organisations_by_ids(session, near)
    return [one for one in found if rules.are_similar(names, one.names)]


def organisation_ids_named(session: Session, text: str, viewer: Viewer) -> list[int]:
    """The organisations that these words name, best first, at most a hundred."""
    hits = suggest(session, text, viewer, kinds=("organisation",), limit=100, include_archived=True)
    return [hit.entity_id for hit in hits]


def find_by_identifiers(
    session: Session, identifiers: dict[str, str], but: int | None = None
) -> list[tuple[str, Organisation]]:
    """(identifier, organisation) for each of ``pic``, ``vat``, ``ror``, ``wikidata`` in use."""
    wanted = [getattr(Organisation, name) == value for name, value in identifiers.items() if value]
    if not wanted:
        return []
    statement = sa.select(Organisation).where(sa.or_(*wanted))
    if but is not None:
        statement = statement.where(Organisation.id != but)
    return [
        (name, found)
        for found in session.scalars(statement)
        for name, value in identifiers.items()
        if value and getattr(found, name) == value
    ]


def ancestor_ids(session: Session, organisation_id: int | None) -> list[int]:
    """The organisation itself and what it is part of, up to the top, in one statement."""
    if organisation_id is None:
        return []
    start = sa.select(Organisation.id, Organisation.parent_id, sa.literal(1).label("depth")).where(
        Organisation.id == organisation_id
    )
    above = start.cte(recursive=True)
    further = (
        sa.select(Organisation.id, Organisation.parent_id, above.c.depth + 1)
        .join(above, Organisation.id == above.c.parent_id)
        .where(above.c.depth < DEEPEST)
    )
    return list(session.scalars(sa.select(above.union_all(further).c.id)))


def list_affiliations_at(
    session: Session, organisation_id: int, viewer: Viewer, limit: int = 100
) -> list[Affiliation]:
    """People there now, then people who were there, as far as the viewer may see them."""
    statement = (
        sa.select(Affiliation)
        .join(Affiliation.contact)
        .where(Affiliation.organisation_id == organisation_id, contact_is_visible(viewer))
        .options(contains_eager(Affiliation.contact))
        .order_by(
            Affiliation.ended_on.is_not(None),
            Affiliation.ended_on.desc(),
            Contact.name_folded,
            Affiliation.id,
        )
        .limit(limit)
    )
    return list(session.scalars(statement))


def list_networks_of(session: Session, member_id: int) -> list[NetworkMember]:
    """The networks an organisation is or was listed in, present ones first, by name."""
    statement = (
        sa.select(NetworkMember)
        .join(NetworkMember.network)
        .where(NetworkMember.member_id == member_id)
        .options(contains_eager(NetworkMember.network))
        .order_by(NetworkMember.left_on.is_not(None), Organisation.name_folded, NetworkMember.id)
    )
    return list(session.scalars(statement))


def list_members(session: Session, network_id: int, limit: int) -> list[NetworkMember]:
    """The present members of a network, by name."""
    statement = (
        sa.select(NetworkMember)
        .join(NetworkMember.member)
        .where(NetworkMember.network_id == network_id, NetworkMember.left_on.is_(None))
        .options(contains_eager(NetworkMember.member))
        .order_by(Organisation.name_folded, Organisation.id)
        .limit(limit)
    )
    return list(session.scalars(statement))


def select_members(network_id: int, former: bool) -> sa.Select[Any]:
    """Organisations that are (or were) members of a network, each with that membership."""
    has_left = NetworkMember.left_on.is_not(None)
    mine = Organisation.memberships.and_(NetworkMember.network_id == network_id)
    return (
        sa.select(Organisation)
        .join(NetworkMember, NetworkMember.member_id == Organisation.id)
        .where(NetworkMember.network_id == network_id, has_left if former else ~has_left)
        .options(selectinload(mine))
    )


def get_network_member(session: Session, membership_id: int, lock: bool = False) -> NetworkMember:
    """One membership with its network and its member."""
    statement = (
        sa.select(NetworkMember)
        .where(NetworkMember.id == membership_id)
        .options(joinedload(NetworkMember.network), joinedload(NetworkMember.member))
    )
    return get_one(session, statement, lock=lock)


def contact_is_visible(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Restricted contacts show to their unit and to the coordinators only."""
    if viewer.sees_restricted:
        return sa.true()
    return sa.or_(Contact.visibility != Visibility.RESTRICTED, Contact.unit_id == viewer.unit_id)


def get_contact(session: Session, contact_id: int, viewer: Viewer, lock: bool = False) -> Contact:
    """The contact with affiliations and their organisations; NotFound when it may not be seen."""
    statement = (
        sa.select(Contact)
        .where(Contact.id == contact_id, contact_is_visible(viewer))
        .options(selectinload(Contact.affiliations).joinedload(Affiliation.organisation))
    )
    return get_one(session, statement, lock=lock)


def select_contacts(viewer: Viewer, archived: bool = False) -> sa.Select[Any]:
    """Contacts for a list, with their main affiliations, in one statement."""
    is_archived = Contact.archived_at.is_not(None)
    return (
        sa.select(Contact)
        .where(contact_is_visible(viewer), is_archived if archived else ~is_archived)
        .options(joinedload(Contact.main_affiliation).joinedload(Affiliation.organisation))
    )


def working_at(select: sa.Select[Any], organisation_ids: Any) -> sa.Select[Any]:
    """Those contacts of ``select`` who work at one of the organisations now."""
    there = sa.select(Affiliation.contact_id).where(
        Affiliation.organisation_id.in_(organisation_ids), Affiliation.ended_on.is_(None)
    )
    return select.where(Contact.id.in_(there))


def speaking(select: sa.Select[Any], language: str) -> sa.Select[Any]:
    """Those contacts of ``select`` who speak the language, an ISO 639-1 code."""
    return select.where((" " + Contact.languages + " ").contains(f" {language} "))


def find_contacts_like(
    session: Session, email: str, name: str, organisation_id: int | None, viewer: Viewer
) -> list[Contact]:
    """Visible contacts with this folded e-mail, or of this folded name at this organisation."""
    same = []
    if email:
        same.append(Contact.email_folded == email)
    if organisation_id is not None:
        there = sa.select(Affiliation.contact_id).where(
            Affiliation.organisation_id == organisation_id
        )
        same.append(sa.and_(Contact.name_folded == name, Contact.id.in_(there)))
    if not same:
        return []
    statement = select_contacts(viewer).where(sa.or_(*same)).order_by(Contact.id).limit(5)
    return list(session.scalars(statement))


def contacts_at(session: Session, organisation_id: int) -> list[Contact]:
    """Everybody who is or was at an organisation, for the search index."""
    there = sa.select(Affiliation.contact_id).where(Affiliation.organisation_id == organisation_id)
    statement = (
        sa.select(Contact)
        .where(Contact.id.in_(there))
        .options(selectinload(Contact.affiliations).joinedload(Affiliation.organisation))
    )
    return list(session.scalars(statement))


def all_organisations(session: Session) -> Iterator[Sequence[Organisation]]:
    """Every organisation with its aliases, a thousand at a time."""
    return _in_parts(session, Organisation, selectinload(Organisation.aliases))


def all_contacts(session: Session) -> Iterator[Sequence[Contact]]:
    """Every contact with affiliations, a thousand at a time."""
    load = selectinload(Contact.affiliations).joinedload(Affiliation.organisation)
    return _in_parts(session, Contact, load)


def _in_parts(session: Session, model: type[T], *options: Any) -> Iterator[Sequence[T]]:
    statement = sa.select(model).options(*options).order_by(sa.inspect(model).primary_key[0])
    yield from session.scalars(statement.execution_options(yield_per=1000)).partitions()
