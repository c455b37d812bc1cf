"""Selects of the benchmark: cities, what they are listed in, what we take part in, which lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.organisations.models import MemberList, NetworkMember, Organisation
from app.partnerships.models import (
    IN_EFFECT,
    PartnerRole,
    Partnership,
    PartnershipKind,
    PartnershipOrganisation,
)
from app.partnerships.queries import visible


def peer_cities(session: Session, today: date, limit: int) -> list[int]:
    """The numbers of the cities we measure ourselves by today, by name."""
    found = (
        sa.select(Organisation.id)
        .where(
            Organisation.peer_from <= today,
            sa.or_(Organisation.peer_to.is_(None), Organisation.peer_to >= today),
            Organisation.archived_at.is_(None),
        )
        .order_by(Organisation.name_folded, Organisation.id)
        .limit(limit)
    )
    return list(session.scalars(found))


def listed_memberships(session: Session, member_ids: Sequence[int]) -> Sequence[sa.Row[Any]]:
    """Present memberships of these: network_id, network, member_id, status, joined_year, day."""
    if not member_ids:
        return []
    found: Any = (
        sa.select(
            NetworkMember.network_id,
            Organisation.name.label("network"),
            NetworkMember.member_id,
            NetworkMember.status,
            NetworkMember.joined_year,
            NetworkMember.evidence_on.label("day"),
        )
        .join(Organisation, Organisation.id == NetworkMember.network_id)
        .where(NetworkMember.member_id.in_(member_ids), NetworkMember.left_on.is_(None))
    )
    return session.execute(found).all()


def our_networks(session: Session, viewer: Viewer) -> Sequence[sa.Row[Any]]:
    """What we take part in, in effect and visible: network_id, network, partnership_id,
    participation.
    """
    found: Any = (
        sa.select(
            Organisation.id.label("network_id"),
            Organisation.name.label("network"),
            Partnership.id.label("partnership_id"),
            Partnership.participation,
        )
        .join(PartnershipOrganisation, PartnershipOrganisation.partnership_id == Partnership.id)
        .join(Organisation, Organisation.id == PartnershipOrganisation.organisation_id)
        .where(
            Partnership.kind == PartnershipKind.NETWORK,
            Partnership.state.in_(IN_EFFECT),
            PartnershipOrganisation.role == PartnerRole.NETWORK,
            visible(viewer),
        )
        .order_by(Partnership.id)
    )
    return session.execute(found).all()


def described_lists(session: Session, network_ids: Sequence[int]) -> dict[int, sa.Row[Any]]:
    """By network: listed_on, source, is_complete and coverage of its list of members."""
    if not network_ids:
        return {}
    one = MemberList
    found: Any = sa.select(
        one.network_id, one.listed_on, one.source, one.is_complete, one.coverage
    ).where(one.network_id.in_(network_ids))
    return {row.network_id: row for row in session.execute(found)}
