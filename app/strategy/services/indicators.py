"""How goals and objectives are measured, and what was measured."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.records import Values, assign
from app.strategy import rules
from app.strategy.models import Goal, Indicator, IndicatorActual, Objective, Strategy
from app.strategy.services.strategies import demand_editable

ALLOWED = frozenset(
    {
        "name_en", "name_fi", "name_sv", "unit", "baseline", "baseline_year", "target",
        "target_year", "means_of_verification",
    }
)  # fmt: skip
ACTUAL = frozenset({"period", "value", "note"})


def strategy_of(indicator: Indicator) -> Strategy:
    """The strategy whose goal or objective it measures."""
    subject = indicator.goal or indicator.objective
    if subject is None:
        raise ValueError("An indicator measures a goal or an objective.")
    return subject.strategy


def add_indicator(
    session: Session, subject: Goal | Objective, values: Values, *, actor: Actor
) -> Indicator:
    """A new measure of a goal or an objective; blank figures stay blank."""
    demand_editable(subject.strategy)
    key = "goal" if isinstance(subject, Goal) else "objective"
    indicator = Indicator(**{key: subject}, actuals=[])
    assign(indicator, values, ALLOWED)
    with acting(session, actor, "indicator.create"):
        session.add(indicator)
    return indicator


def update_indicator(
    session: Session, indicator: Indicator, values: Values, *, actor: Actor
) -> Indicator:
    demand_editable(strategy_of(indicator))
    with acting(session, actor, "indicator.update"):
        assign(indicator, values, ALLOWED)
    return indicator


def remove_indicator(session: Session, indicator: Indicator, *, actor: Actor) -> None:
    """Remove it with what was measured; the history keeps every figure."""
    demand_editable(strategy_of(indicator))
    with acting(session, actor, "indicator.remove"):
        session.delete(indicator)


def record_actual(
    session: Session, indicator: Indicator, values: Values, *, actor: Actor
) -> IndicatorActual:
    """A value measured in a period (``2026`` or ``2026-Q3``); one value a period."""
    demand_editable(strategy_of(indicator))
    _demand_period(values)
    actual = IndicatorActual()
    assign(actual, values, ACTUAL)
    with acting(session, actor, "actual.create"):
        actual.indicator = indicator
        session.add(actual)
    return actual


def correct_actual(
    session: Session, actual: IndicatorActual, values: Values, *, actor: Actor
) -> IndicatorActual:
    demand_editable(strategy_of(actual.indicator))
    _demand_period(values)
    with acting(session, actor, "actual.update"):
        assign(actual, values, ACTUAL)
    return actual


def _demand_period(values: Values) -> None:
    if "period" in values and not rules.is_period(values["period"]):
        message = _("Write the period as a year or a quarter, like 2026 or 2026-Q3.")
        raise Refused(message, field="period")


def remove_actual(session: Session, actual: IndicatorActual, *, actor: Actor) -> None:
    demand_editable(strategy_of(actual.indicator))
    with acting(session, actor, "actual.remove"):
        session.delete(actual)
