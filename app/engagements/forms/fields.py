"""Fields of the log form that spend no statement on checking what the service loads anyway."""

from __future__ import annotations

from typing import Any

from wtforms import Form
from wtforms.fields.choices import SelectChoice

from app.core.forms import IdsField, PickerField
from app.core.forms.basics import LARGEST, LINE, clean
from app.core.i18n import localised
from app.core.text import showable

MOST_OFFERED = 60


class RecordsField(PickerField):
    """A picker whose numbers the service checks in the statement that loads the records."""

    def pre_validate(self, _form: Form) -> None:
        """Nothing to ask: an unknown number comes back as a refusal at this field."""


class ContactsField(RecordsField):
    """Contacts; an engagement holds them as links, of which the contact's number counts."""

    def process_data(self, value: Any) -> None:
        super().process_data([getattr(item, "contact_id", item) for item in value or ()])


class OfferedField(IdsField):
    """Texts that came with the form itself, of which some are ticked: who was invited.

    They are sent along hidden as ``<name>_offered``, so that a draft keeps them as typed.
    """

    def __init__(self, label: Any, **kwargs: Any) -> None:
        self.offered: list[str] = []
        super().__init__(
            label, lambda: [(each, each) for each in self.offered], coerce=str, **kwargs
        )

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        sent = formdata.getlist(f"{self.name}_offered") if formdata is not None else []
        named = [showable(clean(each), "")[:LINE] for each in sent]
        self.offered = [each for each in dict.fromkeys(named) if each][:MOST_OFFERED]
        super().process(formdata, *args, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [each for each in self.offered if each in valuelist]


class FrameField(IdsField):
    """Objectives or focus areas in force, and those a record has from an earlier framework."""

    _earlier: tuple[Any, ...] = ()

    def process_data(self, value: Any) -> None:
        super().process_data(value)
        self._earlier = tuple(item for item in value or () if hasattr(item, "strategy_id"))

    def process_formdata(self, valuelist: list[str]) -> None:
        numbers = [int(v) for v in dict.fromkeys(valuelist) if v.isascii() and v.isdigit()]
        self.data = [number for number in numbers if number <= LARGEST]

    def _choices(self) -> list[Any]:
        listed = super()._choices()
        known = {choice.value for choice in listed}
        earlier = [item for item in self._earlier if str(item.id) not in known]
        return listed + [SelectChoice(str(item.id), localised(item)) for item in earlier]
