"""The figures of a review: computed from the log while it is open, frozen once it is accepted.

A snapshot is plain JSON in which people stand by number only. Restricted engagements count only
in the review of a restricted partnership, because everybody who sees a review sees its figures.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Change
from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.models import Engagement, EngagementState, FollowUp
from app.engagements.queries.figures import (
    QuarterFigures,
    quarter_engagements,
    quarter_figures,
)
from app.reviews import queries
from app.reviews.models import Review, ReviewState

Snapshot = dict[str, Any]
TOLD = ("state", "owner_id", "deputy_id", "goal_id", "fee_amount", "ends_on", "name")


def shown(session: Session, review: Review) -> Snapshot:
    """What the review's page shows: the frozen figures, or those of this moment."""
    if review.state is ReviewState.ACCEPTED and review.figures is not None:
        return review.figures
    return snapshot(session, review)


def snapshot(session: Session, review: Review) -> Snapshot:
    """The figures of the review's quarter and of the one before, with the lists behind them."""
    quarter = review.round.quarter
    partnership = review.partnership
    widest = (
        Visibility.RESTRICTED
        if partnership.visibility is Visibility.RESTRICTED
        else Visibility.CITY
    )
    fee = str(partnership.fee_eur) if partnership.fee_eur is not None else None
    number = review.partnership_id
    first, last = quarter.first_day, quarter.last_day
    follow_ups = queries.follow_ups_between(session, number, first, last, widest)
    return {
        "quarter": str(quarter),
        "audience": widest.value,
        "partnership": {
            "id": number,
            "reference": partnership.reference,
            "name": partnership.name,
            "state": partnership.state.value,
            "owner_id": partnership.owner_id,
            "deputy_id": partnership.deputy_id,
        },
        "now": _counts(session, number, quarter, widest, fee),
        "before": _counts(session, number, quarter.previous, widest, fee),
        "engagements": [
            _engagement(each) for each in quarter_engagements(session, number, quarter, widest)
        ],
        "follow_ups": [_follow_up(each) for each in follow_ups],
        "changes": [
            _change(each)
            for each in queries.changes_between(session, [number], *_span(quarter))
            if any(name in each.fields for name in TOLD)
        ],
    }


def people(figures: Snapshot) -> set[int]:
    """The numbers of everybody a snapshot points at."""
    found = {each["actor_id"] for each in figures["changes"]}
    found |= {each["assignee_id"] for each in figures["follow_ups"]}
    return {number for number in found if number is not None}


def _span(quarter: Quarter) -> tuple[datetime, datetime]:
    """The moments at which the quarter begins and the next one does, in the city's zone."""
    after = quarter.last_day + timedelta(days=1)
    return (
        datetime.combine(quarter.first_day, time(), tzinfo=clock.zone),
        datetime.combine(after, time(), tzinfo=clock.zone),
    )


def _counts(
    session: Session, partnership_id: int, quarter: Quarter, widest: Visibility, fee: str | None
) -> Snapshot:
    found: QuarterFigures = quarter_figures(session, [partnership_id], quarter, widest)[
        partnership_id
    ]
    states = found.by_state
    waiting = (EngagementState.PLANNED, EngagementState.RESCHEDULED)
    return {
        "quarter": str(quarter),
        "held": found.held,
        "planned": sum(states.get(state, 0) for state in waiting),
        "cancelled": states.get(EngagementState.CANCELLED, 0),
        "types": {member.value: n for member, n in found.by_type.items()},
        "tiers": {member.value: n for member, n in found.by_our_tier.items()},
        "results": {member.value: n for member, n in found.by_result.items()},
        "done": found.follow_ups_done,
        "open": found.follow_ups_open,
        "late": found.follow_ups_late,
        "cost_eur": str(found.cost_eur) if found.cost_eur is not None else None,
        "fee_eur": fee,
    }


def _engagement(engagement: Engagement) -> Snapshot:
    return {
        "id": engagement.id,
        "on": engagement.starts_on.isoformat(),
        "type": engagement.type.value,
        "state": engagement.state.value,
        "summary": engagement.summary,
    }


def _follow_up(follow_up: FollowUp) -> Snapshot:
    return {
        "id": follow_up.id,
        "what": follow_up.what,
        "due_on": follow_up.due_on.isoformat() if follow_up.due_on else None,
        "state": follow_up.state.value,
        "assignee_id": follow_up.assignee_id,
    }


def _change(change: Change) -> Snapshot:
    return {
        "on": clock.local(change.at).date().isoformat(),
        "action": change.action,
        "actor_id": change.actor_id,
        "fields": {name: value for name, value in change.fields.items() if name in TOLD},
    }
