"""What may happen to strategies, goals and indicators; pure questions, no database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.errors import Gap
from app.core.i18n import _l
from app.strategy.models import Indicator, Strategy, StrategyKind, StrategyState

READ_ONLY = _l("A superseded strategy can be read, not changed.")
PERIOD = re.compile(r"(19|20|21)\d{2}(-Q[1-4])?", re.ASCII)


def is_editable(strategy: Strategy) -> bool:
    """Whether it, its goals, objectives and focus areas may still change."""
    return strategy.state is not StrategyState.SUPERSEDED


def adoption_gaps(strategy: Strategy) -> list[Gap]:
    """What a draft needs before it is put in force, met or not (product description, section 1).

    Goals, objectives and focus areas must be loaded.
    """
    if strategy.kind is StrategyKind.CITY_STRATEGY:
        return [
            Gap("goals", _l("At least one strategic goal"), "", bool(strategy.goals)),
            Gap("vision", _l("A vision, in English at least"), "", bool(strategy.vision_en)),
        ]
    return [
        Gap("objectives", _l("At least one objective"), "", bool(strategy.objectives)),
        Gap("focus_areas", _l("At least one focus area"), "", bool(strategy.focus_areas)),
    ]


def decision_gaps(previous: Strategy | None, values: Mapping[str, Any], today: date) -> list[Gap]:
    """What is wrong with the decision that puts a draft in force; empty when nothing is.

    ``values`` has ``adopted_by``, ``decided_on`` and ``in_force_from``.
    """
    gaps = []
    if not values.get("adopted_by"):
        gaps.append(Gap("adopted_by", _l("Write who adopted it."), "adopted_by"))
    decided, start = values.get("decided_on"), values.get("in_force_from")
    if decided is None:
        gaps.append(Gap("decided_on", _l("Enter the date of the decision."), "decided_on"))
    elif decided > today:
        gaps.append(Gap("decided_on", _l("The decision cannot lie in the future."), "decided_on"))
    if start is None:
        gaps.append(Gap("start", _l("Enter the day from which it is in force."), "in_force_from"))
    elif start > today:
        message = _l("Adopt it on the day it comes into force, not before.")
        gaps.append(Gap("start", message, "in_force_from"))
    elif previous is not None and previous.in_force_from and start <= previous.in_force_from:
        message = _l("It must come into force later than the one it supersedes did.")
        gaps.append(Gap("start", message, "in_force_from"))
    return gaps


def deadline_gaps(values: Mapping[str, Any]) -> list[Gap]:
    """What is wrong with the day until which the old is to be justified anew."""
    deadline, start = values.get("rejustify_by"), values.get("in_force_from")
    if deadline is None or start is None or deadline > start:
        return []
    message = _l("Give people time: this day must come after the first day in force.")
    return [Gap("rejustify_by", message, "rejustify_by")]


def is_period(text: str) -> bool:
    """Whether a measured value may carry this period: ``2026`` or ``2026-Q3``."""
    return PERIOD.fullmatch(text) is not None


def progress(indicator: Indicator) -> int | None:
    """How far the latest actual has come from baseline to target, in per cent from 0 to 100.

    None where baseline, target or actual is blank, because blank is not zero.
    """
    if indicator.baseline is None or indicator.target is None or not indicator.actuals:
        return None
    way: Decimal = indicator.target - indicator.baseline
    if way == 0:
        return None
    done = (indicator.actuals[-1].value - indicator.baseline) / way * 100
    return int(min(max(done, Decimal(0)), Decimal(100)))


def moved(ids: Sequence[int], moving: int, step: int) -> list[int]:
    """The order after ``moving`` went one place up (-1) or down (+1); the ends stay."""
    order = list(ids)
    here = order.index(moving)
    there = min(max(here + step, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return order
