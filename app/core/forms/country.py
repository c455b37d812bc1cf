"""A country typed as its code or its name; long lists of many rows have no room for menus."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from app.core.countries import iso_country
from app.core.forms.texts import LineField
from app.core.i18n import _


class CountryField(LineField):
    """A country as ISO or EU code, or by name; the data is its ISO code, or None.

    Offers the page's ``<datalist id="countries">`` where there is one; ``placeholder`` is what
    stands when nothing is written.
    """

    data: Any

    def process_data(self, value: Any) -> None:
        super().process_data(value or "")

    def __init__(self, label: Any, *, placeholder: str = "", **kwargs: Any) -> None:
        kwargs["render_kw"] = {
            "list": "countries", "autocomplete": "off", "placeholder": placeholder,
        }  # fmt: skip
        super().__init__(label, maximum=80, **kwargs)

    def post_validate(self, _form: Any, _stopped: bool) -> None:
        if not self.data:
            self.data = None
            return
        code = iso_country(self.data)
        if code is None:
            raise ValidationError(_("Write a country’s code, such as SE, or its name."))
        self.data = code
