"""What a proposal's page shows of the register: overlap, names alike, memberships to leave."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from app.core import clock
from app.core.i18n import localised
from app.core.permissions import current_viewer
from app.core.search.documents import label_of
from app.core.session import db
from app.partnerships.models import PartnershipKind
from app.partnerships.rules import notice_by
from app.proposals import queries, rules
from app.proposals.models import OPEN, Proposal

PAGES = {
    "organisation": ("organisations.show_organisation", "organisation_id"),
    "partnership": ("partnerships.show_partnership", "partnership_id"),
    "proposal": ("proposals.show_proposal", "proposal_id"),
}


@dataclass(frozen=True)
class Alike:
    """Something of a similar name: what it is and where."""

    title: str
    kind: str
    url: str


@dataclass(frozen=True)
class Nearby:
    overlaps: list[rules.Overlap]
    alike: list[Alike]
    candidates: list[rules.Candidate]

    @property
    def is_empty(self) -> bool:
        return not (self.overlaps or self.alike)


def nearby_of(proposal: Proposal) -> Nearby | None:
    """Everything near an open proposal; nothing once it is answered."""
    if proposal.state not in OPEN:
        return None
    return Nearby(
        overlaps=overlaps_of(proposal),
        alike=[
            Alike(hit.title, label_of(hit.kind), _url(hit.kind, hit.entity_id))
            for hit in queries.names_alike(db.session, proposal, current_viewer())
        ],
        candidates=candidates_of(proposal),
    )


def overlaps_of(proposal: Proposal) -> list[rules.Overlap]:
    """What we have that is near to it, with the reasons; one statement."""
    return [
        rules.overlap_of(
            row[0],
            is_same_organisation=row.same,
            is_in_network=row.inside,
            has_member=row.member,
            shares_country_and_area=row.alike,
            is_like_network=row.network,
        )
        for row in queries.overlapping(db.session, proposal, current_viewer())
    ]


def _url(kind: str, number: int) -> str:
    endpoint, argument = PAGES[kind]
    return url_for(endpoint, **{argument: number})  # type: ignore[arg-type]


def candidates_of(proposal: Proposal) -> list[rules.Candidate]:
    """Memberships that could be left for a proposed one; none for other kinds."""
    if proposal.kind is not PartnershipKind.NETWORK:
        return []
    today, wanted = clock.today(), {area.id for area in proposal.focus_areas}
    found = queries.memberships_in_effect(db.session, current_viewer(), today)
    memberships = [
        rules.Membership(
            partnership=membership,
            shared_areas=[localised(a) for a in membership.focus_areas if a.id in wanted],
            engagements=number,
            notice_by=notice_by(membership, today),
            fee_eur=membership.fee_eur,
        )
        for membership, number in found
    ]
    return rules.rank_candidates(memberships, today)
