"""The forms of seats and members, one class for each task."""

from __future__ import annotations

from typing import Any

from wtforms import Field, ValidationError

from app.core import clock
from app.core.forms import (
    AreaField,
    DayField,
    EditForm,
    Form,
    IdField,
    LineField,
    NumberField,
    PickerField,
    TickField,
)
from app.core.i18n import _, _l
from app.core.session import db
from app.users.queries import unit_choices


def _units() -> list[tuple[int, str]]:
    return unit_choices(db.session)


class DayForm(Form):
    """For which day the group is shown; sent by GET, so without a token."""

    class Meta(Form.Meta):
        csrf = False

    on = DayField(_l("Composition on"))


class SeatFields(Form):
    """A seat of the group, with the days on which it exists."""

    name_en = LineField(_l("Name in English"), missing=_l("Write the name of the seat."))
    name_fi = LineField(_l("Name in Finnish"))
    name_sv = LineField(_l("Name in Swedish"))
    unit_id = IdField(_l("Unit"), _units, blank=_l("No unit"))
    started_on = DayField(_l("In the group from"), missing=_l("Enter the first day."))
    ended_on = DayField(_l("In the group until"))
    position = NumberField(_l("Place in the list"), lowest=0, highest=9999)
    note = AreaField(_l("Note"), maximum=2000)
    source = LineField(_l("Source"), maximum=500)
    evidence_on = DayField(_l("Date of the source"))

    def values(self, *leave_out: str) -> dict[str, Any]:
        """As the services take them; a blank place means last."""
        given = super().values(*leave_out)
        return {**given, "position": given["position"] or 0}


class SeatEditForm(SeatFields, EditForm):
    """A seat to be edited."""


class EndForm(EditForm):
    """A seat or a membership ends."""

    ended_on = DayField(_l("Last day"), missing=_l("Enter the last day."))
    reason = LineField(_l("Reason"), maximum=500)

    def begin(self) -> None:
        """Most ends are entered on the day itself."""
        if not self.is_submitted() and self.ended_on.data is None:
            self.ended_on.data = clock.today()


class MemberFields(Form):
    """Who holds a seat: a colleague with an account, or somebody without one by name."""

    constraints = {  # noqa: RUF012 (the base declares it as a class variable)
        "uq_seat_member_open": ("started_on", _l("Somebody else took this seat just now.")),
        "uq_seat_member_chair": ("is_chair", _l("Somebody else chairs the group already.")),
    }

    user_id = PickerField(_l("Person"), "user", multiple=False)
    name = LineField(_l("Name, for somebody without an account"))
    title = LineField(_l("Title"))
    is_chair = TickField(_l("Chairs the group"))
    started_on = DayField(_l("Holds the seat from"), missing=_l("Enter the first day."))
    ended_on = DayField(_l("Holds the seat until"))

    def validate_name(self, field: Field) -> None:
        if not field.data and not self.user_id.ids:
            raise ValidationError(_("Choose a person or write a name."))


class MemberEditForm(MemberFields, EditForm):
    """A membership to be corrected."""
