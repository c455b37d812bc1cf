"""Choices from lists: yes or no, one of several, some of several."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from sqlalchemy import inspect
from wtforms import BooleanField, Form, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, RadioInput

from app.core.forms.basics import Options, required
from app.core.i18n import _l, choices


class TickField(BooleanField):
    """Yes or no."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)


CHOOSE = _l("Choose one of the listed options.")


class ChoiceField(SelectField):
    """One of ``options()``, asked for at each request; ``blank`` is the label of no choice."""

    data: Any

    def __init__(
        self,
        label: Any,
        options: Options,
        *,
        missing: Any = None,
        blank: Any = "",
        coerce: Callable[[Any], Any] = str,
        **kwargs: Any,
    ) -> None:
        self.options, self.blank, self.missing = options, blank, missing
        super().__init__(
            label,
            required(missing),
            coerce=_blank_or(coerce),
            choices=self._choices,
            validate_choice=False,
            **kwargs,
        )

    def _choices(self) -> list[SelectChoice]:
        listed = [SelectChoice(str(value), str(label)) for value, label in self.options()]
        if self.missing is None or self.data is None:
            listed.insert(0, SelectChoice("", str(self.blank)))
        return listed

    def pre_validate(self, _form: Form) -> None:
        typed = (self.raw_data or [""])[0]
        if typed and str(typed) not in {str(value) for value, _label in self.options()}:
            self.data = None
            raise StopValidation(str(CHOOSE))


def _blank_or(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if value in (None, ""):
            return None
        try:
            return coerce(value)
        except (ValueError, OverflowError):
            return None

    return convert


class EnumField(ChoiceField):
    """A member of an enumeration; the data is the member or None."""

    def __init__(self, label: Any, members: type[enum.StrEnum], **kwargs: Any) -> None:
        super().__init__(label, lambda: choices(members), coerce=members, **kwargs)


class OneOfField(EnumField):
    """A member of a short enumeration, all of them in sight: one click or tap chooses."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()

    def _choices(self) -> list[SelectChoice]:
        return [SelectChoice(str(value), str(label)) for value, label in self.options()]


class IdField(ChoiceField):
    """A record by its number, from a short list."""

    def __init__(self, label: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(label, options, coerce=int, **kwargs)


class IdsField(SelectMultipleField):
    """Several records by their numbers, as checkboxes."""

    data: Any

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self,
        label: Any,
        options: Options,
        *,
        coerce: Callable[[Any], Any] = int,
        **kwargs: Any,
    ) -> None:
        self.options = options
        super().__init__(
            label, coerce=coerce, choices=self._choices, validate_choice=False, **kwargs
        )

    def _choices(self) -> list[SelectChoice]:
        return [SelectChoice(str(value), str(label)) for value, label in self.options()]

    def process_data(self, value: Any) -> None:
        """Values, or records of which the primary keys are taken."""
        if value is None:
            self.data = []
            return
        self.data = [sa_identity(item) for item in value]

    def process_formdata(self, valuelist: list[str]) -> None:
        known = {str(value) for value, _label in self.options()}
        self.data = [self.coerce(value) for value in dict.fromkeys(valuelist) if value in known]
        if any(value not in known for value in valuelist):
            raise ValueError(str(CHOOSE))


def sa_identity(item: Any) -> Any:
    """The primary key of a record; anything else stays as it is."""
    state = inspect(item, raiseerr=False)
    return state.identity[0] if state is not None and state.identity else item


class EnumsField(IdsField):
    """Several members of an enumeration, as checkboxes."""

    def __init__(self, label: Any, members: type[enum.StrEnum], **kwargs: Any) -> None:
        super().__init__(label, lambda: choices(members), coerce=members, **kwargs)
