"""One form for each move; each carries the version of the proposal that its user saw."""

from __future__ import annotations

from typing import Any

from flask import g, request

from app.core.forms import (
    AreaField,
    ChoiceField,
    DayField,
    EditForm,
    EnumField,
    Form,
    IdField,
    LineField,
    PickerField,
    TickField,
    UploadField,
)
from app.core.i18n import _l
from app.organisations.models import OrganisationKind
from app.partnerships.models import PartnershipKind
from app.proposals.forms.fields import KIND, people, units
from app.proposals.labels import BEST, FIELDS
from app.proposals.models import Criterion, Verdict

SCORES = [(str(number), str(number)) for number in range(1, 6)]

TELLS = _l("Send this answer to the proposer by e-mail")


class MoveForm(EditForm):
    """``parts`` are the fields in their order, as the page draws them."""

    def parts(self) -> list[Any]:
        return [field for field in self if field.name not in ("version", "csrf_token")]


class TriageForm(MoveForm):
    """What it is, whom it concerns, who looks after it."""

    kind = EnumField(FIELDS["kind"], PartnershipKind, missing=KIND)
    unit_id = IdField(FIELDS["unit_id"], units, missing=_l("Choose the unit that it concerns."))
    handler_id = IdField(FIELDS["handler_id"], people, missing=_l("Choose who handles it."))
    triage_note = AreaField(FIELDS["triage_note"])


class AssessorForm(EditForm):
    """Whom to ask for an assessment, and until when."""

    assessor_id = IdField(_l("Assessor"), people, missing=_l("Choose who assesses it."))
    due_on = DayField(_l("Due on"), description=_l("Leave it empty for two weeks."))


class AssessmentForm(EditForm):
    """A score and a reason for each criterion; a draft may lack any of them."""

    def is_submitting(self) -> bool:
        """Whether the button "Hand in" was pressed, not "Save draft"."""
        return request.form.get("action") == "submit"

    def criteria(self) -> list[tuple[Criterion, Any, Any]]:
        """Each criterion with its two fields."""
        return [
            (each, self[f"{each.value}_score"], self[f"{each.value}_reason"]) for each in Criterion
        ]


for _each in Criterion:
    setattr(
        AssessmentForm,
        f"{_each.value}_score",
        ChoiceField(
            _l("Score"),
            lambda: SCORES,
            coerce=int,
            blank=_l("Not scored"),
            description=BEST[_each],
        ),
    )
    setattr(AssessmentForm, f"{_each.value}_reason", AreaField(_l("Reason"), rows=2))


def _candidates() -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = g.get("leave_candidates", [])
    return found


class RecommendForm(MoveForm):
    """What whoever decides should do, and why."""

    recommendation = EnumField(
        FIELDS["recommendation"], Verdict, missing=_l("Choose what you recommend.")
    )
    recommendation_text = AreaField(
        FIELDS["recommendation_text"], missing=_l("Write why you recommend it."), rows=5
    )


class RecommendMembershipForm(RecommendForm):
    """A membership also says which one could be left for it."""

    could_leave_id = IdField(
        FIELDS["could_leave_id"], _candidates, blank=_l("None, for the reason below")
    )
    could_leave_note = AreaField(FIELDS["could_leave_note"])


class DecideForm(MoveForm):
    """Who decided what, when, under which number."""

    decision = EnumField(FIELDS["decision"], Verdict, missing=_l("Choose what was decided."))
    decision_body = LineField(
        FIELDS["decision_body"], missing=_l("Write who decided, such as City Board.")
    )
    decided_on = DayField(FIELDS["decided_on"], missing=_l("Enter the day of the decision."))
    case_number = LineField(FIELDS["case_number"], maximum=60)
    decision_section = LineField(FIELDS["decision_section"], maximum=40)


class ConvertForm(MoveForm):
    """What the new partnership is called, who answers for it, with whom it is."""

    name = LineField(_l("Name of the partnership"), missing=_l("Write the name."))
    owner_id = IdField(_l("Owner"), people, missing=_l("Choose who answers for it."))
    organisation_id = PickerField(FIELDS["organisation_id"], "organisation", multiple=False)
    organisation_kind = EnumField(
        _l("Else add it as"), OrganisationKind, blank=_l("It is in the register")
    )
    tells = TickField(TELLS, default=True)


class DeclineForm(MoveForm):
    """Why not, and what else might help."""

    decline_reason = AreaField(
        FIELDS["decline_reason"], missing=_l("Write the reason for the answer.")
    )
    alternative = AreaField(FIELDS["alternative"])
    tells = TickField(TELLS, default=True)


class DocumentForm(Form):
    """A file to keep with the proposal."""

    document = UploadField(_l("Document"), missing=_l("Choose a file."))


class WithdrawForm(MoveForm):
    """Why it was taken back."""

    reason = LineField(_l("Reason"), missing=_l("Write the reason; it stays in the history."))
    tells = TickField(_l("Confirm it to the proposer by e-mail"), default=True)
