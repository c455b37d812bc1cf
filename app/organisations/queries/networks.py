"""Selects over the members of networks."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from app.core.records import get_one
from app.organisations.models import NetworkMember, Organisation


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
