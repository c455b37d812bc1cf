"""Selects over the lists of members: one, who is meant by their names, what is written so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.search.fold import fold
from app.organisations.models import (
    MemberList,
    NetworkMember,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
)
from app.organisations.rules import Known, may_have_members

_NETWORKS = [kind for kind in OrganisationKind if may_have_members(kind)]


def get_member_list(session: Session, network_id: int, lock: bool = False) -> MemberList | None:
    """What is known of a network's list; None when nobody has said anything."""
    statement = (
        sa.select(MemberList)
        .where(MemberList.network_id == network_id)
        .options(joinedload(MemberList.network))
    )
    if lock:
        statement = statement.with_for_update(of=MemberList)
    return session.scalars(statement).one_or_none()


def member_lists_of(session: Session, network_ids: Collection[int]) -> dict[int, MemberList]:
    """The lists of these networks, by the network's number."""
    found = sa.select(MemberList).where(MemberList.network_id.in_(network_ids))
    return {one.network_id: one for one in session.scalars(found)}


def memberships_in(
    session: Session, network_ids: Collection[int]
) -> dict[tuple[int, int], NetworkMember]:
    """Every membership in these networks, by the numbers of network and member."""
    found = sa.select(NetworkMember).where(NetworkMember.network_id.in_(network_ids))
    return {(one.network_id, one.member_id): one for one in session.scalars(found)}


def networks_called(session: Session, names: Collection[str]) -> dict[str, set[int]]:
    """By each name, folded: the networks that bear it as official name, other name or, if they are
    city networks, acronym. Other bodies share their acronyms with networks that they run."""
    wanted = {fold(name) for name in names}
    other = sa.select(OrganisationAlias.organisation_id, OrganisationAlias.name).join(
        OrganisationAlias.organisation
    )
    is_network = Organisation.kind.in_(_NETWORKS), Organisation.archived_at.is_(None)
    own = sa.select(Organisation.id, Organisation.name, Organisation.acronym, Organisation.kind)
    found: dict[str, set[int]] = defaultdict(set)
    for number, name, acronym, kind in session.execute(own.where(*is_network)):
        short = acronym if kind is OrganisationKind.CITY_NETWORK else ""
        for key in {fold(name), fold(short)} & wanted:
            found[key].add(number)
    for number, name in session.execute(other.where(*is_network)):
        if fold(name) in wanted:
            found[fold(name)].add(number)
    return found


def known_in(session: Session, countries: Collection[str]) -> Iterator[Known]:
    """The organisations of these countries with all their names, archived ones left out."""
    there = Organisation.country.in_(countries), Organisation.archived_at.is_(None)
    others: dict[int, list[str]] = defaultdict(list)
    aliases = sa.select(OrganisationAlias.organisation_id, OrganisationAlias.name)
    for number, name in session.execute(aliases.join(OrganisationAlias.organisation).where(*there)):
        others[number].append(name)
    own = sa.select(
        Organisation.id, Organisation.kind, Organisation.country, Organisation.name,
        Organisation.name_en, Organisation.name_fi, Organisation.name_sv, Organisation.acronym,
    ).where(*there)  # fmt: skip
    for number, kind, country, *names in session.execute(own.execution_options(yield_per=5000)):
        known = dict.fromkeys(name for name in [*names, *others.get(number, ())] if name)
        yield Known(number, kind, str(country), tuple(known))
