"""The one registry of the four kinds: a fifth is one model, form, template, line and migration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.i18n import _l
from app.core.lists import ListPage
from app.partnerships import forms, lists
from app.partnerships.models import (
    CityAgreement,
    EuProject,
    NetworkMembership,
    OtherCooperation,
    PartnershipKind,
)


@dataclass(frozen=True)
class Kind:
    """``slug`` is its part of addresses and endpoints, ``part`` names its template parts."""

    kind: PartnershipKind
    model: type[Any]
    new_form: type[forms.PartnershipForm]
    edit_form: type[forms.PartnershipForm]
    page: ListPage
    slug: str
    add_label: Any
    lead: Any

    @property
    def endpoint(self) -> str:
        """The list's endpoint: ``partnerships.list_sister_cities``."""
        return "partnerships.list_" + self.slug.replace("-", "_")

    @property
    def form_part(self) -> str:
        """The template of its own fields."""
        return f"partnerships/kinds/_{self.kind.value}_form.html"

    @property
    def page_part(self) -> str:
        """The template of its own facts."""
        return f"partnerships/kinds/_{self.kind.value}.html"


KINDS: dict[PartnershipKind, Kind] = {
    entry.kind: entry
    for entry in (
        Kind(
            PartnershipKind.NETWORK,
            NetworkMembership,
            forms.adding(forms.NetworkForm),
            forms.editing(forms.NetworkForm),
            lists.NETWORKS,
            "networks",
            _l("Add a network"),
            _l("What the city belongs to, what it pays, who answers for it."),
        ),
        Kind(
            PartnershipKind.CITY_AGREEMENT,
            CityAgreement,
            forms.adding(forms.CityAgreementForm),
            forms.editing(forms.CityAgreementForm),
            lists.SISTER_CITIES,
            "sister-cities",
            _l("Add a city agreement"),
            _l("Each needs an explicit strategic goal or concrete common operations."),
        ),
        Kind(
            PartnershipKind.EU_PROJECT,
            EuProject,
            forms.adding(forms.StartedProjectForm),
            forms.editing(forms.EuProjectForm),
            lists.EU_PROJECTS,
            "eu-projects",
            _l("Add an EU project"),
            _l("From the first idea over the bid to the last report."),
        ),
        Kind(
            PartnershipKind.COOPERATION,
            OtherCooperation,
            forms.adding(forms.OtherCooperationForm),
            forms.editing(forms.OtherCooperationForm),
            lists.COOPERATION,
            "cooperation",
            _l("Add other cooperation"),
            _l("Coalitions, philanthropy, event partners and challenges."),
        ),
    )
}
