"""What the form asks only when a partnership is added, or only when it is edited."""

from __future__ import annotations

from typing import Any, ClassVar

from app.core.forms import AreaField, EditForm, EnumField, IdField, LineField, TickField
from app.core.i18n import _, _l
from app.partnerships.forms.common import goals
from app.partnerships.forms.newcomer import NewOrganisationFields
from app.partnerships.models import Contribution


class NewFields(NewOrganisationFields):
    """Asked only when a partnership is added: is it there already, and which goal does it serve."""

    aside: ClassVar[tuple[str, ...]] = (
        "organisation_ids", "exists", "goal_id", "contribution", "rationale",
        *NewOrganisationFields.newcomer,
    )  # fmt: skip

    exists = TickField(_l("The relation exists already"))
    goal_id = IdField(_l("Goal of the city strategy"), goals, blank=_l("Not chosen yet"))
    contribution = EnumField(_l("Contribution"), Contribution, blank=_l("Not chosen yet"))
    rationale = AreaField(_l("Why it serves this goal"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A rationale belongs to a goal; typed without one it would be lost."""
        is_valid: bool = super().validate(extra_validators)
        if self["rationale"].data and self["goal_id"].data is None and not self["goal_id"].errors:
            self.add_error("goal_id", _("Choose the goal that the rationale is about."))
            return False
        return is_valid

    def alignments(self) -> list[dict[str, Any]]:
        """The first goal, where one was chosen."""
        if self["goal_id"].data is None:
            return []
        return [self.values_of("goal_id", "contribution", "rationale")]

    def values_of(self, *names: str) -> dict[str, Any]:
        return {name: self[name].data for name in names}


class EditFields(EditForm, NewOrganisationFields):
    """Asked only when a partnership is edited: why the owner changes."""

    aside: ClassVar[tuple[str, ...]] = (
        "organisation_ids", "change_reason", *NewOrganisationFields.newcomer,
    )  # fmt: skip

    change_reason = LineField(_l("Reason for the change"), maximum=500)
