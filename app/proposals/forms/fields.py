"""What a proposal says: the fields that both forms share, and those for colleagues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g

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
    PickerField,
    SenderFields,
)
from app.core.i18n import _, _l
from app.core.session import db
from app.partnerships.models import PartnershipKind
from app.partnerships.queries import form_choices
from app.proposals.labels import FIELDS

TEXT = 6000


def offered(name: str) -> Callable[[], Any]:
    """The choices of a field; those of all fields are read in one statement a request."""

    def ask() -> Any:
        if "proposal_choices" not in g:
            g.proposal_choices = form_choices(db.session)
        return g.proposal_choices[name]

    return ask


people, units, focus_areas = offered("owner"), offered("unit"), offered("focus_area")
KIND = _l("Choose what it is nearest to.")


def area(name: str, **kwargs: Any) -> AreaField:
    return AreaField(FIELDS[name], maximum=TEXT, **kwargs)


class ProposalFields(SenderFields):
    """What is proposed, by whom, and what it asks for."""

    kind = EnumField(FIELDS["kind"], PartnershipKind, missing=KIND)
    title = LineField(FIELDS["title"], missing=_l("Write a title."))
    what = area("what", missing=_l("Write what is proposed."), rows=6)
    focus_areas = IdsField(FIELDS["focus_areas"], focus_areas)
    rationale = area("rationale")
    timetable = LineField(FIELDS["timetable"], maximum=500)
    resources = area("resources")


class ProposalForm(ProposalFields):
    """A colleague enters a proposal that came by letter, at a meeting, or from the city itself."""

    page_order = (
        "title", "kind", "received_on", "what", "organisation_id", *SENDER,
        "goals", "rationale", "objectives", "focus_areas", "timetable", "resources",
        "unit_id", "visibility",
    )  # fmt: skip

    organisation_id = PickerField(FIELDS["organisation_id"], "organisation", multiple=False)
    received_on = DayField(FIELDS["received_on"], missing=_l("Enter the day it came in."))
    objectives = IdsField(FIELDS["objectives"], offered("objective"))
    goals = IdsField(FIELDS["goals"], offered("goal"))
    unit_id = IdField(FIELDS["unit_id"], units, blank=_l("Not chosen"))
    visibility = EnumField(FIELDS["visibility"], Visibility, missing=_l("Choose who may see it."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Fields one by one, then those that must agree with each other."""
        is_valid: bool = super().validate(extra_validators)
        if self.received_on.data and self.received_on.data > clock.today():
            self.add_error("received_on", _("This date lies ahead."))
            is_valid = False
        if not self.organisation_name.data and not self.organisation_id.ids:
            message = _("Choose the organisation, or write its name.")
            self.add_error("organisation_name", message)
            is_valid = False
        return is_valid


class EditProposalForm(ProposalForm, EditForm):
    """The same, for a proposal that is there."""
