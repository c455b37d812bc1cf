"""What a quarter's review counts, for many partnerships in a constant number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.core.db import Visibility, only_compared
from app.core.periods import Quarter
from app.engagements.models import (
    COUNTED,
    COUNTS,
    HELD,
    Engagement,
    EngagementState,
    EngagementType,
    FollowUp,
    FollowUpState,
    ResultKind,
    Tier,
    kept_quarter,
)
from app.engagements.queries.visibility import audience

Partnerships = Sequence[int] | sa.Select[Any]
"""Numbers of partnerships, or a select of them."""
Cells = dict[tuple[int, int], int]


@dataclass
class QuarterFigures:
    """Counts of one partnership in a quarter.

    Types, tiers and results count what was held; states count everything. ``cost_eur`` is None
    when no cost was recorded, because blank is not zero. ``late`` are the open ones past due.
    """

    by_state: dict[EngagementState, int] = field(default_factory=dict)
    by_type: dict[EngagementType, int] = field(default_factory=dict)
    by_our_tier: dict[Tier, int] = field(default_factory=dict)
    by_their_tier: dict[Tier, int] = field(default_factory=dict)
    by_result: dict[ResultKind, int] = field(default_factory=dict)
    cost_eur: Decimal | None = None
    follow_ups_done: int = 0
    follow_ups_open: int = 0
    follow_ups_late: int = 0

    @property
    def held(self) -> int:
        return self.by_state.get(EngagementState.HELD, 0)


def quarter_figures(
    session: Session,
    partnerships: Partnerships,
    quarter: Quarter,
    widest: Visibility = Visibility.CITY,
) -> dict[int, QuarterFigures]:
    """Figures by partnership, for an audience, in two statements; empty where nothing happened."""
    figures: dict[int, QuarterFigures] = defaultdict(QuarterFigures)
    if isinstance(partnerships, sa.Select) or partnerships:
        _read_engagements(session, figures, _within(partnerships, quarter, widest))
        _count_follow_ups(session, figures, partnerships, quarter, widest)
    return figures


def held_in(
    session: Session,
    partnerships: Partnerships,
    quarter: Quarter,
    widest: Visibility = Visibility.CITY,
) -> int:
    """How many engagements all these partnerships together held in a quarter."""
    held = sa.select(sa.func.sum(kept_quarter.c[HELD]))
    return int(session.scalar(held.where(_within(partnerships, quarter, widest))) or 0)


def held_by_cell(session: Session, quarter: Quarter, widest: Visibility) -> Cells:
    """(objective, focus area) → engagements held in a quarter, for an audience."""
    cell = (kept_quarter.c.objective_id, kept_quarter.c.focus_area_id)
    counted = sa.select(*cell, sa.func.sum(kept_quarter.c[HELD])).where(
        _in(quarter, widest), kept_quarter.c.partnership_id == 0
    )
    found: Any = session.execute(counted.group_by(*cell))
    return {(objective, area): int(count) for objective, area, count in found}


def quarter_engagements(
    session: Session,
    partnership_id: int,
    quarter: Quarter,
    widest: Visibility = Visibility.CITY,
) -> list[Engagement]:
    """The engagements of one partnership in a quarter, oldest first, for an audience; their own
    columns only."""
    statement = sa.select(Engagement).where(
        Engagement.partnership_id == partnership_id,
        Engagement.starts_on.between(quarter.first_day, quarter.last_day),
        audience(widest),
    )
    return list(session.scalars(statement.order_by(Engagement.starts_on, Engagement.id)))


def _in(quarter: Quarter, widest: Visibility) -> Any:
    kept = kept_quarter.c
    return sa.and_(
        kept.year == quarter.year,
        kept.quarter_number == quarter.number,
        audience(widest, kept.visibility),
    )


def _within(partnerships: Partnerships, quarter: Quarter, widest: Visibility) -> Any:
    number = kept_quarter.c.partnership_id
    return sa.and_(_in(quarter, widest), number > 0, number.in_(partnerships))


def _read_engagements(session: Session, figures: dict[int, QuarterFigures], within: Any) -> None:
    kept = kept_quarter.c
    sums = [sa.func.sum(kept[name]).label(name) for name in COUNTS]
    found = sa.select(kept.partnership_id, *sums).where(within).group_by(kept.partnership_id)
    for row in session.execute(found).mappings():
        figure = figures[row["partnership_id"]]
        by_measure: dict[str, Any] = {
            "state": figure.by_state,
            "type": figure.by_type,
            "our": figure.by_our_tier,
            "their": figure.by_their_tier,
            "result": figure.by_result,
        }
        for name, (measure, member) in COUNTED.items():
            if row[name]:
                by_measure[measure][member] = int(row[name])
        if row["costed"]:
            figure.cost_eur = Decimal(int(row["cost_cents"])).scaleb(-2)


def _count_follow_ups(
    session: Session,
    figures: dict[int, QuarterFigures],
    partnerships: Partnerships,
    quarter: Quarter,
    widest: Visibility,
) -> None:
    """A promise is as old as its engagement; one without an engagement as its record."""
    first_day, last_day = quarter.first_day, quarter.last_day
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
    number: Any = FollowUp.partnership_id
    if isinstance(partnerships, sa.Select):
        # Of all partnerships, what is open or was closed lately is less than what each has.
        number = only_compared(number)
    counted = (
        sa.select(
            number,
            sa.func.count(sa.case((closed_in_time, 1))),
            sa.func.count(sa.case((still_open, 1))),
            sa.func.count(sa.case((late, 1))),
        )
        .outerjoin(Engagement, Engagement.id == FollowUp.engagement_id)
        .where(
            number.in_(partnerships),
            # What was closed before the quarter is most of them, and counts nowhere.
            sa.or_(FollowUp.closed_on.is_(None), FollowUp.closed_on >= first_day),
            sa.or_(Engagement.id.is_(None), audience(widest)),
        )
        .group_by(number)
    )
    rows: Any = session.execute(counted)
    for number, done, open_, overdue in rows:
        figures[number].follow_ups_done = done
        figures[number].follow_ups_open = open_
        figures[number].follow_ups_late = overdue
