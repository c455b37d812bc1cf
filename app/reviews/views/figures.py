"""The figures of a review in words: three quarters beside each other and the year's plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.i18n import (
    NONE,
    action_label,
    choice,
    field_label,
    language,
    show_date,
    show_number,
)
from app.partnerships.models import PartnershipState
from app.reviews.figures import PERIODS, quarter_of
from app.reviews.models import Review
from app.reviews.views.lines import Line, Lines, Three


@dataclass(frozen=True)
class Measure:
    """An indicator with its baseline, target and what was measured in the three quarters."""

    name: str
    baseline: str
    target: str
    values: Three


@dataclass(frozen=True)
class Happening:
    """Something that changed in the quarter."""

    on: str
    what: str
    who: str
    detail: str


@dataclass(frozen=True)
class Figures:
    """The figures of a review, ready to show on screen and on paper."""

    quarters: Three
    lines: list[Line]
    measures: list[Measure]
    changes: list[Happening]


# The history of a partnership holds its hand-overs, too, which have states of their own.
STATES = {None, "", *PartnershipState}


def figures(review: Review, shown: dict[str, Any], names: dict[int, str]) -> Figures:
    """The snapshot of a review in words; people by name where they still have one."""
    return Figures(
        quarters=[str(quarter_of(shown, period)) for period in PERIODS],
        lines=Lines(review, shown).all(),
        measures=[_measure(each, shown) for each in shown.get("indicators", ())],
        changes=[
            Happening(
                on=show_date(date.fromisoformat(each["on"])),
                what=action_label(each["action"]),
                who=names.get(each["actor_id"], "Kumppani"),
                detail=_detail(each, names),
            )
            for each in shown["changes"]
        ],
    )


def _measure(each: dict[str, Any], shown: dict[str, Any]) -> Measure:
    names, unit = each["names"], each["unit"]
    name = next((names[code] for code in (language(), "en", "fi", "sv") if names[code]), "")
    return Measure(
        name=f"{name} ({unit})" if unit else name,
        baseline=_value(each["baseline"], each["baseline_year"]),
        target=_value(each["target"], each["target_year"]),
        values=[_actual(each["actuals"], str(quarter_of(shown, period))) for period in PERIODS],
    )


def _actual(actuals: dict[str, str | None], quarter: str) -> str:
    """What was measured in the quarter, else in its year, which is then named."""
    if quarter in actuals:
        return _value(actuals[quarter])
    year = quarter.partition("-")[0]
    return _value(actuals.get(year), year)


def _value(value: str | None, year: int | str | None = None) -> str:
    if value is None:
        return NONE
    text = show_number(Decimal(value))
    return f"{text} ({year})" if year else text


def _detail(change: dict[str, Any], names: dict[int, str]) -> str:
    """What it was and what it became, where two words say it."""
    told = []
    for name, value in change["fields"].items():
        if name == "state" and isinstance(value, list) and STATES.issuperset(value):
            old, new = (choice(PartnershipState(each)) if each else NONE for each in value)
        elif name in ("owner_id", "deputy_id") and isinstance(value, list):
            old, new = (names.get(each, NONE) if each else NONE for each in value)
        else:
            continue
        told.append(f"{field_label('partnership', name)}: {old} → {new}")
    return "; ".join(told)
