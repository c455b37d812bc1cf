"""What stands in the way when one partner becomes another."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.partnerships.models import (
    IN_EFFECT,
    CityAgreement,
    Partnership,
    PartnershipKind,
    PartnershipOrganisation,
)

# Of these a city has one with a partner; of projects and other cooperation several.
_SINGLE = (PartnershipKind.CITY_AGREEMENT, PartnershipKind.NETWORK)


def twice_in_effect(session: Session, kept_id: int, gone_id: int) -> list[tuple[str, str]]:
    """The names of agreements of one level, or memberships, that either has in effect."""
    one, other = _in_effect_with(kept_id), _in_effect_with(gone_id)
    found = (
        sa.select(one.c.name, other.c.name)
        .where(one.c.kind == other.c.kind, one.c.id != other.c.id)
        .where(one.c.level.is_not_distinct_from(other.c.level))
    )
    return [(name, again) for name, again in session.execute(found)]


def _in_effect_with(organisation_id: int) -> Any:
    return (
        sa.select(Partnership.id, Partnership.name, Partnership.kind, CityAgreement.level)
        .select_from(Partnership)
        .outerjoin(CityAgreement.__table__, CityAgreement.__table__.c.id == Partnership.id)
        .join(PartnershipOrganisation, PartnershipOrganisation.partnership_id == Partnership.id)
        .where(PartnershipOrganisation.organisation_id == organisation_id)
        .where(Partnership.kind.in_(_SINGLE), Partnership.state.in_(IN_EFFECT))
        .subquery()
    )


def differing_roles(session: Session, kept_id: int, gone_id: int) -> list[str]:
    """The names of partnerships in which both take part, and not in the same way."""
    one, other = aliased(PartnershipOrganisation), aliased(PartnershipOrganisation)
    ways = ("role", "country", "cost_eur", "contribution_eur", "note")
    differs = [getattr(one, way).is_distinct_from(getattr(other, way)) for way in ways]
    found = (
        sa.select(Partnership.name)
        .join(one, one.partnership_id == Partnership.id)
        .join(other, other.partnership_id == Partnership.id)
        .where(one.organisation_id == kept_id, other.organisation_id == gone_id)
        .where(sa.or_(*differs))
    )
    return list(session.scalars(found.order_by(Partnership.name_folded)))
