"""What a request says: the fields that both forms share, and those for colleagues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g
from flask_login import current_user

from app.core import clock
from app.core.db import Visibility
from app.core.forms import (
    SENDER,
    AreaField,
    DayField,
    EditForm,
    EnumField,
    IdField,
    IdsField,
    LineField,
    NumberField,
    PickerField,
    PublicSenderFields,
    SenderFields,
    TickField,
)
from app.core.i18n import _, _l
from app.core.permissions import OfUnit, allows
from app.core.session import db
from app.engagements.models import Tier
from app.partnerships.queries import form_choices
from app.visits.labels import FIELDS
from app.visits.permissions import VISIT_HANDLE

TEXT = 6000
# More people than this is no visit.
LARGEST_GROUP = 500


def offered(name: str) -> Callable[[], Any]:
    """The choices of a field; those of all fields are read in one statement a request."""

    def ask() -> Any:
        if "visit_choices" not in g:
            g.visit_choices = form_choices(db.session)
        return g.visit_choices[name]

    return ask


people, units, focus_areas = offered("owner"), offered("unit"), offered("focus_area")


def host_units() -> list[tuple[int, str]]:
    """The units for which the person signed in may take on visits."""
    return [
        (number, label)
        for number, label in units()
        if allows(current_user, VISIT_HANDLE, OfUnit(int(number)))
    ]


class VisitFields(SenderFields):
    """Who comes, how many, when, about what."""

    title = LineField(FIELDS["title"], missing=_l("Write what the visit is about."))
    purpose = AreaField(FIELDS["purpose"], maximum=TEXT)
    focus_areas = IdsField(FIELDS["focus_areas"], focus_areas)
    head_name = LineField(_l("Name of the head of delegation"))
    head_role = LineField(FIELDS["head_role"])
    size = NumberField(FIELDS["size"], lowest=1, highest=LARGEST_GROUP)
    starts_on = DayField(FIELDS["starts_on"], missing=_l("Enter the first day."))
    ends_on = DayField(FIELDS["ends_on"])
    dates_note = LineField(FIELDS["dates_note"], maximum=500)
    allows_calendar = TickField(FIELDS["allows_calendar"])

    def validate(self, extra_validators: Any = None) -> bool:
        """Fields one by one, then the days, which must agree with each other."""
        is_valid: bool = super().validate(extra_validators)
        first, last = self.starts_on.data, self.ends_on.data
        if first and last and last < first:
            self.add_error("ends_on", _("The end cannot be before the start."))
            is_valid = False
        return is_valid


class PublicVisitForm(PublicSenderFields, VisitFields):
    """The form for anybody: plain words, nothing that tells what is in the register."""

    page_order = (
        "title", "purpose", "focus_areas", "starts_on", "ends_on", "dates_note", "size",
        "head_name", "head_role", "allows_calendar", *SENDER, "understood",
    )  # fmt: skip

    purpose = AreaField(
        _l("What you would like to see and hear"),
        maximum=TEXT,
        rows=5,
        missing=_l("Write what you would like to see and hear."),
    )
    size = NumberField(
        FIELDS["size"], lowest=1, highest=LARGEST_GROUP, missing=_l("Enter how many people come.")
    )
    allows_calendar = TickField(
        _l("The city may name our visit in its public calendar, once it is agreed")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """The same, and nobody asks to come yesterday."""
        is_valid = super().validate(extra_validators)
        if self.starts_on.data and self.starts_on.data < clock.today():
            self.add_error("starts_on", _("This day has passed."))
            is_valid = False
        return is_valid


class VisitForm(VisitFields):
    """A colleague enters a request that came by mail or telephone, or at a meeting."""

    page_order = (
        "title", "organisation_id", *SENDER[:2],
        "starts_on", "ends_on", "size", "dates_note", "focus_areas", "purpose",
        "head_name", "head_role", "head_tier", "contacts", *SENDER[2:],
        "received_on", "unit_id", "handler_id", "partnership_id", "caution_reason", "note",
        "visibility", "allows_calendar",
    )  # fmt: skip

    organisation_id = PickerField(FIELDS["organisation_id"], "organisation", multiple=False)
    head_tier = EnumField(FIELDS["head_tier"], Tier, blank=_l("Not known"))
    contacts = PickerField(FIELDS["contacts"], "contact")
    received_on = DayField(FIELDS["received_on"], missing=_l("Enter the day it came in."))
    partnership_id = PickerField(FIELDS["partnership_id"], "partnership", multiple=False)
    unit_id = IdField(FIELDS["unit_id"], units, blank=_l("Not chosen"))
    handler_id = IdField(FIELDS["handler_id"], people, blank=_l("Nobody yet"))
    visibility = EnumField(FIELDS["visibility"], Visibility, missing=_l("Choose who may see it."))
    caution_reason = LineField(FIELDS["caution_reason"])
    note = AreaField(FIELDS["note"], maximum=TEXT)

    def validate(self, extra_validators: Any = None) -> bool:
        """The same, the day it came in, and some name of who comes."""
        is_valid = super().validate(extra_validators)
        if self.received_on.data and self.received_on.data > clock.today():
            self.add_error("received_on", _("This date lies ahead."))
            is_valid = False
        if not self.organisation_name.data and not self.organisation_id.ids:
            message = _("Choose the organisation, or write its name.")
            self.add_error("organisation_name", message)
            is_valid = False
        return is_valid


class EditVisitForm(VisitForm, EditForm):
    """The same, for a request that is there."""
