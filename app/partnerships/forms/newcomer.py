"""An organisation that is missing from the register, written on the spot."""

from __future__ import annotations

from typing import Any, ClassVar

from app.core.forms import ChoiceField, EnumField, Form, LineField
from app.core.i18n import _, _l, country_choices
from app.organisations.models import OrganisationKind


class NewOrganisationFields(Form):
    """Name, kind and country of a partner that the picker does not find; all empty otherwise."""

    newcomer: ClassVar[tuple[str, ...]] = (
        "new_organisation_name", "new_organisation_kind", "new_organisation_country",
    )  # fmt: skip

    new_organisation_name = LineField(_l("Name of the new organisation"))
    new_organisation_kind = EnumField(
        _l("Kind of organisation"), OrganisationKind, blank=_l("Choose")
    )
    new_organisation_country = ChoiceField(_l("Country"), country_choices, blank=_l("Choose"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A new organisation has a name and a kind, or nothing at all."""
        is_valid: bool = super().validate(extra_validators)
        name, kind, country = (self[field].data for field in self.newcomer)
        if name and not kind:
            self.add_error("new_organisation_kind", _("Choose what kind of organisation it is."))
        elif not name and (kind or country):
            self.add_error("new_organisation_name", _("Write its name."))
        else:
            return is_valid
        return False

    def new_organisation(self) -> dict[str, Any] | None:
        """What ``create_organisation`` takes, or None."""
        name, kind, country = (self[field].data for field in self.newcomer)
        return {"name": name, "kind": kind, "country": country} if name else None
