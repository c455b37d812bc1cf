"""Search-as-you-type pickers over the search index; a "Find" button does it without JavaScript."""

from __future__ import annotations

from typing import Any

from wtforms import Field, Form
from wtforms.validators import Optional, StopValidation

from app.core.forms.basics import LARGEST, LINE, Given, clean
from app.core.forms.choosing import CHOOSE
from app.core.forms.offering import offered
from app.core.i18n import _, country_name
from app.core.permissions import current_viewer
from app.core.search.query import Hit, labels
from app.core.session import db
from app.core.text import showable

Option = tuple[int, str, str]


def option(hit: Hit) -> Option:
    """A search hit as a choice: its number, title, and a line that tells it from its namesakes."""
    country = country_name(hit.country) if hit.country else ""
    place = dict.fromkeys(part for part in (hit.detail, country) if part and part != hit.title)
    return hit.entity_id, hit.title, " · ".join(place)


class PickerField(Field):
    """Chooses records of one search ``kind``; the data is a list of numbers, or one, or None.

    ``create_target`` names the block of "new …" fields that a missing record can be written in.
    """

    data: Any

    def __init__(
        self,
        label: Any,
        kind: str,
        *,
        multiple: bool = True,
        missing: Any = None,
        create_target: str = "",
        **kwargs: Any,
    ) -> None:
        self.kind, self.multiple, self.create_target = kind, multiple, create_target
        self.query = ""
        self.candidates: list[Option] | None = None
        self._labelled: list[Option] | None = None
        validators: list[Any] = [Given(missing)] if missing else [Optional()]
        super().__init__(label, validators, **kwargs)

    @property
    def ids(self) -> list[int]:
        """The chosen numbers, whether one or several may be chosen."""
        data: Any = self.data or []
        return list(data) if self.multiple else [data] if data else []

    @property
    def chosen(self) -> list[Option]:
        """(number, label, detail) of what is chosen and may be seen, in the order chosen."""
        if self._labelled is None:
            found = {
                hit.entity_id: option(hit)
                for hit in labels(db.session, self.kind, self.ids, current_viewer())
            }
            self._labelled = [found[number] for number in self.ids if number in found]
        return self._labelled

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        if formdata is None:
            return
        self.query = showable(clean(formdata.get(f"{self.name}-query")), "")[:LINE]
        if formdata.get("find") == self.name:
            hits = offered(db.session, self.query, current_viewer(), self.kind, limit=10)
            self.candidates = [option(hit) for hit in hits if hit.entity_id not in self.ids]

    def process_data(self, value: Any) -> None:
        """Numbers, or records of which the numbers are taken."""
        if value is None or not self.multiple:
            super().process_data(value)
        else:
            super().process_data([getattr(item, "id", item) for item in value])

    def process_formdata(self, valuelist: list[str]) -> None:
        given = [value for value in dict.fromkeys(valuelist) if value]
        numbers = [int(value) for value in given if _is_number(value)][:100]
        self.data = numbers if self.multiple else (numbers[-1] if numbers else None)
        self._labelled = None
        if not all(map(_is_number, given)):
            raise ValueError(str(CHOOSE))

    def pre_validate(self, _form: Form) -> None:
        if len(self.chosen) < len(self.ids):
            known = [number for number, _label, _detail in self.chosen]
            self.data = known if self.multiple else None
            self._labelled = None
            raise StopValidation(_("Choose again: what was chosen is not there any more."))


def _is_number(value: str) -> bool:
    """Whether a record may have this number; the length is asked first, as reading may be long."""
    return value.isascii() and value.isdigit() and len(value) <= 10 and 0 < int(value) <= LARGEST
