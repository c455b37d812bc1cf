"""The engagements behind the figures of a report, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.models import Engagement
from app.engagements.queries.visibility import audience
from app.partnerships.models import Partnership


def engagements_of(
    session: Session,
    partnerships: sa.Select[Any],
    quarter: Quarter,
    widest: Visibility,
    conditions: Sequence[sa.ColumnElement[bool]],
) -> Sequence[Any]:
    """Engagements of these partnerships in a quarter, oldest first, for an audience: id, summary,
    starts_on, type, and the partnership's number and name."""
    statement = (
        sa.select(
            Engagement.id,
            Engagement.summary,
            Engagement.starts_on,
            Engagement.type,
            Engagement.partnership_id,
            Partnership.name,
        )
        .join(Partnership, Partnership.id == Engagement.partnership_id)
        .where(
            Engagement.partnership_id.in_(partnerships),
            Engagement.starts_on.between(quarter.first_day, quarter.last_day),
            audience(widest),
            *conditions,
        )
        .order_by(Engagement.starts_on, Engagement.id)
    )
    return session.execute(statement).all()
