"""The small forms of a partnership's page: goals, partners, evidence, moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from wtforms import ValidationError

from app.core import clock, hooks
from app.core.forms import (
    AmountField,
    AreaField,
    CountryField,
    DayField,
    EditForm,
    EnumField,
    Form,
    IdField,
    LineField,
    PickerField,
)
from app.core.hooks import Fate, Holding, Settlement
from app.core.i18n import _, _l
from app.partnerships.forms.common import goals
from app.partnerships.forms.newcomer import NewOrganisationFields
from app.partnerships.models import Contribution, EndKind, PartnerRole


class ServesFields(Form):
    """How a partnership serves a goal."""

    contribution = EnumField(
        _l("Contribution"), Contribution, missing=_l("Choose how much it contributes.")
    )
    rationale = AreaField(
        _l("Rationale"), missing=_l("Write why it serves this goal."), maximum=5000
    )
    expected_benefit = AreaField(_l("Expected benefit"), maximum=5000, rows=2)
    how_measured = AreaField(_l("How it is measured"), maximum=5000, rows=2)


class NewAlignmentForm(ServesFields):
    """A goal, and why the partnership serves it."""

    goal_id = IdField(_l("Goal"), goals, missing=_l("Choose a goal."))


class AlignmentForm(EditForm, ServesFields):
    """Editing how it serves a goal; the goal itself stays."""


class ReasonForm(Form):
    """A reason, for what must not go without one."""

    reason = AreaField(_l("Reason"), missing=_l("Write the reason."), maximum=2000)


class EndForm(Form):
    """How it ended, what came of it, and why; and what becomes of what is still open."""

    open_ends: Sequence[Holding] = ()

    end_kind = EnumField(_l("How it ended"), EndKind, missing=_l("Choose how it ended."))
    ended_on = DayField(_l("Ended on"), missing=_l("Write the date."))
    outcome = AreaField(_l("Outcome"), missing=_l("Write what came of it."), maximum=5000)
    superseded_by_id = PickerField(_l("Superseded by"), "partnership", multiple=False)
    reason = AreaField(_l("Reason"), missing=_l("Write the reason."), maximum=2000)
    moved_to_id = PickerField(_l("Move to"), "partnership", multiple=False)

    @classmethod
    def for_open_ends(cls, open_ends: Sequence[Holding], reason: str = "") -> EndForm:
        """The form with a fate for each open thing that can be settled in the same step; ``reason``
        is what a review gives for it."""
        fields: dict[str, Any] = {}
        for each in open_ends:
            if each.kind in hooks.settle_end:
                name = hooks.fate_field(each.kind, each.entity_id)
                label = _("What becomes of “%(title)s”", title=each.title)
                fields[name] = EnumField(label, Fate, blank=_("Choose"))
                why = _("Reason or remark on “%(title)s”", title=each.title)
                fields[f"why-{name}"] = LineField(why, maximum=500)
        given = {"ended_on": clock.today(), "reason": reason}
        form: EndForm = type("FilledEndForm", (cls,), fields)(data=given)
        form.open_ends = list(open_ends)
        return form

    def ending(self) -> dict[str, Any]:
        """What the service takes."""
        values = {name: v for name, v in self.values("moved_to_id").items() if "-" not in name}
        settlements = {}
        for each in self.open_ends:
            name = hooks.fate_field(each.kind, each.entity_id)
            if name in self and self[name].data is not None:
                why, target = self[f"why-{name}"].data, self["moved_to_id"].data
                settlement = Settlement(self[name].data, why, target)
                settlements[each.kind, each.entity_id] = settlement
        return values | {"open_ends": settlements}


class EndingForm(EditForm):
    """How it ended, said better afterwards: what has taken its place since, and why that is so."""

    end_kind = EnumField(_l("How it ended"), EndKind, missing=_l("Choose how it ended."))
    superseded_by_id = PickerField(_l("Superseded by"), "partnership", multiple=False)
    reason = AreaField(_l("Reason"), missing=_l("Write the reason."), maximum=2000)


class OwnerDayForm(Form):
    """Which day is asked about; sent by GET, so without a token."""

    class Meta(Form.Meta):
        csrf = False

    on = DayField(_l("Owner on"))


class PartnerFields(Form):
    """What an organisation is in the partnership."""

    constraints: ClassVar[Any] = {
        "ck_partnership_organisation_contribution": (
            "contribution_eur",
            _l("The EU cannot give a partner more than it spends."),
        )
    }

    role = EnumField(_l("Role"), PartnerRole, missing=_l("Choose the role."))
    country = CountryField(_l("Country here"))
    cost_eur = AmountField(_l("Cost, euros"))
    contribution_eur = AmountField(_l("EU contribution, euros"))
    note = LineField(_l("Note"))


class NewPartnerForm(NewOrganisationFields, PartnerFields):
    """An organisation, chosen or new, and its role."""

    organisation_id = PickerField(_l("Organisation"), "organisation", multiple=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two: an organisation from the register, or a new one."""
        is_valid = super().validate(extra_validators)
        if bool(self["organisation_id"].data) == bool(self["new_organisation_name"].data):
            self.add_error("organisation_id", _("Choose one organisation, or add a new one."))
            return False
        return is_valid


class PartnerForm(EditForm, PartnerFields):
    """Editing a partner's role; the organisation itself stays."""


class VerifyForm(Form):
    """Where the facts were checked, and as of when."""

    source = LineField(_l("Source"), missing=_l("Say where the facts were checked."), maximum=500)
    evidence_on = DayField(_l("Evidence date"), missing=_l("Write the date of the source."))

    def validate_evidence_on(self, field: DayField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This date lies ahead."))
