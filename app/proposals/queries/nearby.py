"""What stands near a proposal: partnerships that overlap, names alike, memberships to leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.permissions import Viewer
from app.core.search.query import Hit, suggest
from app.engagements.models import Engagement, EngagementState
from app.engagements.queries.visibility import visible_to
from app.organisations.models import NetworkMember, Organisation
from app.partnerships.models import (
    IN_EFFECT,
    NetworkMembership,
    Partnership,
    PartnershipKind,
    PartnershipOrganisation,
    PartnershipState,
    partnership_focus_area,
)
from app.partnerships.queries import visible as partnership_visible
from app.proposals.models import Proposal

NEARBY = 12
KINDS = ("organisation", "partnership", "proposal")


def overlapping(session: Session, proposal: Proposal, viewer: Viewer) -> list[Any]:
    """Rows of a partnership that has not ended with five answers: same organisation, a network of
    its, with a member of it, same country and focus area, a network like the proposed one. The
    proposal's links are loaded."""
    same, inside, member, alike, network = _answers(proposal)
    weight = sum((sa.case((answer, 16 >> place), else_=0) for place, answer in
                  enumerate((same, inside, alike, member, network))), sa.literal(0))  # fmt: skip
    found = (
        sa.select(
            Partnership,
            same.label("same"),
            inside.label("inside"),
            member.label("member"),
            alike.label("alike"),
            network.label("network"),
        )
        .where(
            partnership_visible(viewer),
            Partnership.state != PartnershipState.ENDED,
            sa.or_(same, inside, member, alike, network),
        )
        .options(joinedload(Partnership.owner))
        .order_by(weight.desc(), Partnership.name_folded, Partnership.id)
        .limit(NEARBY)
    )
    if proposal.partnership_id is not None:
        found = found.where(Partnership.id != proposal.partnership_id)
    return list(session.execute(found))


def _answers(proposal: Proposal) -> tuple[Any, ...]:
    partner = PartnershipOrganisation
    with_it = sa.select(partner.id).where(partner.partnership_id == Partnership.id)
    number = proposal.organisation_id or 0
    there = NetworkMember.left_on.is_(None)
    networks = sa.select(NetworkMember.network_id).where(NetworkMember.member_id == number, there)
    members = sa.select(NetworkMember.member_id).where(NetworkMember.network_id == number, there)
    near = sa.select(Organisation.id).where(Organisation.country == (proposal.country or ""))
    link = partnership_focus_area.c
    areas = [area.id for area in proposal.focus_areas]
    serves = sa.exists().where(link.partnership_id == Partnership.id, link.focus_area_id.in_(areas))
    is_network = sa.literal(proposal.kind is PartnershipKind.NETWORK)
    return (
        with_it.where(partner.organisation_id == number).exists(),
        with_it.where(partner.organisation_id.in_(networks)).exists(),
        with_it.where(partner.organisation_id.in_(members)).exists(),
        sa.and_(with_it.where(partner.organisation_id.in_(near)).exists(), serves),
        sa.and_(is_network, Partnership.kind == PartnershipKind.NETWORK, serves),
    )


def names_alike(session: Session, proposal: Proposal, viewer: Viewer) -> list[Hit]:
    """Organisations, partnerships and other proposals with a name like that of the proposer."""
    text = proposal.organisation_name or proposal.title
    hits = suggest(session, text, viewer, kinds=KINDS, limit=6, include_archived=True)
    own = ("proposal", proposal.id), ("organisation", proposal.organisation_id)
    return [hit for hit in hits if (hit.kind, hit.entity_id) not in own]


def memberships_in_effect(
    session: Session, viewer: Viewer, today: date
) -> list[tuple[NetworkMembership, int]]:
    """Our memberships in effect with owner and focus areas, and how often each was engaged in the
    last twelve months, as far as the viewer may know."""
    counted = (
        sa.select(sa.func.count(Engagement.id))
        .where(
            Engagement.partnership_id == NetworkMembership.id,
            Engagement.state == EngagementState.HELD,
            Engagement.starts_on > today - timedelta(days=365),
            Engagement.starts_on <= today,
            visible_to(viewer),
        )
        .correlate(NetworkMembership)
        .scalar_subquery()
    )
    found = (
        sa.select(NetworkMembership, counted)
        .where(
            partnership_visible(viewer, NetworkMembership), NetworkMembership.state.in_(IN_EFFECT)
        )
        .options(joinedload(NetworkMembership.owner), joinedload(NetworkMembership.focus_areas))
    )
    return [(membership, number) for membership, number in session.execute(found).unique()]
