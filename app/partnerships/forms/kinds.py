"""The forms of the four kinds: the common part, and each kind's own fields."""

from __future__ import annotations

from typing import Any, ClassVar

from app.core.forms import AmountField, EnumField
from app.core.i18n import _, _l
from app.partnerships.field_labels import FIELDS
from app.partnerships.forms.common import PartnershipForm, area, before, day, line, money
from app.partnerships.models import (
    AgreementLevel,
    CooperationForm,
    Leadership,
    MembershipCategory,
    ProjectRole,
    ProjectStage,
)


class NetworkForm(PartnershipForm):
    """What we are in the network, and how its fee is set."""

    category = EnumField(
        FIELDS["category"], MembershipCategory, missing=_l("Choose the membership category.")
    )
    leadership = EnumField(FIELDS["leadership"], Leadership, missing=_l("Choose who leads it."))
    our_role = line("our_role")
    joined_on = day("joined_on")
    fee_basis = line("fee_basis")


class CityAgreementForm(PartnershipForm):
    """The level, the signatories, and in writing why the agreement is made."""

    level = EnumField(FIELDS["level"], AgreementLevel, missing=_l("Choose the kind of agreement."))
    our_signatories = area("our_signatories", rows=2)
    their_signatories = area("their_signatories", rows=2)
    themes = area("themes", rows=2)
    strategic_goal_stated = area("strategic_goal_stated")
    common_operations = area("common_operations")


class EuProjectForm(PartnershipForm):
    """From the idea over the bid approval to the grant, with its money."""

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
    grant_agreement = line("grant_agreement", maximum=20)
    stage = EnumField(FIELDS["stage"], ProjectStage, missing=_l("Choose the stage."))
    our_actor = line("our_actor")
    project_role = EnumField(FIELDS["project_role"], ProjectRole, blank=_l("Not chosen"))
    bid_approved_on = day("bid_approved_on")
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
    our_eu_share_eur = money("our_eu_share_eur")
    own_funding_eur = money("own_funding_eur")
    evaluation_score = AmountField(FIELDS["evaluation_score"], highest="1000")

    def disagreements(self) -> list[tuple[str, Any]]:
        found = super().disagreements()
        for name in ("planned", "current"):
            if before(self[f"{name}_end_on"], self[f"{name}_start_on"]):
                found.append((f"{name}_end_on", _("The end lies before the start.")))
        contribution = self.eu_contribution_eur.data
        if _exceeds(contribution, self.total_cost_eur.data):
            found.append(
                ("eu_contribution_eur", _("The EU cannot give more than the project costs."))
            )
        if _exceeds(self.our_eu_share_eur.data, contribution):
            found.append(
                ("our_eu_share_eur", _("Our share cannot be more than the whole contribution."))
            )
        return found

    def record_values(self) -> dict[str, Any]:
        values = super().record_values()
        # No number is no number: two projects without one must not collide.
        values["grant_agreement"] = values["grant_agreement"] or None
        return values


def _exceeds(part: Any, whole: Any) -> bool:
    return part is not None and whole is not None and bool(part > whole)


class OtherCooperationForm(PartnershipForm):
    """The form of cooperation, its aims, and what a donor or sponsor gives."""

    form = EnumField(FIELDS["form"], CooperationForm, missing=_l("Choose the form."))
    common_aims = area("common_aims")
    support = area("support")
