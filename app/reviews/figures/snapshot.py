"""A snapshot of three quarters with the lists behind it, in a constant number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.queries.figures import counted_in
from app.reviews import queries
from app.reviews.figures import counts, entries
from app.reviews.models import Review, ReviewState
from app.reviews.rules.content import FORM

Snapshot = dict[str, Any]
PERIODS = ("now", "before", "year_before")
PEOPLE = ("owner_id", "deputy_id")


def shown(session: Session, review: Review, trail: Sequence[Review]) -> Snapshot:
    """What the review's page shows: the frozen figures, or those of this moment. ``trail`` are the
    reviews of the partnership."""
    if review.state is ReviewState.ACCEPTED and review.figures is not None:
        return review.figures
    return snapshot(session, review, trail)


def snapshot(session: Session, review: Review, trail: Sequence[Review]) -> Snapshot:
    """The review's quarter, the one before and the same one a year ago, in six statements.

    A quarter that had ended before the partnership came into effect, and in which nothing was
    logged, is None: blank is not zero.
    """
    quarter, partnership = review.round.quarter, review.partnership
    number, widest = review.partnership_id, _audience(partnership)
    quarters = dict(zip(PERIODS, (quarter, quarter.previous, quarter.year_before), strict=True))
    since = quarter.year_before.first_day
    found = queries.engagements_in(session, number, list(quarters.values()), widest)
    promised = queries.follow_ups_since(session, number, since, widest)
    papers = queries.duties_since(session, number, since)
    measured = queries.indicators_of(session, number)
    changed = queries.changes_between(session, [number], *_span(quarter))
    lists: Snapshot = {
        "engagements": [entries.engagement(each) for each in found],
        "follow_ups": [entries.follow_up(each, on) for each, on in promised],
        "duties": entries.duties(papers),
        "fees": entries.fees(papers),
        "indicators": [entries.indicator(each, quarters.values()) for each in measured],
        "changes": [
            entries.change(each)
            for each in changed
            if any(name in each.fields for name in entries.TOLD)
        ],
    }
    counted = counted_in(session, [number], list(quarters.values()), widest)
    today = clock.today()
    rows = (lists["engagements"], lists["follow_ups"], lists["duties"], lists["fees"])
    periods = {
        name: counts.of_quarter(each, counted[each], *rows, today)
        if _is_known(partnership, each, lists)
        else None
        for name, each in quarters.items()
    }
    return {
        "form": FORM,
        "quarter": str(quarter),
        "as_of": today.isoformat(),
        "audience": widest.value,
        "partnership": _facts(partnership),
        **periods,
        "working_days": [_working_days(trail, quarters[name]) for name in PERIODS[1:]],
        **lists,
    }


def _working_days(trail: Sequence[Review], quarter: Quarter) -> str | None:
    """The days that the accepted review of an earlier quarter states; blank is not zero."""
    for review in trail:
        if review.round.quarter == quarter and review.state is ReviewState.ACCEPTED:
            return None if review.working_days is None else f"{review.working_days:.1f}"
    return None


def people(figures: Snapshot) -> set[int]:
    """The numbers of everybody a snapshot points at."""
    found = {each["actor_id"] for each in figures["changes"]}
    found |= {each["assignee_id"] for each in figures["follow_ups"]}
    for change in figures["changes"]:
        for name in PEOPLE:
            found |= set(change["fields"].get(name, ()))
    return {number for number in found if number is not None}


def _audience(partnership: Any) -> Visibility:
    is_restricted = partnership.visibility is Visibility.RESTRICTED
    return Visibility.RESTRICTED if is_restricted else Visibility.CITY


def _facts(partnership: Any) -> Snapshot:
    """What it is, who answers for it, and what is planned for a year."""
    plan = {
        name: str(value) if value is not None else None
        for name, value in (
            ("fee_eur", partnership.fee_eur),
            ("travel_eur", partnership.travel_eur),
            ("working_days", partnership.working_days),
        )
    }
    return {
        "id": partnership.id,
        "reference": partnership.reference,
        "name": partnership.name,
        "state": partnership.state.value,
        "owner_id": partnership.owner_id,
        "deputy_id": partnership.deputy_id,
        "plan": plan,
    }


def _is_known(partnership: Any, quarter: Quarter, lists: Snapshot) -> bool:
    """Whether there was anything to count: it was in effect, or something was logged."""
    began = partnership.in_effect_from
    if began is not None and began <= quarter.last_day:
        return True
    first, last = quarter.first_day.isoformat(), quarter.last_day.isoformat()
    return any(first <= each["on"] <= last for each in lists["engagements"])


def _span(quarter: Quarter) -> tuple[datetime, datetime]:
    """The moments at which the quarter begins and the next one does, in the city's zone."""
    after = quarter.last_day + timedelta(days=1)
    return (
        datetime.combine(quarter.first_day, time(), tzinfo=clock.zone),
        datetime.combine(after, time(), tzinfo=clock.zone),
    )
