"""The form for anybody: plain words, nothing that tells what is in the register."""

from __future__ import annotations

from wtforms import Field, ValidationError

from app.core.forms import AreaField, ChoiceField, EmailField, LineField, TickField, UploadField
from app.core.i18n import _, _l, country_choices
from app.proposals.forms.fields import ProposalFields


class PublicProposalForm(ProposalFields):
    """Who may be answered is asked for; everything that helps to judge may be left out."""

    organisation_name = LineField(
        _l("Your organisation"), missing=_l("Write the name of your organisation.")
    )
    country = ChoiceField(
        _l("Country"), country_choices, missing=_l("Choose your country."), blank=_l("Not chosen")
    )
    contact_name = LineField(_l("Your name"), missing=_l("Write your name."))
    contact_role = LineField(_l("Your title or role"))
    contact_email = EmailField(
        _l("Your e-mail"), missing=_l("Write an e-mail address like name@example.org.")
    )
    rationale = AreaField(_l("How does it help the city reach its goals?"), maximum=6000)
    resources = AreaField(_l("What do you ask of the city?"), maximum=6000)
    document = UploadField(_l("A document"))
    understood = TickField(_l("I have read how my data is used"))

    def validate_understood(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Read how your data is used and tick the box."))
