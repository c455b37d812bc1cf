"""What a quarter's review counts, for many partnerships in a constant number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.core.db import Visibility
from app.core.permissions import EVERYTHING
from app.engagements.models import (
    Engagement,
    EngagementResult,
    EngagementState,
    EngagementType,
    FollowUp,
    FollowUpState,
    ResultKind,
    Tier,
)
from app.engagements.queries.engagements import light
from app.engagements.queries.visibility import audience

K = TypeVar("K")


@dataclass
class QuarterFigures:
    """Counts of one partnership between two days.

    Types, tiers and results count what was held; states count everything. ``cost_eur`` is None
    when no cost was recorded, because blank is not zero. ``late`` are the open ones past due.
    """

    held: int = 0
    by_state: dict[EngagementState, int] = field(default_factory=dict)
    by_type: dict[EngagementType, int] = field(default_factory=dict)
    by_our_tier: dict[Tier, int] = field(default_factory=dict)
    by_their_tier: dict[Tier, int] = field(default_factory=dict)
    by_result: dict[ResultKind, int] = field(default_factory=dict)
    cost_eur: Decimal | None = None
    follow_ups_done: int = 0
    follow_ups_open: int = 0
    follow_ups_late: int = 0


def quarter_figures(
    session: Session,
    partnership_ids: Sequence[int],
    first_day: date,
    last_day: date,
    widest: Visibility = Visibility.CITY,
) -> dict[int, QuarterFigures]:
    """Figures per partnership, all of them present, for an audience; three statements."""
    figures = {number: QuarterFigures() for number in partnership_ids}
    if not figures:
        return figures
    within = sa.and_(
        Engagement.partnership_id.in_(figures),
        Engagement.starts_on.between(first_day, last_day),
        audience(widest),
    )
    _count_engagements(session, figures, within)
    _count_results(session, figures, within)
    _count_follow_ups(session, figures, first_day, last_day, widest)
    return figures


def quarter_engagements(
    session: Session,
    partnership_id: int,
    first_day: date,
    last_day: date,
    widest: Visibility = Visibility.CITY,
) -> list[Engagement]:
    """The engagements of one partnership between two days, oldest first, for an audience."""
    statement = sa.select(Engagement).where(
        Engagement.partnership_id == partnership_id,
        Engagement.starts_on.between(first_day, last_day),
        audience(widest),
    )
    ordered = statement.options(*light(EVERYTHING)).order_by(Engagement.starts_on, Engagement.id)
    return list(session.scalars(ordered))


def _add(counts: dict[K, int], key: K | None, number: int) -> None:
    if key is not None:
        counts[key] = counts.get(key, 0) + number


def _count_engagements(
    session: Session, figures: dict[int, QuarterFigures], within: sa.ColumnElement[bool]
) -> None:
    keys = (
        Engagement.partnership_id,
        Engagement.state,
        Engagement.type,
        Engagement.our_tier,
        Engagement.their_tier,
    )
    counted = sa.select(*keys, sa.func.count(), sa.func.sum(Engagement.cost_eur))
    rows: Any = session.execute(counted.where(within).group_by(*keys))
    for number, state, kind, ours, theirs, count, cost in rows:
        figure = figures[number]
        _add(figure.by_state, state, count)
        if cost is not None:
            figure.cost_eur = (figure.cost_eur or Decimal(0)) + cost
        if state is EngagementState.HELD:
            figure.held += count
            _add(figure.by_type, kind, count)
            _add(figure.by_our_tier, ours, count)
            _add(figure.by_their_tier, theirs, count)


def _count_results(
    session: Session, figures: dict[int, QuarterFigures], within: sa.ColumnElement[bool]
) -> None:
    counted = (
        sa.select(Engagement.partnership_id, EngagementResult.kind, sa.func.count())
        .join(Engagement, Engagement.id == EngagementResult.engagement_id)
        .where(within, Engagement.state == EngagementState.HELD)
        .group_by(Engagement.partnership_id, EngagementResult.kind)
    )
    rows: Any = session.execute(counted)
    for number, kind, count in rows:
        _add(figures[number].by_result, kind, count)


def _count_follow_ups(
    session: Session,
    figures: dict[int, QuarterFigures],
    first_day: date,
    last_day: date,
    widest: Visibility,
) -> None:
    """A promise is as old as its engagement; one without an engagement as its record."""
    midnight = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=clock.zone)
    existed = sa.or_(
        Engagement.starts_on <= last_day,
        sa.and_(Engagement.id.is_(None), FollowUp.created_at < midnight),
    )
    closed_in_time = sa.and_(
        FollowUp.state == FollowUpState.DONE, FollowUp.closed_on.between(first_day, last_day)
    )
    still_open = sa.and_(
        existed, sa.or_(FollowUp.closed_on.is_(None), FollowUp.closed_on > last_day)
    )
    late = sa.and_(still_open, FollowUp.due_on <= min(last_day, clock.today() - timedelta(days=1)))
    counted = (
        sa.select(
            FollowUp.partnership_id,
            sa.func.count(sa.case((closed_in_time, 1))),
            sa.func.count(sa.case((still_open, 1))),
            sa.func.count(sa.case((late, 1))),
        )
        .outerjoin(Engagement, Engagement.id == FollowUp.engagement_id)
        .where(
            FollowUp.partnership_id.in_(figures),
            sa.or_(Engagement.id.is_(None), audience(widest)),
        )
        .group_by(FollowUp.partnership_id)
    )
    rows: Any = session.execute(counted)
    for number, done, open_, overdue in rows:
        figures[number].follow_ups_done = done
        figures[number].follow_ups_open = open_
        figures[number].follow_ups_late = overdue
