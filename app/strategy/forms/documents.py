"""The forms of strategies, their parts, indicators and expertise, one class for each task."""

from __future__ import annotations

from typing import Any

from flask import g
from wtforms import ValidationError

from app.core import clock
from app.core.forms import (
    AmountField,
    AreaField,
    DayField,
    EditForm,
    EnumField,
    Form,
    IdsField,
    LineField,
    NumberField,
)
from app.core.i18n import _, _l
from app.core.session import db
from app.strategy import queries, rules
from app.strategy.models import FocusAreaGroup, StrategyKind

EARLIEST, LATEST = 1900, 2200
# What the columns hold: 18 digits, 4 of them after the point.
LARGEST = "99999999999999"


def _year(label: Any) -> NumberField:
    return NumberField(label, lowest=EARLIEST, highest=LATEST)


class FigureField(AmountField):
    """A measured or wished-for number; what was stored comes back without trailing zeros."""

    def __init__(self, label: Any, *, missing: Any = None, **kwargs: Any) -> None:
        bounds = {"lowest": "-" + LARGEST, "highest": LARGEST, "places": 4}
        super().__init__(label, missing=missing, **{**bounds, **kwargs})

    def _value(self) -> str:
        text = super()._value()
        return text.rstrip("0").rstrip(".") if "." in text and not self.raw_data else text


class StrategyFields(Form):
    """What a strategy or a framework says of itself."""

    title_en = LineField(_l("Title in English"), missing=_l("Write the title in English."))
    title_fi = LineField(_l("Title in Finnish"))
    title_sv = LineField(_l("Title in Swedish"))
    vision_en = AreaField(_l("Vision in English"), maximum=2000, rows=2)
    vision_fi = AreaField(_l("Vision in Finnish"), maximum=2000, rows=2)
    vision_sv = AreaField(_l("Vision in Swedish"), maximum=2000, rows=2)
    summary = AreaField(_l("Summary"))
    period_from = _year(_l("First year"))
    period_to = _year(_l("Last year"))
    adopted_by = LineField(_l("Adopted by"))
    decided_on = DayField(_l("Decided on"))
    case_number = LineField(_l("Case number"), maximum=60)
    section = LineField(_l("Section (§)"), maximum=40)
    source = LineField(_l("Source"), maximum=500)
    evidence_on = DayField(_l("Date of the source"))

    def validate_period_to(self, field: NumberField) -> None:
        first = self.period_from.data
        if first is not None and field.data is not None and field.data < first:
            raise ValidationError(_("The last year cannot be before the first year."))


class NewStrategyForm(StrategyFields):
    """A draft, of either kind."""

    kind = EnumField(_l("Kind"), StrategyKind, missing=_l("Choose the kind."))


class StrategyEditForm(StrategyFields, EditForm):
    """A draft, or the strategy in force, to be corrected."""

    rejustify_by = DayField(_l("To be justified anew by"))


class AdoptForm(EditForm):
    """The decision that puts a draft in force."""

    constraints = {  # noqa: RUF012 (the base declares it as a class variable)
        "uq_strategy_in_force": (
            "in_force_from",
            _l("Another strategy of this kind came into force just now. Open the page again."),
        )
    }

    adopted_by = LineField(_l("Adopted by"), missing=_l("Write who adopted it."))
    decided_on = DayField(_l("Decided on"), missing=_l("Enter the date of the decision."))
    case_number = LineField(_l("Case number"), maximum=60)
    section = LineField(_l("Section (§)"), maximum=40)
    in_force_from = DayField(
        _l("In force from"),
        missing=_l("Enter the day from which it is in force."),
        default=clock.today,
    )
    rejustify_by = DayField(_l("To be justified anew by"))


def _servable() -> list[tuple[int, str]]:
    return queries.servable_objective_choices(db.session)


def _sdgs() -> list[tuple[int, str]]:
    return queries.sdg_choices(db.session)


def _predecessors() -> list[tuple[int, str]]:
    """Set by the view, for they depend on the strategy that the part belongs to."""
    found: list[tuple[int, str]] = g.get("predecessor_choices", [])
    return found


def _focus_areas() -> list[tuple[int, str]]:
    return queries.focus_area_choices(db.session)


class PartFields(Form):
    """What goals, objectives and focus areas have in common."""

    constraints = {  # noqa: RUF012 (the base declares it as a class variable)
        f"uq_{table}_strategy_id_code": ("code", _l("This code is taken. Choose another one."))
        for table in ("goal", "objective", "focus_area")
    }

    code = LineField(_l("Code"), missing=_l("Write a short code, like 3 or O1."), maximum=20)
    name_en = LineField(_l("Name in English"), missing=_l("Write the name in English."))
    name_fi = LineField(_l("Name in Finnish"))
    name_sv = LineField(_l("Name in Swedish"))
    description = AreaField(_l("Description"))
    predecessors = IdsField(_l("Carries on from the one before"), _predecessors)


class GoalFields(PartFields):
    """A strategic goal."""

    objectives = IdsField(_l("Objectives of the framework it serves"), _servable)
    sdgs = IdsField(_l("Sustainable Development Goals"), _sdgs)


class ObjectiveFields(PartFields):
    """An objective of the framework."""

    key_bodies = AreaField(_l("Key bodies"), maximum=2000, rows=2)


class FocusAreaFields(PartFields):
    """A focus area of the framework."""

    group = EnumField(_l("Group"), FocusAreaGroup, missing=_l("Choose the group."))


class GoalEditForm(GoalFields, EditForm):
    """A goal to be edited."""


class ObjectiveEditForm(ObjectiveFields, EditForm):
    """An objective to be edited."""


class FocusAreaEditForm(FocusAreaFields, EditForm):
    """A focus area to be edited."""


class IndicatorFields(Form):
    """A measure; figures may stay blank, because blank is not zero."""

    name_en = LineField(_l("Name in English"), missing=_l("Write what is measured, in English."))
    name_fi = LineField(_l("Name in Finnish"))
    name_sv = LineField(_l("Name in Swedish"))
    unit = LineField(_l("Unit of measurement"), maximum=60)
    baseline = FigureField(_l("Baseline"))
    baseline_year = _year(_l("Year of the baseline"))
    target = FigureField(_l("Target"))
    target_year = _year(_l("Year of the target"))
    means_of_verification = LineField(_l("Means of verification"), maximum=500)


class IndicatorEditForm(IndicatorFields, EditForm):
    """An indicator to be edited."""


class ActualFields(Form):
    """A measured value of one period."""

    constraints = {  # noqa: RUF012 (the base declares it as a class variable)
        "uq_indicator_actual_indicator_id_period": (
            "period",
            _l("This period has a value already. Correct that one instead."),
        )
    }

    period = LineField(
        _l("Period"),
        missing=_l("Write the period as a year or a quarter, like 2026 or 2026-Q3."),
        maximum=7,
    )
    value = FigureField(_l("Value"), missing=_l("Write the measured value."))
    note = LineField(_l("Note"), maximum=500)

    def validate_period(self, field: LineField) -> None:
        if field.data and not rules.is_period(field.data):
            raise ValidationError(
                _("Write the period as a year or a quarter, like 2026 or 2026-Q3.")
            )


class ActualEditForm(ActualFields, EditForm):
    """A measured value to be corrected."""


class ExpertiseForm(EditForm):
    """The focus areas an organisation is expert in; the version is the organisation's."""

    focus_areas = IdsField(_l("Focus areas of expertise"), _focus_areas)
