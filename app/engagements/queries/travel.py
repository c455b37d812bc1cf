"""What the journeys of a quarter emitted, as far as the viewer may see the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.i18n import localised
from app.core.periods import Quarter
from app.core.permissions import Viewer
from app.engagements.models import Engagement, EngagementState, EngagementTravel, TravelMeans
from app.engagements.queries.visibility import visible_to
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
