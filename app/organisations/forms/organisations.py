"""Forms of organisations, their standing, and members of networks."""

from __future__ import annotations

from typing import Any

from app.core.errors import Refused
from app.core.forms import (
    AmountField,
    AreaField,
    ChoiceField,
    DayField,
    EditForm,
    EnumField,
    Form,
    LineField,
    NumberField,
    PickerField,
    TickField,
)
from app.core.i18n import _l, country_choices
from app.organisations import rules
from app.organisations.forms.fields import IdentifierField, LinesField, SiteField
from app.organisations.models import AliasKind, Organisation, OrganisationKind, Standing

ALIAS_FIELDS = {
    "other_names": AliasKind.ALIAS,
    "former_names": AliasKind.FORMER,
    "exonyms": AliasKind.EXONYM,
    "native_names": AliasKind.NATIVE,
}
IDENTIFIERS = ("pic", "vat", "ror", "wikidata")
_TAKEN = _l("Another organisation has this identifier already.")


class OrganisationForm(Form):
    """A new organisation; ``create_anyway`` answers the warning that it may be there already."""

    constraints = {f"uq_organisation_{name}": (name, _TAKEN) for name in IDENTIFIERS}  # noqa: RUF012

    name = LineField(_l("Official name"), missing=_l("Write the name of the organisation."))
    kind = EnumField(
        _l("Kind"),
        OrganisationKind,
        missing=_l("Choose what kind of organisation it is."),
        blank=_l("Choose"),
    )
    acronym = LineField(_l("Acronym"), maximum=40)
    country = ChoiceField(_l("Country"), country_choices, blank=_l("Not known, or none"))
    city = LineField(_l("City"))
    website = SiteField(_l("Website"), maximum=500)
    description = AreaField(_l("Description"), rows=4)
    name_en = LineField(_l("Name in English"))
    name_fi = LineField(_l("Name in Finnish"))
    name_sv = LineField(_l("Name in Swedish"))
    other_names = LinesField(_l("Other names"), rows=2)
    former_names = LinesField(_l("Former names"), rows=2)
    exonyms = LinesField(_l("Names in other languages"), rows=2)
    native_names = LinesField(_l("Names in its own language"), rows=2)
    parent_id = PickerField(_l("Part of"), "organisation", multiple=False)
    pic = IdentifierField(
        _l("EU participant code (PIC)"), lambda text, _country: rules.normalised_pic(text)
    )
    vat = IdentifierField(_l("VAT number"), rules.normalised_vat)
    ror = IdentifierField(_l("ROR identifier"), lambda text, _country: rules.normalised_ror(text))
    wikidata = IdentifierField(
        _l("Wikidata item"), lambda text, _country: rules.normalised_wikidata(text)
    )
    latitude = AmountField(_l("Latitude"), lowest="-90", highest="90", places=5)
    longitude = AmountField(_l("Longitude"), lowest="-180", highest="180", places=5)
    peer_from = DayField(_l("Peer city from"))
    peer_to = DayField(_l("Peer city until"))
    influencer_from = DayField(_l("Key influencer from"))
    influencer_to = DayField(_l("Key influencer until"))
    source = LineField(_l("Source"), maximum=500)
    evidence_on = DayField(_l("Evidence date"))
    create_anyway = TickField(_l("Create anyway: it is another organisation"))

    def values(self, *leave_out: str) -> dict[str, Any]:
        """As the services take them, the four lists of names as ``aliases``."""
        values = super().values("create_anyway", *ALIAS_FIELDS, *leave_out)
        values["aliases"] = [
            (name, kind) for field, kind in ALIAS_FIELDS.items() for name in self[field].lines()
        ]
        return values

    def identifiers(self) -> dict[str, str]:
        """The identifiers that can be read, each in its one form."""
        found: dict[str, str] = {}
        for name in IDENTIFIERS:
            field = self[name]
            try:
                found[name] = field.normalise(field.data or "", self.country.data) or ""
            except Refused:
                continue
        return found


class OrganisationEditForm(OrganisationForm, EditForm):
    """An organisation as it is; needs ``alias_lines`` beside the record."""


def alias_lines(organisation: Organisation) -> dict[str, str]:
    """The other names of an organisation as the form shows them, by field."""
    return {
        field: "\n".join(alias.name for alias in organisation.aliases if alias.kind is kind)
        for field, kind in ALIAS_FIELDS.items()
    }


class StandingForm(EditForm):
    """May we go on with this partner, and if not without care, why?"""

    standing = EnumField(_l("Standing"), Standing, missing=_l("Choose a standing."))
    reason = AreaField(_l("Reason"), maximum=2000)


class MemberForm(EditForm):
    """A membership in a network, as a list states it."""

    constraints = {  # noqa: RUF012
        "uq_network_member_network_id_member_id": (
            "member_id",
            _l("This organisation is in the list of members already."),
        )
    }

    status = LineField(_l("Status in the list"))
    joined_year = NumberField(_l("Joined in (year)"), lowest=1800, highest=2200)
    left_on = DayField(_l("Left on"))
    source = LineField(_l("Source"), maximum=500)
    evidence_on = DayField(_l("Date of the list"))


class MemberListForm(EditForm):
    """What is known of a network's list of members."""

    source = LineField(_l("Source"), maximum=500)
    listed_on = DayField(_l("Date of the list"))
    is_complete = TickField(_l("The list names all members"))
    coverage = LineField(_l("What the list leaves out"), maximum=300)


class NewMemberForm(Form):
    """A membership to be added to a network's list."""

    constraints = MemberForm.constraints

    member_id = PickerField(
        _l("Member"),
        "organisation",
        multiple=False,
        missing=_l("Choose the organisation that is a member."),
    )
    status = LineField(_l("Status in the list"))
    joined_year = NumberField(_l("Joined in (year)"), lowest=1800, highest=2200)
    source = LineField(_l("Source"), maximum=500)
    evidence_on = DayField(_l("Date of the list"))
