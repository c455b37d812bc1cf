"""What listeners, the search index and the sweep of the rules go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload, undefer

from app.organisations.models import Organisation, Standing
from app.partnerships.models import (
    Alignment,
    Partnership,
    PartnershipOrganisation,
    PartnershipState,
)
from app.partnerships.queries.records import EVERY
from app.strategy.models import Goal, Strategy, StrategyKind, StrategyState


def _index_options() -> list[Any]:
    return [
        selectinload(EVERY.partners).joinedload(PartnershipOrganisation.organisation),
        selectinload(EVERY.focus_areas),
        undefer(EVERY.paper_titles),
    ]


def every_partnership(session: Session) -> Iterator[Any]:
    """All partnerships with partners and focus areas, streamed, for rebuilding the index."""
    found = sa.select(EVERY).order_by(EVERY.id).options(*_index_options())
    yield from session.scalars(found.execution_options(yield_per=500))


def for_index(session: Session, partnership_ids: Sequence[int]) -> list[Any]:
    """These partnerships with what their search documents show."""
    found = sa.select(EVERY).where(EVERY.id.in_(partnership_ids)).order_by(EVERY.id)
    return list(session.scalars(found.options(*_index_options())))


def active_partnerships(session: Session, ids: Sequence[int] | None = None) -> Iterator[Any]:
    """All active ones, or those of ``ids``, with what the gate asks about, streamed."""
    found = sa.select(EVERY).where(EVERY.state == PartnershipState.ACTIVE).order_by(EVERY.id)
    if ids is not None:
        found = found.where(EVERY.id.in_(ids))
    gate = [
        selectinload(EVERY.owner),
        undefer(EVERY.last_signature_on),
        selectinload(EVERY.partners).joinedload(PartnershipOrganisation.organisation),
        selectinload(EVERY.alignments).joinedload(Alignment.goal).joinedload(Goal.strategy),
    ]
    yield from session.scalars(found.options(*gate).execution_options(yield_per=500))


def active_with_partner_out_of_standing(session: Session, organisation_id: int) -> list[Any]:
    """Active partnerships with this organisation, locked; none while its standing is normal."""
    partner = (
        sa.select(PartnershipOrganisation.partnership_id)
        .join(Organisation, Organisation.id == PartnershipOrganisation.organisation_id)
        .where(Organisation.id == organisation_id, Organisation.standing != Standing.NORMAL)
    )
    found = sa.select(Partnership).where(
        Partnership.state == PartnershipState.ACTIVE, Partnership.id.in_(partner)
    )
    return list(session.scalars(found.order_by(Partnership.id).with_for_update()))


def ids_with_partner(session: Session, organisation_id: int) -> list[int]:
    """The numbers of the partnerships in which this organisation is a partner."""
    found = sa.select(PartnershipOrganisation.partnership_id)
    found = found.where(PartnershipOrganisation.organisation_id == organisation_id)
    return list(session.scalars(found))


def alignments_out_of_force(session: Session) -> list[Alignment]:
    """Alignments that have not lapsed though their goal's strategy is not in force any more."""
    found = (
        sa.select(Alignment)
        .join(Goal, Goal.id == Alignment.goal_id)
        .join(Strategy, Strategy.id == Goal.strategy_id)
        .where(Alignment.lapsed_on.is_(None), Strategy.state == StrategyState.SUPERSEDED)
    )
    return list(session.scalars(found.order_by(Alignment.partnership_id, Alignment.id)))


def active_without_goal(session: Session) -> list[Any]:
    """Active partnerships that serve no goal of the city strategy in force, locked."""
    found = sa.select(Partnership).where(
        Partnership.state == PartnershipState.ACTIVE, ~serves_goal()
    )
    return list(session.scalars(found.order_by(Partnership.id).with_for_update()))


def serves_goal() -> sa.Exists:
    """In SQL what ``rules.serves_strategy`` asks, of any alignment of the partnership."""
    return (
        sa.exists()
        .where(
            Alignment.partnership_id == Partnership.id,
            Alignment.lapsed_on.is_(None),
            sa.func.trim(Alignment.rationale) != "",
            Goal.id == Alignment.goal_id,
            Strategy.id == Goal.strategy_id,
            Strategy.kind == StrategyKind.CITY_STRATEGY,
            Strategy.state == StrategyState.IN_FORCE,
        )
        .correlate(Partnership)
    )
