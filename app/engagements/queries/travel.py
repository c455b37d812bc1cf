"""What the journeys of a quarter emitted, as far as the viewer may see the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility, only_compared
from app.core.i18n import localised
from app.core.periods import Quarter
from app.core.permissions import Viewer
from app.engagements.models import Engagement, EngagementState, EngagementTravel, TravelMeans
from app.engagements.queries.visibility import audience, visible_to
from app.users.models import Unit


@dataclass(frozen=True)
class Travelled:
    """Journeys of one means and one unit in a quarter; kilometres are those of all travellers."""

    means: TravelMeans
    unit: str
    journeys: int
    travellers: int
    kilometres: int
    co2e_kg: Decimal


def travel_in(session: Session, quarter: Quarter, viewer: Viewer) -> list[Travelled]:
    """The journeys to what was held in a quarter, in one statement."""
    travel, count = EngagementTravel, sa.func.count
    found = (
        sa.select(
            travel.means,
            Unit,
            count(),
            sa.func.sum(travel.travellers),
            sa.func.sum(travel.travellers * travel.distance_km),
            sa.func.sum(travel.co2e_kg),
        )
        .join(Engagement, Engagement.id == travel.engagement_id)
        .join(Unit, Unit.id == Engagement.unit_id)
        .where(
            Engagement.state == EngagementState.HELD,
            Engagement.starts_on.between(quarter.first_day, quarter.last_day),
            visible_to(viewer),
        )
        .group_by(travel.means, Unit.id)
    )
    return [_row(row) for row in session.execute(found)]


def _row(row: Sequence[Any]) -> Travelled:
    means, unit, journeys, travellers, kilometres, emitted = row
    kilograms = Decimal(emitted).quantize(Decimal("0.1"))
    return Travelled(means, localised(unit), journeys, travellers, kilometres, kilograms)


def emitted_in(
    session: Session,
    quarters: Sequence[Quarter],
    widest: Visibility,
    partnerships: sa.Select[Any] | None = None,
) -> dict[Quarter, Decimal | None]:
    """Kilograms of CO₂e of the journeys to what was held in each quarter, as far as a report for
    this audience may count; None where no journey is recorded, which is not zero.

    ``partnerships`` are the numbers of those it is about; without them all engagements count.
    """
    engagement = Engagement.__table__.c
    first, last = min(quarters).first_day, max(quarters).last_day
    sums = [
        sa.func.sum(EngagementTravel.co2e_kg).filter(
            Engagement.starts_on.between(quarter.first_day, quarter.last_day)
        )
        for quarter in quarters
    ]
    found = (
        sa.select(*sums)
        .select_from(EngagementTravel)
        .join(Engagement, Engagement.id == EngagementTravel.engagement_id)
        .where(
            # There are fewer journeys than engagements of these quarters.
            only_compared(engagement.state) == EngagementState.HELD,
            only_compared(engagement.starts_on).between(first, last),
            audience(widest),
        )
    )
    if partnerships is not None:
        found = found.where(Engagement.partnership_id.in_(partnerships))
    row = session.execute(found).one()
    return {
        quarter: None if emitted is None else Decimal(emitted).quantize(Decimal("0.1"))
        for quarter, emitted in zip(quarters, row, strict=True)
    }
