"""One form for each move of a solution; each carries the version that its user saw."""

from __future__ import annotations

from typing import Any

from app.core.forms import AreaField, DayField, EditForm, EnumField, IdField, PickerField
from app.core.i18n import _l
from app.knowledge.forms.fields import people, units
from app.knowledge.labels import SOLUTION_FIELDS as LABELS
from app.knowledge.labels import USE_FIELDS as USE
from app.knowledge.models import Suitability


class MoveForm(EditForm):
    """``parts`` are the fields in their order, as the page draws them."""

    def parts(self) -> list[Any]:
        return [field for field in self if field.name not in ("version", "csrf_token")]


class AssessForm(MoveForm):
    """Would it work here, and why."""

    suitability = EnumField(
        LABELS["suitability"], Suitability, missing=_l("Choose whether it would work here.")
    )
    assessment = AreaField(
        LABELS["assessment"], rows=5, missing=_l("Write why, for those who come after you.")
    )
    assessed_by_id = IdField(
        LABELS["assessed_by_id"], people, missing=_l("Choose who has assessed it.")
    )
    assessed_on = DayField(LABELS["assessed_on"], missing=_l("Enter the day."))


class AdoptForm(MoveForm):
    """Where in the city it is in use, since when."""

    unit_id = IdField(USE["unit_id"], units, missing=_l("Choose the unit that uses it."))
    started_on = DayField(USE["started_on"], missing=_l("Enter the day."))
    note = AreaField(USE["note"], rows=3)


class TakeUpForm(MoveForm):
    """Who uses what we offer, since when."""

    organisation_id = PickerField(
        USE["organisation_id"],
        "organisation",
        multiple=False,
        missing=_l("Choose who took it up."),
    )
    started_on = DayField(USE["started_on"], missing=_l("Enter the day."))
    note = AreaField(USE["note"], rows=3)


class SetAsideForm(MoveForm):
    """Why nobody follows it any more."""

    aside_reason = AreaField(
        LABELS["aside_reason"], rows=3, missing=_l("Write the reason; it stays in the register.")
    )
