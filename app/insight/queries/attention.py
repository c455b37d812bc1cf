"""Selects of what needs attention, and of what search results add."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.permissions import Viewer
from app.partnerships.models import (
    IN_EFFECT,
    Partnership,
    PartnershipOrganisation,
    PartnershipState,
)
from app.partnerships.queries import visible
from app.partnerships.rules.cadence import USUAL_CADENCE_DAYS
from app.users.models import User


def names_of_people(session: Session, user_ids: set[int]) -> dict[int, str]:
    """Names of colleagues by number; no statement for nobody."""
    if not user_ids:
        return {}
    found = sa.select(User.id, User.name).where(User.id.in_(user_ids))
    return {number: name for number, name in session.execute(found)}


def relations_of(
    session: Session, organisation_ids: Sequence[int], viewer: Viewer
) -> dict[int, list[Any]]:
    """Our partnerships with each of these organisations: id, name and state, in effect first."""
    if not organisation_ids:
        return {}
    rank = sa.case((Partnership.state.in_(IN_EFFECT), 0), else_=1)
    found = (
        sa.select(
            PartnershipOrganisation.organisation_id,
            Partnership.id,
            Partnership.name,
            Partnership.state,
        )
        .join(Partnership, Partnership.id == PartnershipOrganisation.partnership_id)
        .where(PartnershipOrganisation.organisation_id.in_(organisation_ids), visible(viewer))
        .order_by(rank, Partnership.name_folded, Partnership.id)
    )
    relations: dict[int, list[Any]] = {}
    for row in session.execute(found):
        relations.setdefault(row.organisation_id, []).append(row)
    return relations


def quiet_partnerships(
    session: Session, viewer: Viewer, today: date, user_id: int | None, limit: int = 8
) -> list[Partnership]:
    """Active partnerships never engaged or silent beyond their cadence; ``user_id`` narrows to
    what that person owns or deputises for. The longest silence comes first."""
    silent_days = sa.func.coalesce(Partnership.cadence_days, USUAL_CADENCE_DAYS)
    if session.get_bind().dialect.name == "sqlite":
        silence = sa.func.julianday(today.isoformat()) - sa.func.julianday(
            Partnership.last_engaged_on
        )
    else:
        silence = sa.literal(today, sa.Date) - Partnership.last_engaged_on
    found = sa.select(Partnership).where(
        Partnership.state == PartnershipState.ACTIVE,
        sa.or_(Partnership.last_engaged_on.is_(None), silence > silent_days),
        visible(viewer),
    )
    if user_id is not None:
        found = found.where(
            sa.or_(Partnership.owner_id == user_id, Partnership.deputy_id == user_id)
        )
    ordered = found.order_by(
        Partnership.last_engaged_on.asc().nulls_first(), Partnership.name_folded
    )
    return list(session.scalars(ordered.options(joinedload(Partnership.owner)).limit(limit)))
