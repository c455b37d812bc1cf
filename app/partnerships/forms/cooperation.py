"""The form of other cooperation: the common part, and its own fields."""

from __future__ import annotations

from typing import Any

from app.core.forms import ChoiceField, EnumField
from app.core.i18n import _l
from app.partnerships.field_labels import FIELDS
from app.partnerships.forms.common import PartnershipForm, area, currencies, day, line, money
from app.partnerships.models import CooperationForm, EthicsResult, SupportForm, SupportPart


class OtherCooperationForm(PartnershipForm):
    """The form of cooperation, its aims, and what is given: by whom, how, on what conditions."""

    form = EnumField(FIELDS["form"], CooperationForm, missing=_l("Choose the form."))
    common_aims = area("common_aims")
    support_part = EnumField(FIELDS["support_part"], SupportPart, blank=_l("Nothing is given"))
    support_form = EnumField(FIELDS["support_form"], SupportForm, blank=_l("Not chosen"))
    support = area("support", rows=2)
    support_amount = money("support_amount")
    support_currency = ChoiceField(FIELDS["support_currency"], currencies, blank=_l("Not chosen"))
    support_eur = money("support_eur")
    support_eur_on = day("support_eur_on")
    support_conditions = area("support_conditions", rows=2)
    exclusivity = area("exclusivity", rows=2)
    ethics_checked_by = line("ethics_checked_by")
    ethics_checked_on = day("ethics_checked_on")
    ethics_result = EnumField(FIELDS["ethics_result"], EthicsResult, blank=_l("Not chosen"))
    ethics_note = area("ethics_note", rows=2)

    def record_values(self) -> dict[str, Any]:
        values = super().record_values()
        # Euros are meant where nothing else is said.
        values["support_currency"] = values["support_currency"] or "EUR"
        return values
