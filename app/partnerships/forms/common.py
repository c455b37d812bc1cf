"""The part of the form that every kind has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask import g
from wtforms import Field

from app.core import clock
from app.core.db import Visibility
from app.core.forms import (
    AmountField,
    AreaField,
    ChoiceField,
    DayField,
    EnumField,
    IdField,
    IdsField,
    LineField,
    NumberField,
    PickerField,
    TickField,
)
from app.core.i18n import _, _l
from app.core.money import CURRENCIES
from app.core.session import db
from app.partnerships import queries, rules
from app.partnerships.field_labels import FIELDS
from app.partnerships.forms.sources import SourceFields
from app.partnerships.models import Participation, PoliticalLead, Term

SCORES = [(str(n), str(n)) for n in range(1, 6)]
# A month count beyond this is a slip of the hand, and a date beyond the calendar.
MONTHS = 600


def _offered(name: str) -> Callable[[], Any]:
    """The choices of a field; those of all fields are read in one statement a request."""

    def ask() -> Any:
        if "partnership_choices" not in g:
            g.partnership_choices = queries.form_choices(db.session)
        return g.partnership_choices[name]

    return ask


people, owners, units = _offered("person"), _offered("owner"), _offered("unit")
goals, objectives = _offered("goal"), _offered("objective")
focus_areas, sdgs = _offered("focus_area"), _offered("sdg")


def currencies() -> list[tuple[str, str]]:
    return [(code, code) for code in CURRENCIES]


def months(name: str) -> NumberField:
    return NumberField(FIELDS[name], lowest=1, highest=MONTHS)


def money(name: str) -> AmountField:
    return AmountField(FIELDS[name])


def line(name: str, **kwargs: Any) -> LineField:
    return LineField(FIELDS[name], **kwargs)


def area(name: str, **kwargs: Any) -> AreaField:
    return AreaField(FIELDS[name], **kwargs)


def day(name: str, **kwargs: Any) -> DayField:
    return DayField(FIELDS[name], **kwargs)


class PartnershipForm(SourceFields):
    """What it is, who answers for it, with whom, why, at what cost, how long, on whose decision."""

    constraints: ClassVar[Any] = {
        "ck_partnership_term_order": ("ends_on", _l("The end lies before the start.")),
        "ck_partnership_own_deputy": ("deputy_id", _l("Owner and deputy must be two people.")),
    }
    # Fields that are no columns of the partnership.
    aside: ClassVar[tuple[str, ...]] = ("organisation_ids",)

    name = line("name", missing=_l("Write the name."))
    acronym = line("acronym", maximum=40)
    name_fi = line("name_fi")
    name_sv = line("name_sv")
    former_names = area("former_names", rows=2)
    themes = line("themes", maximum=500)
    summary = area("summary")
    participation = EnumField(
        FIELDS["participation"], Participation, missing=_l("Choose how the city takes part.")
    )

    owner_id = IdField(FIELDS["owner_id"], owners, blank=_l("Nobody yet"))
    deputy_id = IdField(FIELDS["deputy_id"], owners, blank=_l("Nobody"))
    unit_id = IdField(FIELDS["unit_id"], units, blank=_l("Not chosen"))
    political_lead = EnumField(FIELDS["political_lead"], PoliticalLead, blank=_l("Not chosen"))
    political_area = line("political_area")
    for_management_team = TickField(FIELDS["for_management_team"])

    organisation_ids = PickerField(_l("Partner organisations"), "organisation")

    objectives = IdsField(FIELDS["objectives"], objectives)
    focus_areas = IdsField(FIELDS["focus_areas"], focus_areas)
    sdgs = IdsField(FIELDS["sdgs"], sdgs)
    benefit = ChoiceField(FIELDS["benefit"], lambda: SCORES, coerce=int, blank=_l("Not scored"))
    benefit_reason = area("benefit_reason", rows=2)
    offer = ChoiceField(FIELDS["offer"], lambda: SCORES, coerce=int, blank=_l("Not scored"))
    offer_reason = area("offer_reason", rows=2)

    fee_amount = money("fee_amount")
    fee_currency = ChoiceField(FIELDS["fee_currency"], currencies, missing=_l("Choose one."))
    fee_eur = money("fee_eur")
    fee_eur_on = day("fee_eur_on")
    travel_eur = money("travel_eur")
    working_days = AmountField(FIELDS["working_days"], highest="10000", places=1)
    budget_line = line("budget_line")

    signed_on = day("signed_on")
    term = EnumField(FIELDS["term"], Term, missing=_l("Choose the kind of term."))
    starts_on = day("starts_on")
    ends_on = day("ends_on")
    renewal_months = months("renewal_months")
    notice_months = months("notice_months")
    review_cycle_months = months("review_cycle_months")
    decision_body = line("decision_body")
    decided_on = day("decided_on")
    case_number = line("case_number", maximum=60)
    decision_section = line("decision_section", maximum=40)
    next_review_on = day("next_review_on")
    cadence_days = NumberField(FIELDS["cadence_days"], lowest=1, highest=3660)

    source = line("source", maximum=500)
    evidence_on = day("evidence_on")
    visibility = EnumField(FIELDS["visibility"], Visibility, missing=_l("Choose who may see it."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Fields one by one, then those that must agree with each other."""
        is_valid: bool = super().validate(extra_validators)
        for name, message in self.disagreements():
            if not self[name].errors:
                self.add_error(name, message)
                is_valid = False
        return is_valid

    def disagreements(self) -> list[tuple[str, Any]]:
        """(field, message) of what contradicts another field or the calendar."""
        found: list[tuple[str, Any]] = []
        today = clock.today()
        term, owner = self["term"].data, self["owner_id"].data
        if owner and owner == self["deputy_id"].data:
            found.append(("deputy_id", _("Owner and deputy must be two people.")))
        if before(self.ends_on, self.starts_on):
            found.append(("ends_on", _("The end lies before the start.")))
        if term == Term.FIXED and not self["ends_on"].data:
            found.append(
                ("ends_on", _("A fixed term has an end: write it, or choose “Not known”."))
            )
        if term == Term.AUTO_RENEWING and not self["renewal_months"].data:
            found.append(("renewal_months", _("Write for how many months it renews.")))
        for name in ("decided_on", "evidence_on", "fee_eur_on"):
            if self[name].data and self[name].data > today:
                found.append((name, _("This date lies ahead.")))
        entered = {field.name: field.data for field in self}
        found += [(gap.field, gap.label) for gap in rules.contradictions(entered, today)]
        return found

    def record_values(self) -> dict[str, Any]:
        """What the services take: columns, ids of links, and the partners."""
        values = self.values(*self.aside)
        values["partners"] = self.organisation_ids.data
        return values


def before(later: Field, earlier: Field) -> bool:
    """Whether the date that should be the later one is not."""
    return bool(later.data and earlier.data and later.data < earlier.data)
