"""A field for languages, by name or code."""

from __future__ import annotations

from typing import Any

from wtforms import Form, ValidationError

from app.core.forms.texts import LineField
from app.core.i18n import _
from app.core.languages import language_code, language_name


class LanguagesField(LineField):
    """Languages by name or code, with commas; the data is ISO 639-1 codes between spaces."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        self.typed = ""
        super().__init__(label, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return self.typed
        return ", ".join(language_name(code) for code in (self.data or "").split())

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.typed = self.data or ""

    def post_validate(self, _form: Form, _stopped: bool) -> None:
        if self.errors:
            return
        codes = []
        for word in (self.data or "").replace(";", ",").split(","):
            if not word.strip():
                continue
            code = language_code(word)
            if code is None:
                raise ValidationError(
                    _("“%(word)s” is not known as a language.", word=word.strip())
                )
            codes.append(code)
        self.data = " ".join(dict.fromkeys(codes))
