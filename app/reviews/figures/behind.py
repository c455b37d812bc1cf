"""The list behind each figure, taken from the snapshot's own lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from app.core.periods import Quarter
from app.engagements.models import EngagementState, EngagementType
from app.reviews.figures import counts

Entry = dict[str, Any]
Snapshot = dict[str, Any]
HELD = EngagementState.HELD.value
# Which way somebody travelled, by the type of what was held.
DIRECTIONS = {
    "in": (EngagementType.INCOMING_VISIT,),
    "out": (EngagementType.OUTGOING_DELEGATION,),
    "neither": tuple(
        kind
        for kind in EngagementType
        if kind not in (EngagementType.INCOMING_VISIT, EngagementType.OUTGOING_DELEGATION)
    ),
}
PROMISES = ("done", "open", "late")
# What is counted of engagements that have something: a journey, a solution.
OF_HELD = {"emitted": "co2e_kg", "solutions": "solutions"}
DUTIES = ("duties_met", "duties_due", "duties_late")

_OF_ENGAGEMENT: dict[str, Callable[[Entry, str], bool]] = {
    "type": lambda each, wanted: each["type"] == wanted,
    "our": lambda each, wanted: each["our_tier"] == wanted,
    "their": lambda each, wanted: each["their_tier"] == wanted,
    "result": lambda each, wanted: wanted in each["results"],
    "way": lambda each, wanted: each["type"] in DIRECTIONS.get(wanted, ()),
}


def quarter_of(figures: Snapshot, period: str) -> Quarter:
    """The quarter of ``now``, ``before`` or ``year_before``."""
    quarter = Quarter.parse(figures["quarter"])
    return {"now": quarter, "before": quarter.previous, "year_before": quarter.year_before}[period]


def behind(figures: Snapshot, period: str, key: str) -> tuple[str, list[Entry]]:
    """(what kind of list it is, its entries) for a figure such as ``held``, ``type-meeting``,
    ``late`` or ``paid``; KeyError for a figure that there is none of."""
    quarter, today = quarter_of(figures, period), date.fromisoformat(figures["as_of"])
    if key in PROMISES:
        return "follow_ups", counts.promises(quarter, figures["follow_ups"], today)[key]
    if key in DUTIES:
        return "duties", counts.kept_duties(quarter, figures["duties"], today)[key]
    if key == "paid":
        return "fees", counts.paid(quarter, figures["fees"])
    if key in OF_HELD:
        held = counts.held_in(quarter, figures["engagements"])
        return "engagements", [each for each in held if each[OF_HELD[key]]]
    first, last = quarter.first_day.isoformat(), quarter.last_day.isoformat()
    found = [each for each in figures["engagements"] if first <= each["on"] <= last]
    return "engagements", [each for each in found if _counts(each, key)]


def _counts(each: Entry, key: str) -> bool:
    if key == "cost":
        return each["cost_eur"] is not None
    if key == "held":
        return bool(each["state"] == HELD)
    if key == "planned":
        return each["state"] in counts.WAITING
    if key == "cancelled":
        return bool(each["state"] == EngagementState.CANCELLED.value)
    measure, _sep, wanted = key.partition("-")
    return bool(each["state"] == HELD) and _OF_ENGAGEMENT[measure](each, wanted)
