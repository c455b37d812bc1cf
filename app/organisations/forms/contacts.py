"""Forms of contacts and their affiliations."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.db import Visibility
from app.core.forms import (
    AreaField,
    DayField,
    EditForm,
    EmailField,
    EnumField,
    Form,
    IdField,
    LanguagesField,
    LineField,
    PickerField,
    TickField,
)
from app.core.i18n import _, _l
from app.core.session import db
from app.organisations.forms.fields import EmailsField, LinesField
from app.organisations.models import LawfulBasis, OrganisationKind
from app.users.queries import unit_choices

NEW_ORGANISATION = ("organisation_name", "organisation_kind")


class ContactFields(Form):
    """What is known of a person at a partner."""

    given_name = LineField(_l("Given name"))
    family_name = LineField(
        _l("Family name"), missing=_l("Write the family name, or the role when there is no name.")
    )
    title = LineField(_l("Title"))
    form_of_address = LineField(_l("Form of address"))
    languages = LanguagesField(_l("Languages"))
    email = EmailField(_l("E-mail"), maximum=254)
    other_emails = EmailsField(_l("Other e-mails"), rows=2)
    phones = LinesField(_l("Telephone numbers"), rows=2)
    assistant = LineField(_l("Assistant"), maximum=500)
    notes = AreaField(_l("Notes"))
    source = LineField(_l("Where the data came from"), maximum=500)
    purpose = LineField(_l("What the data is kept for"), maximum=500)
    lawful_basis = EnumField(
        _l("Lawful basis"),
        LawfulBasis,
        missing=_l("Choose the lawful basis."),
        default=LawfulBasis.PUBLIC_TASK,
    )
    last_verified_on = DayField(_l("Details last verified"))
    visibility = EnumField(
        _l("Who may see it"),
        Visibility,
        missing=_l("Choose who may see the contact."),
        default=Visibility.CITY,
    )
    unit_id = IdField(_l("Unit"), lambda: unit_choices(db.session), blank=_l("No unit"))


class ContactForm(ContactFields):
    """A new contact with the first affiliation; the organisation may be new, too."""

    organisation_id = PickerField(_l("Organisation"), "organisation", multiple=False)
    organisation_name = LineField(_l("Name of the new organisation"))
    organisation_kind = EnumField(
        _l("Kind of the new organisation"), OrganisationKind, blank=_l("Choose")
    )
    role = LineField(_l("Role"))
    unit = LineField(_l("Department"))
    started_on = DayField(_l("There since"))
    create_anyway = TickField(_l("Create anyway: it is another person"))

    def values(self, *leave_out: str) -> dict[str, Any]:
        """As the services take them; a new organisation is made by the view."""
        return super().values("create_anyway", *NEW_ORGANISATION, *leave_out)

    def has_whole_affiliation(self) -> bool:
        """An affiliation has an organisation, and a new organisation has a name and a kind."""
        chosen, name = self.organisation_id.data, self.organisation_name.data
        kind = self.organisation_kind.data
        if chosen is None and name and kind is None:
            self.add_error("organisation_kind", _("Choose what kind of organisation it is."))
        elif chosen is None and kind is not None and not name:
            self.add_error("organisation_name", _("Write the name of the new organisation."))
        elif chosen is not None and name:
            message = _("Choose an organisation or add a new one, not both.")
            self.add_error("organisation_id", message)
        elif chosen is None and not name and (self.role.data or self.unit.data):
            self.add_error("organisation_id", _("Choose the organisation of this role."))
        return not self.errors


class ContactEditForm(ContactFields, EditForm):
    """A contact as it is; affiliations have pages of their own."""


class AffiliationFields(Form):
    """What a contact is at an organisation."""

    role = LineField(_l("Role"))
    unit = LineField(_l("Department"))


class NewAffiliationForm(AffiliationFields):
    """One more place where a contact works."""

    organisation_id = PickerField(
        _l("Organisation"),
        "organisation",
        multiple=False,
        missing=_l("Choose the organisation."),
    )
    started_on = DayField(_l("From"))
    ended_on = DayField(_l("Until"))
    is_primary = TickField(_l("Main affiliation"))


class AffiliationEditForm(AffiliationFields, EditForm):
    """An affiliation to be corrected."""

    started_on = DayField(_l("From"))
    ended_on = DayField(_l("Until"))
    is_primary = TickField(_l("Main affiliation"))


class EndAffiliationForm(EditForm):
    """The contact has left."""

    ended_on = DayField(
        _l("Last day there"), missing=_l("Write the last day."), default=clock.today
    )


class MoveForm(AffiliationFields):
    """A contact has moved job: one affiliation ends, another starts."""

    organisation_id = PickerField(
        _l("New organisation"),
        "organisation",
        multiple=False,
        missing=_l("Choose the organisation the contact moved to."),
    )
    started_on = DayField(
        _l("In the new job since"), missing=_l("Write the first day."), default=clock.today
    )
    ends_id = IdField(_l("The affiliation that ends"), lambda: (), blank=_l("None"))
