"""The forms of a network's fees and of our seats in it."""

from __future__ import annotations

from typing import Any, ClassVar

from app.core.forms import (
    AmountField,
    AreaField,
    ChoiceField,
    DayField,
    EditForm,
    Form,
    IdField,
    LineField,
    NumberField,
)
from app.core.i18n import _, _l
from app.core.money import CURRENCIES
from app.partnerships.forms.common import before, people


class FeeForm(Form):
    """What one year costs, in whose money, from which line, due and paid."""

    constraints: ClassVar[Any] = {
        "uq_membership_fee_membership_id_year": (
            "year",
            _l("The fee of this year is recorded already."),
        ),
    }

    year = NumberField(_l("Year"), missing=_l("Write the year."), lowest=1900, highest=2200)
    amount = AmountField(_l("Fee"))
    currency = ChoiceField(
        _l("Currency"), lambda: [(code, code) for code in CURRENCIES], missing=_l("Choose one.")
    )
    eur = AmountField(_l("Stated value in euros"))
    eur_on = DayField(_l("Euro value stated on"))
    budget_line = LineField(_l("Budget line"))
    due_on = DayField(_l("Due on"))
    paid_on = DayField(_l("Paid on"))
    note = LineField(_l("Note"), maximum=500)


class EditFeeForm(EditForm, FeeForm):
    """Editing the fee of a year."""


class SeatForm(Form):
    """A body of the network, our role in it, and who sits there from when to when."""

    constraints: ClassVar[Any] = {
        "ck_network_seat_term_order": ("to_on", _l("The end lies before the start.")),
    }

    body = LineField(_l("Body"), missing=_l("Write the name of the body."))
    role = LineField(_l("Role"))
    places = NumberField(_l("Places"), missing=_l("Write how many places."), lowest=1, highest=100)
    holder_id = IdField(_l("Held by"), people, blank=_l("Somebody without an account"))
    holder_name = LineField(_l("Name of somebody without an account"))
    from_on = DayField(_l("From"))
    to_on = DayField(_l("Until"))
    note = AreaField(_l("Note"), maximum=2000, rows=2)

    def validate(self, extra_validators: Any = None) -> bool:
        """One holder, and days in their order."""
        is_valid: bool = super().validate(extra_validators)
        if before(self["to_on"], self["from_on"]):
            self.add_error("to_on", _("The end lies before the start."))
            return False
        return is_valid


class EditSeatForm(EditForm, SeatForm):
    """Editing a seat."""
