"""Fields of text: one line, several, an address of mail or the web, a password."""

from __future__ import annotations

import re
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Form, PasswordField, StringField, TextAreaField, ValidationError
from wtforms.validators import StopValidation
from wtforms.widgets import EmailInput, URLInput

from app.core.forms.basics import AREA, LINE, clean, hidden_character, required
from app.core.i18n import _


class _Text:
    """Length and invisible characters, checked before any other rule."""

    maximum: int = LINE
    allowed = ""
    data: str

    def pre_validate(self, _form: Form) -> None:
        if len(self.data) > self.maximum:
            raise StopValidation(
                _("Shorten this to %(maximum)d characters or fewer.", maximum=self.maximum)
            )
        if sign := hidden_character(self.data, self.allowed):
            raise StopValidation(
                _("Remove the invisible character %(code)s and type it again.", code=sign)
            )


class LineField(_Text, StringField):
    """One line of text; ``missing`` is the message when it is required."""

    def __init__(
        self, label: Any, *, missing: Any = None, maximum: int = LINE, **kwargs: Any
    ) -> None:
        self.maximum = maximum
        validators = [*required(missing), *kwargs.pop("validators", [])]
        kwargs["render_kw"] = {"maxlength": maximum, **kwargs.get("render_kw", {})}
        super().__init__(label, validators, filters=[clean], **kwargs)

    def pre_validate(self, form: Form) -> None:
        if "\n" in self.data or "\t" in self.data:
            raise StopValidation(_("Write this on one line."))
        super().pre_validate(form)


class AreaField(_Text, TextAreaField):
    """Several lines of text."""

    allowed = "\n\t"

    def __init__(
        self, label: Any, *, missing: Any = None, maximum: int = AREA, rows: int = 3, **kwargs: Any
    ) -> None:
        self.maximum = maximum
        validators = [*required(missing), *kwargs.pop("validators", [])]
        super().__init__(label, validators, filters=[clean], render_kw={"rows": rows}, **kwargs)


class EmailField(LineField):
    """An e-mail address; whether it can be delivered to is not asked."""

    widget = EmailInput()

    def post_validate(self, _form: Form, _stopped: bool) -> None:
        if self.data and not self.errors:
            try:
                validate_email(self.data, check_deliverability=False, test_environment=True)
            except EmailNotValidError:
                raise ValidationError(_("Write an e-mail address like name@example.org.")) from None


class WebField(LineField):
    """A web address that begins with http:// or https://."""

    widget = URLInput()

    def post_validate(self, _form: Form, _stopped: bool) -> None:
        if self.data and not re.fullmatch(r"https?://[^\s/.]+\.[^\s]+", self.data):
            raise ValidationError(_("Write a web address that begins with https://."))


class SecretField(PasswordField):
    """A password: never trimmed, never sent back."""

    def __init__(self, label: Any, *, missing: Any = None, **kwargs: Any) -> None:
        validators = [*required(missing), *kwargs.pop("validators", [])]
        super().__init__(label, validators, **kwargs)

    def pre_validate(self, _form: Form) -> None:
        if len(self.data or "") > LINE:
            raise StopValidation(
                _("Shorten this to %(maximum)d characters or fewer.", maximum=LINE)
            )
