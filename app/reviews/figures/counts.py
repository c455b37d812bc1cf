"""What is counted for a quarter: the log's kept counts, and promises, duties and fees recounted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.core.periods import Quarter
from app.engagements.models import EngagementState
from app.engagements.queries.figures import QuarterFigures

Entry = dict[str, Any]
WAITING = (EngagementState.PLANNED, EngagementState.RESCHEDULED)


def of_quarter(
    quarter: Quarter,
    found: QuarterFigures,
    engagements: Sequence[Entry],
    follow_ups: Sequence[Entry],
    duties: Sequence[Entry],
    fees: Sequence[Entry],
    today: date,
) -> Entry:
    """Everything that one quarter counts. Amounts are EUR as text, emissions kilograms of CO₂e;
    None where none is recorded."""
    states = found.by_state
    held = held_in(quarter, engagements)
    return {
        "quarter": str(quarter),
        "held": found.held,
        "planned": sum(states.get(state, 0) for state in WAITING),
        "cancelled": states.get(EngagementState.CANCELLED, 0),
        "types": {member.value: n for member, n in found.by_type.items()},
        "tiers": {member.value: n for member, n in found.by_our_tier.items()},
        "their_tiers": {member.value: n for member, n in found.by_their_tier.items()},
        "results": {member.value: n for member, n in found.by_result.items()},
        "cost_eur": f"{found.cost_eur:.2f}" if found.cost_eur is not None else None,
        **{name: len(rows) for name, rows in promises(quarter, follow_ups, today).items()},
        **{name: len(rows) for name, rows in kept_duties(quarter, duties, today).items()},
        "paid_eur": _sum(fee["eur"] for fee in paid(quarter, fees)),
        "co2e_kg": _sum((each["co2e_kg"] for each in held), places=1),
        "with_solutions": sum(bool(each["solutions"]) for each in held),
    }


def held_in(quarter: Quarter, engagements: Iterable[Entry]) -> list[Entry]:
    """What took place in the quarter."""
    first, last = quarter.first_day.isoformat(), quarter.last_day.isoformat()
    return [
        each
        for each in engagements
        if each["state"] == EngagementState.HELD.value and first <= each["on"] <= last
    ]


def promises(quarter: Quarter, follow_ups: Iterable[Entry], today: date) -> dict[str, list[Entry]]:
    """Follow-ups done in the quarter, open at its end, and late then (as far as it has come)."""
    first, last = quarter.first_day.isoformat(), quarter.last_day.isoformat()
    passed = _passed(quarter, today)
    found = list(follow_ups)
    still_open = [
        one
        for one in found
        if one["since"] <= last and (one["closed_on"] is None or one["closed_on"] > last)
    ]
    return {
        "done": [
            one
            for one in found
            if one["state"] == "done" and one["closed_on"] and first <= one["closed_on"] <= last
        ],
        "open": still_open,
        "late": [one for one in still_open if one["due_on"] and one["due_on"] <= passed],
    }


def kept_duties(quarter: Quarter, duties: Iterable[Entry], today: date) -> dict[str, list[Entry]]:
    """Obligations and reports fulfilled in the quarter, due in it, and late at its end."""
    first, last = quarter.first_day.isoformat(), quarter.last_day.isoformat()
    passed = _passed(quarter, today)
    found = list(duties)
    return {
        "duties_met": [one for one in found if one["done_on"] and first <= one["done_on"] <= last],
        "duties_due": [one for one in found if first <= one["due_on"] <= last],
        "duties_late": [
            one
            for one in found
            if one["due_on"] <= passed and (one["done_on"] is None or one["done_on"] > last)
        ],
    }


def paid(quarter: Quarter, fees: Iterable[Entry]) -> list[Entry]:
    """The fees paid in the quarter."""
    first, last = quarter.first_day.isoformat(), quarter.last_day.isoformat()
    return [fee for fee in fees if fee["paid_on"] and first <= fee["paid_on"] <= last]


def _passed(quarter: Quarter, today: date) -> str:
    """The last day whose promises can be late: the quarter's, or yesterday while it runs."""
    return min(quarter.last_day, today - timedelta(days=1)).isoformat()


def _sum(amounts: Iterable[str | None], places: int = 2) -> str | None:
    known = [Decimal(amount) for amount in amounts if amount is not None]
    return f"{sum(known, Decimal()):.{places}f}" if known else None
