"""What each kind of partnership has besides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.bench_data.draws import Draws
from app.bench_data.scales import REGISTER, TODAY
from app.partnerships.models import (
    AgreementLevel,
    CooperationForm,
    Leadership,
    MembershipCategory,
    PartnershipKind,
    PartnershipState,
    ProjectRole,
    ProjectStage,
)

PROGRAMMES = ("Horizon Europe", "Interreg Baltic Sea", "URBACT", "LIFE", "Erasmus+", "UIA", "CERV")
BEFORE = frozenset(
    {PartnershipState.PROPOSED, PartnershipState.ASSESSED, PartnershipState.APPROVED}
)
MEMBER = (MembershipCategory.FULL, MembershipCategory.ASSOCIATE, MembershipCategory.FOUNDING)
BIDDING = (ProjectStage.IDEA, ProjectStage.CONSORTIUM_BUILDING)
UNDER_GRANT = (ProjectStage.GRANTED, ProjectStage.RUNNING, ProjectStage.RUNNING)


def partner_count(draws: Draws, kind: PartnershipKind) -> int:
    """How many organisations take part: one network or city, a consortium, a coalition."""
    if kind in (PartnershipKind.NETWORK, PartnershipKind.CITY_AGREEMENT):
        return 1
    return draws.between(3, 9) if kind is PartnershipKind.EU_PROJECT else draws.between(1, 4)


def _network(draws: Draws, _number: int) -> dict[str, Any]:
    return {
        "category": draws.pick(MEMBER),
        "leadership": draws.pick(list(Leadership)),
        "our_role": draws.pick(("", "Member of the board", "Chair of a working group")),
        "joined_on": date(1990, 1, 1) + timedelta(days=draws.below(11_000)),
        "fee_basis": "By population",
    }


def _city_agreement(draws: Draws, _number: int) -> dict[str, Any]:
    return {
        "level": draws.pick(list(AgreementLevel)),
        "our_signatories": "Mayor",
        "their_signatories": "Mayor",
        "themes": draws.pick(("Climate, mobility", "Education", "Culture, youth", "City data")),
        "common_operations": "A joint programme of visits and one pilot a year.",
    }


def _eu_project(draws: Draws, number: int) -> dict[str, Any]:
    start = REGISTER + timedelta(days=draws.between(-700, 1500))
    end = min(start + timedelta(days=draws.between(700, 1500)), TODAY + timedelta(days=900))
    total = Decimal(draws.between(300, 9000) * 1000)
    return {
        "programme": draws.pick(PROGRAMMES),
        "call": f"CALL-{start.year}-{draws.between(1, 40):02d}",
        "topic": draws.pick(("Positive energy districts", "Inclusive mobility", "City twins")),
        "type_of_action": draws.pick(("IA", "RIA", "CSA")),
        "grant_agreement": f"1{number:08d}",
        "our_actor": "City of Helsinki",
        "project_role": draws.pick(list(ProjectRole)),
        "bid_approved_on": start - timedelta(days=400),
        "planned_start_on": start,
        "planned_end_on": end,
        "current_start_on": start,
        "current_end_on": end,
        "total_cost_eur": total,
        "eu_contribution_eur": total * 4 / 5,
        "our_eu_share_eur": total / 10,
        "own_funding_eur": total / 40,
    }


def _cooperation(draws: Draws, _number: int) -> dict[str, Any]:
    return {
        "form": draws.pick(list(CooperationForm)),
        "common_aims": "To show that it can be done, and to tell others how.",
    }


def with_stage(
    draws: Draws, project: dict[str, Any], state: PartnershipState, entered: date
) -> None:
    """The stage that agrees with the state: a bid, a grant, or over before it ended."""
    stage = draws.pick(BIDDING if state in BEFORE else UNDER_GRANT)
    if state is PartnershipState.ENDED:
        stage = ProjectStage.CLOSED
    since = entered - timedelta(days=draws.between(20, 500))
    project |= {"stage": stage, "stage_since": since}


OF_KIND: dict[PartnershipKind, Callable[[Draws, int], dict[str, Any]]] = {
    PartnershipKind.NETWORK: _network,
    PartnershipKind.CITY_AGREEMENT: _city_agreement,
    PartnershipKind.EU_PROJECT: _eu_project,
    PartnershipKind.COOPERATION: _cooperation,
}
