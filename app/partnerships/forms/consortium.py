"""The consortium on one page: a row of fields for each partner, and room for those who join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.forms import (
    AmountField,
    CountryField,
    EditForm,
    EnumField,
    LineField,
    NumberField,
    PickerField,
    TickField,
)
from app.core.i18n import _, _l
from app.partnerships.forms.newcomer import NewOrganisationFields
from app.partnerships.models import PartnerRole

COLUMNS = ("position", "role", "country", "cost_eur", "contribution_eur", "note", "remove")


class ConsortiumFields(EditForm, NewOrganisationFields):
    """Those who join; the rows of those who are there are added by ``consortium_form``."""

    partner_ids: Sequence[int] = ()

    joining_ids = PickerField(_l("Organisations that join"), "organisation")

    def cells(self, partner_id: int) -> list[Any]:
        """The fields of one row, in the order of ``COLUMNS``."""
        return [self[f"{column}_{partner_id}"] for column in COLUMNS]

    def rows(self) -> dict[int, dict[str, Any]]:
        """What was entered for each partner, as ``save_consortium`` takes it."""
        return {
            number: {column: self[f"{column}_{number}"].data for column in COLUMNS}
            for number in self.partner_ids
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Nobody gets more from the EU than they spend."""
        is_valid: bool = super().validate(extra_validators)
        for number in self.partner_ids:
            cost, given = self[f"cost_eur_{number}"].data, self[f"contribution_eur_{number}"].data
            if cost is not None and given is not None and given > cost:
                text = _("The EU cannot give a partner more than it spends.")
                self.add_error(f"contribution_eur_{number}", text)
                is_valid = False
        return is_valid


def consortium_form(partners: Sequence[Any], posted: Mapping[str, str] | None = None) -> type[Any]:
    """The form for these partners, organisations loaded.

    Of a form that was ``posted``, only the rows that were on the page: a partner whom somebody
    else added meanwhile must not be emptied by a page that did not show it.
    """
    shown = [p for p in partners if posted is None or f"position_{p.id}" in posted]
    fields: dict[str, Any] = {"partner_ids": tuple(partner.id for partner in shown)}
    for partner in shown:
        for column, field in _row(partner.organisation).items():
            fields[f"{column}_{partner.id}"] = field
    return type("ConsortiumForm", (ConsortiumFields,), fields)


def _row(organisation: Any) -> dict[str, Any]:
    name = organisation.name
    return {
        "position": NumberField(_l("Order of %(name)s", name=name), lowest=1, highest=999),
        "role": EnumField(
            _l("Role of %(name)s", name=name), PartnerRole, missing=_l("Choose the role.")
        ),
        "country": CountryField(
            _l("Country of %(name)s", name=name), placeholder=organisation.country or ""
        ),
        "cost_eur": AmountField(_l("Cost of %(name)s, euros", name=name)),
        "contribution_eur": AmountField(_l("EU contribution of %(name)s, euros", name=name)),
        "note": LineField(_l("Note on %(name)s", name=name)),
        "remove": TickField(_l("Remove %(name)s", name=name)),
    }


def consortium_values(partners: Sequence[Any]) -> dict[str, Any]:
    """What the rows show at first: positions count from one."""
    values: dict[str, Any] = {}
    for place, partner in enumerate(partners, 1):
        values[f"position_{partner.id}"] = place
        for column in ("role", "country", "cost_eur", "contribution_eur", "note"):
            values[f"{column}_{partner.id}"] = getattr(partner, column)
    return values
