"""The records behind the figures of a report: engagements and promises, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.models import Engagement, FollowUp
from app.engagements.queries.figures import promises_at_end
from app.engagements.queries.visibility import audience
from app.partnerships.models import Partnership
from app.users.models import User


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


def late_promises(
    session: Session,
    partnerships: sa.Select[Any],
    quarter: Quarter,
    late_on: date,
    widest: Visibility,
) -> Sequence[Any]:
    """Follow-ups open at the end of the quarter and due until ``late_on``, longest late first:
    id, what, due_on, the assignee's name, and the partnership's number and name."""
    _open, late = promises_at_end(FollowUp, quarter, late_on)
    return _promises(session, partnerships, late, widest)


def open_promises(
    session: Session, partnerships: sa.Select[Any], quarter: Quarter, widest: Visibility
) -> Sequence[Any]:
    """The same of all that were open at the end of the quarter, those without a day last."""
    still_open, _late = promises_at_end(FollowUp, quarter, quarter.last_day)
    return _promises(session, partnerships, still_open, widest)


def _promises(
    session: Session,
    partnerships: sa.Select[Any],
    condition: sa.ColumnElement[bool],
    widest: Visibility,
) -> Sequence[Any]:
    statement = (
        sa.select(
            FollowUp.id,
            FollowUp.what,
            FollowUp.due_on,
            FollowUp.partnership_id,
            User.name.label("assignee_name"),
            Partnership.name,
        )
        .join(Partnership, Partnership.id == FollowUp.partnership_id)
        .outerjoin(Engagement, Engagement.id == FollowUp.engagement_id)
        .outerjoin(User, User.id == FollowUp.assignee_id)
        .where(
            FollowUp.partnership_id.in_(partnerships),
            condition,
            sa.or_(Engagement.id.is_(None), audience(widest)),
        )
        .order_by(FollowUp.due_on.is_(None), FollowUp.due_on, FollowUp.id)
    )
    return session.execute(statement).all()
