"""Form classes and fields shared by every slice: safe text, dates as people write them, pickers."""

from app.core.forms.base import Conflict, ConflictRow, EditForm, Form
from app.core.forms.fields import (
    AmountField,
    AreaField,
    ChoiceField,
    DayField,
    EmailField,
    EnumField,
    EnumsField,
    IdField,
    IdsField,
    LineField,
    NumberField,
    SecretField,
    TickField,
    TimeField,
    WebField,
)
from app.core.forms.picker import PickerField, option

__all__ = [
    "AmountField",
    "AreaField",
    "ChoiceField",
    "Conflict",
    "ConflictRow",
    "DayField",
    "EditForm",
    "EmailField",
    "EnumField",
    "EnumsField",
    "Form",
    "IdField",
    "IdsField",
    "LineField",
    "NumberField",
    "PickerField",
    "SecretField",
    "TickField",
    "TimeField",
    "WebField",
    "option",
]
