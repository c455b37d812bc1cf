"""Form classes and fields shared by every slice: safe text, dates as people write them, pickers."""

from app.core.forms.base import (
    Conflict,
    ConflictRow,
    EditForm,
    Form,
)
from app.core.forms.basics import (
    LARGEST,
    LINE,
)
from app.core.forms.begun import (
    Begun,
)
from app.core.forms.choosing import (
    ChoiceField,
    EnumField,
    EnumsField,
    IdField,
    IdsField,
    OneOfField,
    TickField,
)
from app.core.forms.country import (
    CountryField,
)
from app.core.forms.languages import (
    LanguagesField,
)
from app.core.forms.offering import (
    offered,
)
from app.core.forms.picker import (
    PickerField,
    option,
)
from app.core.forms.sender import (
    SENDER,
    PublicSenderFields,
    SenderFields,
)
from app.core.forms.texts import (
    AreaField,
    EmailField,
    LineField,
    SecretField,
    WebField,
)
from app.core.forms.upload import (
    UploadField,
)
from app.core.forms.written import (
    AmountField,
    DayField,
    NumberField,
    TimeField,
)

__all__ = [
    "LARGEST",
    "LINE",
    "SENDER",
    "AmountField",
    "AreaField",
    "Begun",
    "ChoiceField",
    "Conflict",
    "ConflictRow",
    "CountryField",
    "DayField",
    "EditForm",
    "EmailField",
    "EnumField",
    "EnumsField",
    "Form",
    "IdField",
    "IdsField",
    "LanguagesField",
    "LineField",
    "NumberField",
    "OneOfField",
    "PickerField",
    "PublicSenderFields",
    "SecretField",
    "SenderFields",
    "TickField",
    "TimeField",
    "UploadField",
    "WebField",
    "offered",
    "option",
]
