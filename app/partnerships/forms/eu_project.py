"""The forms of an EU project: its own fields, its stages, its reports."""

from __future__ import annotations

from typing import Any, ClassVar

from app.core.forms import (
    AmountField,
    AreaField,
    ChoiceField,
    DayField,
    EditForm,
    EnumField,
    Form,
    LineField,
)
from app.core.i18n import _, _l, choice
from app.partnerships import rules
from app.partnerships.field_labels import FIELDS
from app.partnerships.forms.common import PartnershipForm, before, day, line, money
from app.partnerships.models import ProjectRole, ProjectStage

GRANT_LENGTH = 20


class EuProjectForm(PartnershipForm):
    """The call, our part in it, the approval of the bid, dates and money; not its stage."""

    constraints: ClassVar[Any] = {
        **PartnershipForm.constraints,
        "uq_eu_project_grant_agreement": (
            "grant_agreement",
            _l("Another project has this grant agreement number."),
        ),
    }

    programme = line("programme")
    call = line("call")
    topic = line("topic")
    type_of_action = line("type_of_action", maximum=60)
    grant_agreement = line("grant_agreement", maximum=80)
    our_actor = line("our_actor")
    project_role = EnumField(FIELDS["project_role"], ProjectRole, blank=_l("Not chosen"))
    role_as_written = line("role_as_written")
    bid_approved_by = line("bid_approved_by")
    bid_approved_on = day("bid_approved_on")
    bid_decision = line("bid_decision")
    bid_representative = line("bid_representative")
    bid_cost_ceiling_eur = money("bid_cost_ceiling_eur")
    bid_eu_percent = AmountField(FIELDS["bid_eu_percent"], highest="100")
    bid_budget_line = line("bid_budget_line")
    planned_start_on = day("planned_start_on")
    planned_end_on = day("planned_end_on")
    current_start_on = day("current_start_on")
    current_end_on = day("current_end_on")
    total_cost_eur = money("total_cost_eur")
    eu_contribution_eur = money("eu_contribution_eur")
    our_cost_eur = money("our_cost_eur")
    our_eu_share_eur = money("our_eu_share_eur")
    own_funding_eur = money("own_funding_eur")
    evaluation_score = AmountField(FIELDS["evaluation_score"], highest="1000")

    def disagreements(self) -> list[tuple[str, Any]]:
        found = super().disagreements()
        for name in ("planned", "current"):
            if before(self[f"{name}_end_on"], self[f"{name}_start_on"]):
                found.append((f"{name}_end_on", _("The end lies before the start.")))
        if len(rules.plain_grant_number(self.grant_agreement.data)) > GRANT_LENGTH:
            found.append(("grant_agreement", _("Write the number alone.")))
        amounts = {name: self[name].data for name in rules.MONEY}
        found += [(gap.field, gap.label) for gap in rules.impossible(amounts)]
        return found

    def record_values(self) -> dict[str, Any]:
        values = super().record_values()
        # No number is no number: two projects without one must not collide.
        values["grant_agreement"] = rules.plain_grant_number(values["grant_agreement"]) or None
        return values


class StartedProjectForm(EuProjectForm):
    """For a project that comes into the register, also the stage it is in; later it is moved."""

    stage = EnumField(FIELDS["stage"], ProjectStage, missing=_l("Choose the stage."))
    stage_since = day("stage_since")


class StageField(ChoiceField):
    """One of the stages that the page hands in as ``offered``; a rule has chosen them."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        self.offered: list[ProjectStage] = []
        super().__init__(label, self._offered, coerce=ProjectStage, **kwargs)

    def _offered(self) -> list[tuple[str, str]]:
        return [(stage.value, choice(stage)) for stage in self.offered]


class MoveStageForm(Form):
    """The next stage, when it was reached, and why or on what ground."""

    stage = StageField(_l("Next stage"), missing=_l("Choose the stage."))
    entered_on = DayField(_l("Reached on"), missing=_l("Write the date."))
    evaluation_score = AmountField(FIELDS["evaluation_score"], highest="1000")
    reason = AreaField(_l("Reason"), missing=_l("Write the reason."), maximum=2000)


class EarlierStageForm(Form):
    """A stage that was reached before the register knew of it."""

    stage = StageField(FIELDS["stage"], missing=_l("Choose the stage."))
    entered_on = DayField(_l("Reached on"))
    reason = AreaField(_l("Reason"), maximum=2000)


class StageEntryForm(EditForm):
    """Correcting the day or the reason of a stage."""

    entered_on = DayField(_l("Reached on"))
    reason = AreaField(_l("Reason"), maximum=2000)


class ReportFields(Form):
    """A report the project owes its funder."""

    constraints: ClassVar[Any] = {
        "uq_reporting_date_project_id_due_on_period": (
            "due_on",
            _l("This report is on the list already."),
        ),
        "ck_reporting_date_period_order": ("ends_on", _l("The end lies before the start.")),
    }

    period = LineField(_l("Reporting period"), missing=_l("Write the period, such as “RP1”."))
    starts_on = DayField(_l("Period from"))
    ends_on = DayField(_l("Period to"))
    due_on = DayField(_l("Due on"), missing=_l("Write the date."))

    def validate(self, extra_validators: Any = None) -> bool:
        """The months it is about come in their order."""
        is_valid: bool = super().validate(extra_validators)
        if before(self["ends_on"], self["starts_on"]):
            self.add_error("ends_on", _("The end lies before the start."))
            return False
        return is_valid


class ReportForm(ReportFields):
    """A report that is to be written."""


class EditReportForm(EditForm, ReportFields):
    """Correcting a report, also the day on which it was submitted."""

    submitted_on = DayField(_l("Submitted on"))
