"""Fields for what has one right spelling: identifiers, web addresses, lists of names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Form, ValidationError

from app.core.errors import Refused
from app.core.forms import AreaField, LineField, WebField
from app.core.forms.basics import LINE
from app.core.i18n import _
from app.organisations import rules


class SiteField(WebField):
    """A web address; one typed without a scheme gets https://."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = rules.normalised_website(self.data or "")


class IdentifierField(LineField):
    """An identifier in its one form; ``normalise(text, country)`` refuses what it cannot be."""

    def __init__(
        self, label: Any, normalise: Callable[[str, str | None], str | None], **kwargs: Any
    ) -> None:
        self.normalise = normalise
        super().__init__(label, maximum=100, **kwargs)

    def post_validate(self, form: Form, _stopped: bool) -> None:
        if self.errors:
            return
        try:
            self.normalise(self.data or "", form["country"].data)
        except Refused as refused:
            raise ValidationError(str(refused.message)) from None


class LinesField(AreaField):
    """One entry on each line; ``lines`` gives those that are not empty."""

    most = 50

    def lines(self) -> list[str]:
        return [line.strip() for line in (self.data or "").split("\n") if line.strip()]

    def post_validate(self, _form: Form, _stopped: bool) -> None:
        if self.errors:
            return
        if len(self.lines()) > self.most:
            raise ValidationError(_("Write %(most)d lines or fewer.", most=self.most))
        for line in self.lines():
            if len(line) > LINE or "\t" in line:
                raise ValidationError(
                    _("Shorten each line to %(maximum)d characters or fewer.", maximum=LINE)
                )


class EmailsField(LinesField):
    """E-mail addresses, one on each line."""

    def post_validate(self, form: Form, stopped: bool) -> None:
        super().post_validate(form, stopped)
        for line in self.lines() if not self.errors else []:
            try:
                validate_email(line, check_deliverability=False, test_environment=True)
            except EmailNotValidError:
                raise ValidationError(
                    _("Write one e-mail address like name@example.org on each line.")
                ) from None
