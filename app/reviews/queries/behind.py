"""The records behind the figures of a review, each kind in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.audit import Change
from app.core.db import Visibility, only_compared
from app.core.periods import Quarter
from app.engagements.models import Engagement, EngagementResult, EngagementTravel, FollowUp
from app.engagements.queries.visibility import audience
from app.knowledge.models import Solution, solution_engagement
from app.partnerships.models import (
    Alignment,
    MembershipFee,
    Obligation,
    ReportingDate,
    partnership_objective,
)
from app.partnerships.queries import Papers, read_papers
from app.strategy.models import Indicator
from app.users.models import User

RESULTS = (
    sa.select(sa.func.aggregate_strings(EngagementResult.kind, " "))
    .where(EngagementResult.engagement_id == Engagement.id)
    .correlate(Engagement)
    .scalar_subquery()
)
EMITTED = (
    sa.select(sa.func.sum(EngagementTravel.co2e_kg))
    .where(EngagementTravel.engagement_id == Engagement.id)
    .correlate(Engagement)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Logged:
    """An engagement, its own columns only, with the codes of its results, the kilograms of CO₂e of
    its journeys (None where none is recorded) and the numbers of the solutions that came up."""

    engagement: Engagement
    results: list[str]
    co2e_kg: Decimal | None
    solutions: list[int]


def engagements_in(
    session: Session, partnership_id: int, quarters: Sequence[Quarter], widest: Visibility
) -> list[Logged]:
    """The engagements of a partnership in any of these quarters, oldest first, for an audience."""
    days = [Engagement.starts_on.between(each.first_day, each.last_day) for each in quarters]
    statement = (
        sa.select(Engagement, RESULTS, EMITTED, _solutions(widest))
        .where(Engagement.partnership_id == partnership_id, sa.or_(*days), audience(widest))
        .order_by(Engagement.starts_on, Engagement.id)
    )
    rows: Any = session.execute(statement)
    return [
        Logged(
            engagement,
            sorted((kinds or "").split()),
            None if emitted is None else Decimal(emitted).quantize(Decimal("0.1")),
            sorted(int(number) for number in (numbers or "").split()),
        )
        for engagement, kinds, emitted, numbers in rows
    ]


def _solutions(widest: Visibility) -> Any:
    """The numbers of the solutions of an engagement that an audience may know of."""
    number = sa.cast(Solution.id, sa.String)
    return (
        sa.select(sa.func.aggregate_strings(number, " "))
        .join(solution_engagement, solution_engagement.c.solution_id == Solution.id)
        .where(
            solution_engagement.c.engagement_id == Engagement.id,
            audience(widest, Solution.visibility),
        )
        .correlate(Engagement)
        .scalar_subquery()
    )


def follow_ups_since(
    session: Session, partnership_id: int, first_day: date, widest: Visibility
) -> list[tuple[FollowUp, date | None]]:
    """Follow-ups that were open on ``first_day`` or later, soonest due first, each with the day of
    its engagement, for an audience."""
    statement = (
        sa.select(FollowUp, Engagement.starts_on)
        .outerjoin(Engagement, Engagement.id == FollowUp.engagement_id)
        .where(
            FollowUp.partnership_id == partnership_id,
            sa.or_(FollowUp.closed_on.is_(None), FollowUp.closed_on >= first_day),
            sa.or_(Engagement.id.is_(None), audience(widest)),
        )
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    rows: Any = session.execute(statement)
    return [(follow_up, on) for follow_up, on in rows]


def duties_since(session: Session, partnership_id: int, first_day: date) -> Papers:
    """Obligations, reports of a project and yearly fees, open on ``first_day`` or later."""
    papers = read_papers(
        session,
        {
            "obligations": sa.and_(
                Obligation.partnership_id == partnership_id,
                sa.or_(Obligation.fulfilled_on.is_(None), Obligation.fulfilled_on >= first_day),
            ),
            "reports": sa.and_(
                ReportingDate.project_id == partnership_id,
                sa.or_(
                    ReportingDate.submitted_on.is_(None), ReportingDate.submitted_on >= first_day
                ),
            ),
            "fees": sa.and_(
                MembershipFee.membership_id == partnership_id,
                sa.or_(MembershipFee.paid_on.is_(None), MembershipFee.paid_on >= first_day),
            ),
        },
    )
    return papers.get(partnership_id, Papers())


def indicators_of(session: Session, partnership_id: int) -> list[Indicator]:
    """The measures of the goals in force and of the objectives that it serves, with all values."""
    goals = sa.select(Alignment.goal_id).where(
        Alignment.partnership_id == partnership_id, Alignment.lapsed_on.is_(None)
    )
    objectives = sa.select(partnership_objective.c.objective_id).where(
        partnership_objective.c.partnership_id == partnership_id
    )
    statement = (
        sa.select(Indicator)
        .where(sa.or_(Indicator.goal_id.in_(goals), Indicator.objective_id.in_(objectives)))
        .options(joinedload(Indicator.actuals))
        .order_by(Indicator.id)
    )
    return list(session.scalars(statement).unique())


def changes_between(
    session: Session,
    partnerships: Sequence[int] | sa.Select[Any],
    first: datetime,
    last: datetime,
) -> list[Change]:
    """History entries of these partnerships in a span of time, oldest first; ``partnerships`` are
    numbers or a select of them."""
    number: sa.ColumnElement[int] = Change.__table__.c.entity_id
    if isinstance(partnerships, sa.Select):
        # Of many the changes of the span are fewer than the history of each.
        number = only_compared(number)
    statement = (
        sa.select(Change)
        .where(
            Change.entity_type == "partnership",
            number.in_(partnerships),
            Change.at >= first,
            Change.at < last,
        )
        .order_by(Change.id)
    )
    return list(session.scalars(statement))


def names_of(session: Session, user_ids: set[int]) -> dict[int, str]:
    """The names of people by their numbers, for pages that hold references only."""
    if not user_ids:
        return {}
    found = sa.select(User.id, User.name).where(User.id.in_(user_ids))
    return {number: name for number, name in session.execute(found)}
