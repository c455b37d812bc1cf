"""Items of a programme, and what a unit can host."""

from __future__ import annotations

from datetime import date

from app.core import clock
from app.core.forms import (
    ChoiceField,
    DayField,
    EditForm,
    Form,
    IdField,
    LineField,
    NumberField,
    TickField,
    TimeField,
)
from app.core.i18n import _l, show_month
from app.visits import rules
from app.visits.forms.fields import host_units, offered
from app.visits.labels import CAPACITY_FIELDS, STOP_FIELDS

MONTHS = 18


class StopForm(Form):
    """When, what, where, with whom."""

    day = DayField(STOP_FIELDS["day"], missing=_l("Choose a day of the visit."))
    starts_at = TimeField(STOP_FIELDS["starts_at"])
    ends_at = TimeField(STOP_FIELDS["ends_at"])
    what = LineField(STOP_FIELDS["what"], missing=_l("Write what takes place."))
    place = LineField(STOP_FIELDS["place"])
    host_id = IdField(STOP_FIELDS["host_id"], offered("person"), blank=_l("Nobody of us"))
    hosts = LineField(STOP_FIELDS["hosts"])
    save_anyway = TickField(_l("Save anyway: there is room for both"))


class EditStopForm(StopForm, EditForm):
    """The same, for an item that is there."""


def _months() -> list[tuple[str, str]]:
    months = rules.months_from(clock.today(), MONTHS)
    return [(month.isoformat(), show_month(month)) for month in months]


class CapacityForm(Form):
    """From a month on, a unit hosts so many visits a month."""

    unit_id = IdField(CAPACITY_FIELDS["unit_id"], host_units, missing=_l("Choose a unit."))
    from_month = ChoiceField(
        CAPACITY_FIELDS["from_month"],
        _months,
        coerce=date.fromisoformat,
        missing=_l("Choose a month."),
    )
    visits = NumberField(
        CAPACITY_FIELDS["visits"], highest=200, missing=_l("Enter how many visits it can host.")
    )
