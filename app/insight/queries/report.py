"""Selects of the full report of a round: money, projects, duties, benchmark, blanks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.models import kept_quarter
from app.engagements.queries.visibility import audience
from app.insight.rules import TAKES_PART
from app.organisations.models import MemberList, NetworkMember, Organisation
from app.partnerships.models import (
    EuProject,
    Instrument,
    MembershipFee,
    Obligation,
    PartnerRole,
    Partnership,
    PartnershipKind,
    PartnershipOrganisation,
    ReportingDate,
)
from app.partnerships.queries import Papers, read_papers
from app.reviews.models import Review, ReviewState
from app.reviews.queries import is_in_force

PROJECT_SUMS = ("total_cost_eur", "eu_contribution_eur", "our_cost_eur", "our_eu_share_eur",
                "own_funding_eur")  # fmt: skip


def list_costs(
    session: Session,
    partnerships: sa.Select[Any],
    round_id: int,
    quarter: Quarter,
    widest: Visibility,
) -> Sequence[Any]:
    """Partnerships that cost something by plan or in the quarter, by name.

    A row has id, name, the plan of a year (``fee_eur``, ``travel_eur``, ``working_days``), the
    two-sided priority, ``used_days`` of the accepted review, and ``cost_cents`` recorded in the
    quarter; each is None where nothing is recorded.
    """
    kept = kept_quarter.c
    recorded = (
        sa.select(kept.partnership_id, sa.func.sum(kept.cost_cents).label("cents"))
        .where(
            kept.year == quarter.year,
            kept.quarter_number == quarter.number,
            kept.partnership_id > 0,
            kept.costed > 0,
            audience(widest, kept.visibility),
        )
        .group_by(kept.partnership_id)
        .subquery()
    )
    review = sa.and_(
        Review.partnership_id == Partnership.id,
        Review.round_id == round_id,
        Review.state == ReviewState.ACCEPTED,
        is_in_force(),
    )
    plan = (Partnership.fee_eur, Partnership.travel_eur, Partnership.working_days)
    known = [column.is_not(None) for column in (*plan, recorded.c.cents, Review.working_days)]
    statement = (
        sa.select(
            Partnership.id,
            Partnership.name,
            *plan,
            Partnership.benefit,
            Partnership.offer,
            Review.working_days.label("used_days"),
            recorded.c.cents.label("cost_cents"),
        )
        .outerjoin(recorded, recorded.c.partnership_id == Partnership.id)
        .outerjoin(Review, review)
        .where(Partnership.id.in_(partnerships), sa.or_(*known))
        .order_by(Partnership.name_folded, Partnership.id)
    )
    return session.execute(statement).all()


def project_stages(
    session: Session, conditions: Sequence[Any], first_day: date
) -> dict[Any, dict[str, Any]]:
    """Stage → ``number`` of EU projects, and of each of `PROJECT_SUMS` its sum and, as
    ``<name>_stated``, how many state it; bids are in it, what ended before is not."""
    sums = [sa.func.sum(getattr(EuProject, name)).label(name) for name in PROJECT_SUMS]
    stated = [
        sa.func.count(getattr(EuProject, name)).label(f"{name}_stated") for name in PROJECT_SUMS
    ]
    statement = (
        sa.select(EuProject.stage, sa.func.count().label("number"), *sums, *stated)
        .where(
            sa.or_(Partnership.ended_on.is_(None), Partnership.ended_on >= first_day), *conditions
        )
        .group_by(EuProject.stage)
    )
    return {row["stage"]: dict(row) for row in session.execute(statement).mappings()}


def papers_within(session: Session, partnerships: sa.Select[Any], until: date) -> dict[int, Papers]:
    """What is late or due until a day, by partnership: obligations, reports, unpaid fees, and
    instruments with an end."""
    return read_papers(
        session,
        {
            "instruments": sa.and_(
                Instrument.partnership_id.in_(partnerships), Instrument.ends_on.is_not(None)
            ),
            "fees": sa.and_(
                MembershipFee.membership_id.in_(partnerships),
                MembershipFee.paid_on.is_(None),
                MembershipFee.due_on <= until,
            ),
            "obligations": sa.and_(
                Obligation.partnership_id.in_(partnerships),
                Obligation.fulfilled_on.is_(None),
                Obligation.due_on <= until,
            ),
            "reports": sa.and_(
                ReportingDate.project_id.in_(partnerships),
                ReportingDate.submitted_on.is_(None),
                ReportingDate.due_on <= until,
            ),
        },
    )


def benchmark(session: Session, today: date, seen: sa.ColumnElement[bool]) -> Sequence[Any]:
    """Networks that peer cities are in, by name: the network's id and name, the peer's name, the
    day of the list, whether it is complete, and how we take part (None: no partnership in effect
    that is ``seen``)."""
    network, peer = aliased(Organisation), aliased(Organisation)
    ours = (
        sa.select(Partnership.participation)
        .join(PartnershipOrganisation, PartnershipOrganisation.partnership_id == Partnership.id)
        .where(
            PartnershipOrganisation.organisation_id == network.id,
            PartnershipOrganisation.role == PartnerRole.NETWORK,
            Partnership.kind == PartnershipKind.NETWORK,
            seen,
            Partnership.in_effect_from <= today,
            sa.or_(Partnership.ended_on.is_(None), Partnership.ended_on > today),
        )
        .order_by(Partnership.participation.not_in(TAKES_PART), Partnership.id)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        sa.select(
            network.id,
            network.name,
            peer.name.label("peer"),
            NetworkMember.evidence_on,
            sa.func.coalesce(MemberList.is_complete, False).label("list_is_complete"),
            ours.label("participation"),
        )
        .select_from(NetworkMember)
        .join(network, network.id == NetworkMember.network_id)
        .join(peer, peer.id == NetworkMember.member_id)
        .outerjoin(MemberList, MemberList.network_id == network.id)
        .where(
            NetworkMember.left_on.is_(None),
            peer.peer_from <= today,
            sa.or_(peer.peer_to.is_(None), peer.peer_to >= today),
        )
        .order_by(network.name_folded, network.id, peer.name_folded)
    )
    return session.execute(statement).all()


def count_blanks(session: Session, partnerships: sa.Select[Any]) -> dict[str, int]:
    """How many of these partnerships lack what a report would need, by the name of the blank."""
    is_network = Partnership.kind == PartnershipKind.NETWORK
    blanks = {
        "unverified": Partnership.verified_on.is_(None),
        "source": sa.func.trim(Partnership.source) == "",
        "unit": Partnership.unit_id.is_(None),
        "fee": sa.and_(is_network, Partnership.fee_amount.is_(None)),
        "term": Partnership.term == "unknown",
        "cadence": Partnership.cadence_days.is_(None),
        "benefit": Partnership.benefit.is_(None),
        "working_days": Partnership.working_days.is_(None),
    }
    counts = [sa.func.count(sa.case((blank, 1))).label(name) for name, blank in blanks.items()]
    row = session.execute(sa.select(*counts).where(Partnership.id.in_(partnerships))).mappings()
    return {name: int(count) for name, count in row.one().items()}
