"""The stages of an EU project: which may follow which, and on which days.

The way leads forward only: a bid that is written again for another call is another project, with
its own consortium and score. How stage and state agree is told in the decisions (docs/adr).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.core.errors import Gap
from app.core.i18n import _l
from app.partnerships.models import ProjectStage as Stage

NEXT: dict[Stage, tuple[Stage, ...]] = {
    Stage.IDEA: (Stage.CONSORTIUM_BUILDING, Stage.SUBMITTED, Stage.WITHDRAWN),
    Stage.CONSORTIUM_BUILDING: (Stage.SUBMITTED, Stage.WITHDRAWN),
    Stage.SUBMITTED: (Stage.RESERVE_LIST, Stage.GRANTED, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.RESERVE_LIST: (Stage.GRANTED, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.GRANTED: (Stage.RUNNING, Stage.WITHDRAWN),
    Stage.RUNNING: (Stage.CLOSED, Stage.WITHDRAWN),
    Stage.CLOSED: (),
    Stage.REJECTED: (),
    Stage.WITHDRAWN: (),
}
ORDER = tuple(NEXT)
BIDDING = frozenset({Stage.IDEA, Stage.CONSORTIUM_BUILDING, Stage.SUBMITTED, Stage.RESERVE_LIST})
UNDER_GRANT = frozenset({Stage.GRANTED, Stage.RUNNING})
OVER = frozenset({Stage.CLOSED, Stage.REJECTED, Stage.WITHDRAWN})


def stages_before(stage: Stage) -> list[Stage]:
    """Every stage that a project in ``stage`` may have gone through, in their order."""
    found: set[Stage] = set()
    for earlier in reversed(ORDER):
        if any(follower == stage or follower in found for follower in NEXT[earlier]):
            found.add(earlier)
    return [each for each in ORDER if each in found]


def unrecorded_stages(present: Stage, entries: Iterable[Any]) -> list[Stage]:
    """Stages before the present one that may still be noted, in their order."""
    known = {entry.stage for entry in entries}
    return [stage for stage in stages_before(present) if stage not in known]


def in_order(entries: Iterable[Any]) -> list[Any]:
    """The stage history from the first stage to the last."""
    return sorted(entries, key=lambda entry: ORDER.index(entry.stage))


def day_fits(entries: Iterable[Any], stage: Stage, day: date | None) -> bool:
    """Whether ``stage`` may be dated so beside the other stages; an unknown day always may."""
    if day is None:
        return True
    place = ORDER.index(stage)
    return all(
        entry.stage == stage
        or entry.entered_on is None
        or (
            entry.entered_on <= day if ORDER.index(entry.stage) < place else entry.entered_on >= day
        )
        for entry in entries
    )


def bid_checks(project: Any, today: date) -> list[Gap]:
    """What has to be decided before a bid is submitted, met or not.

    The pattern is the city's own: somebody approves the bid, names who represents the city and
    signs, and fixes the ceiling of our cost, the EU share asked for and the budget line.
    """
    approved: date | None = project.bid_approved_on
    asked = (
        ("bid_approved_by", _l("Who approved the bid"), _written(project.bid_approved_by)),
        (
            "bid_approved_on",
            _l("The day of the approval, not ahead of today"),
            approved is not None and approved <= today,
        ),
        (
            "bid_representative",
            _l("Who represents the city and signs"),
            _written(project.bid_representative),
        ),
        (
            "bid_cost_ceiling_eur",
            _l("The ceiling of our cost"),
            project.bid_cost_ceiling_eur is not None,
        ),
        ("bid_eu_percent", _l("The EU share applied for"), project.bid_eu_percent is not None),
        ("bid_budget_line", _l("The budget line"), _written(project.bid_budget_line)),
    )
    return [Gap(field, label, field, is_met) for field, label, is_met in asked]


def _written(text: str | None) -> bool:
    """Whether a text says anything; a record that is not saved yet may have none."""
    return bool(text and text.strip())


def bid_gaps(project: Any, today: date) -> list[Gap]:
    """What is missing before this bid may be submitted."""
    return [check for check in bid_checks(project, today) if not check.is_met]
