"""Who sends something to the city: the fields that every form for strangers asks."""

from __future__ import annotations

from wtforms import Field, ValidationError

from app.core.forms.base import Form
from app.core.forms.choosing import ChoiceField, TickField
from app.core.forms.texts import EmailField, LineField
from app.core.i18n import _, _l, country_choices

SENDER = (
    "organisation_name",
    "country",
    "contact_name",
    "contact_role",
    "contact_email",
    "contact_phone",
)


class SenderFields(Form):
    """The sender as a colleague enters them: everything may be left out."""

    organisation_name = LineField(_l("Organisation, as written"))
    country = ChoiceField(_l("Country"), country_choices, blank=_l("Not chosen"))
    contact_name = LineField(_l("Contact person"))
    contact_role = LineField(_l("Title or role"))
    contact_email = EmailField(_l("E-mail"))
    contact_phone = LineField(_l("Telephone"), maximum=60)


class PublicSenderFields(SenderFields):
    """The senders themselves: whoever may be answered is asked for."""

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
    understood = TickField(_l("I have read how my data is used"))

    def validate_understood(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Read how your data is used and tick the box."))
