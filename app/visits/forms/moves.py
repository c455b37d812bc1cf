"""One form for each move; each carries the version of the visit that its user saw."""

from __future__ import annotations

from typing import Any

from flask import g

from app.core.forms import (
    AreaField,
    DayField,
    EditForm,
    EnumField,
    IdField,
    LineField,
    PickerField,
    TickField,
)
from app.core.i18n import _l
from app.organisations.models import OrganisationKind
from app.visits.forms.fields import TEXT, host_units, people
from app.visits.labels import FIELDS

TELLS = _l("Send this answer by e-mail to whoever asked")


class MoveForm(EditForm):
    """``parts`` are the fields in their order, as the page draws them."""

    def parts(self) -> list[Any]:
        return [field for field in self if field.name not in ("version", "csrf_token")]


class AcceptForm(MoveForm):
    """Who hosts, who handles it, when."""

    organisation_id = PickerField(FIELDS["organisation_id"], "organisation", multiple=False)
    organisation_kind = EnumField(
        _l("Else add it as"), OrganisationKind, blank=_l("It is in the register")
    )
    unit_id = IdField(FIELDS["unit_id"], host_units, missing=_l("Choose the unit that hosts it."))
    handler_id = IdField(FIELDS["handler_id"], people, missing=_l("Choose who handles it."))
    starts_on = DayField(FIELDS["starts_on"], missing=_l("Enter the first day."))
    ends_on = DayField(FIELDS["ends_on"])
    caution_reason = LineField(FIELDS["caution_reason"])
    note = AreaField(FIELDS["note"], maximum=TEXT)
    tells = TickField(TELLS, default=True)


class RedirectForm(MoveForm):
    """Who else can receive them, and why not we."""

    redirected_to = LineField(
        FIELDS["redirected_to"], missing=_l("Write who can receive them."), maximum=500
    )
    state_reason = AreaField(FIELDS["state_reason"], missing=_l("Write the reason for the answer."))
    tells = TickField(TELLS, default=True)


class DeclineForm(MoveForm):
    """Why not."""

    state_reason = AreaField(FIELDS["state_reason"], missing=_l("Write the reason for the answer."))
    tells = TickField(TELLS, default=True)


class CancelForm(DeclineForm):
    """Why it does not take place."""


class ProgrammeForm(MoveForm):
    """Nothing to write: the programme itself says it, and may be sent."""

    tells = TickField(_l("Send the programme by e-mail to whoever asked"), default=True)


def _logged() -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = g.get("logged_visits", [])
    return found


class HoldForm(MoveForm):
    """What the log has already, or what it is to say."""

    engagement_id = IdField(FIELDS["engagement_id"], _logged, blank=_l("Log it now"))
    summary = LineField(_l("In one line, where it is logged now"))


class ReportForm(MoveForm):
    """What came of it, thanks, and what was promised."""

    report = AreaField(FIELDS["report"], missing=_l("Write what came of it."), maximum=TEXT, rows=6)
    thanked_on = DayField(FIELDS["thanked_on"], missing=_l("Enter the day on which we thanked."))
    nothing_promised = TickField(FIELDS["nothing_promised"])
