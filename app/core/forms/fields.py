"""Fields with the checks every input needs: length, invisible characters, ranges, honest dates."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import inspect
from wtforms import (
    BooleanField,
    Field,
    Form,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import (
    CheckboxInput,
    DateInput,
    EmailInput,
    ListWidget,
    NumberInput,
    TextInput,
    TimeInput,
    URLInput,
)

from app.core.i18n import _, _l, choices

Options = Callable[[], Iterable[tuple[Any, Any]]]

LINE = 200
AREA = 20_000
LARGEST = 2_147_483_647
# Joiners shape emoji and Persian words; every other invisible sign hides something.
JOINERS = frozenset("\u200c\u200d")


class Given:
    """Something was understood, not only typed: spaces alone are nothing, a zero is something."""

    field_flags: ClassVar[dict[str, Any]] = {"required": True}

    def __init__(self, missing: Any) -> None:
        self.missing = missing

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data in (None, "", []) and not field.process_errors:
            raise StopValidation(str(self.missing))


def _required(missing: Any) -> list[Any]:
    return [Given(missing)] if missing else [Optional(strip_whitespace=True)]


def clean(value: str | None) -> str:
    """Composed, trimmed, with plain line ends."""
    text = unicodedata.normalize("NFC", value or "")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def hidden_character(text: str, allowed: str = "") -> str | None:
    """The first control or invisible character, as its code point, or None."""
    for sign in text:
        category = unicodedata.category(sign)
        hides = category in ("Cc", "Cs", "Co", "Zl", "Zp") or (
            category == "Cf" and sign not in JOINERS and not _is_flag_tag(sign)
        )
        if hides and sign not in allowed:
            return f"U+{ord(sign):04X}"
    return None


def _is_flag_tag(sign: str) -> bool:
    return 0xE0020 <= ord(sign) <= 0xE007F


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
        validators = [*_required(missing), *kwargs.pop("validators", [])]
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
        validators = [*_required(missing), *kwargs.pop("validators", [])]
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
        validators = [*_required(missing), *kwargs.pop("validators", [])]
        super().__init__(label, validators, **kwargs)

    def pre_validate(self, _form: Form) -> None:
        if len(self.data or "") > LINE:
            raise StopValidation(
                _("Shorten this to %(maximum)d characters or fewer.", maximum=LINE)
            )


class DayField(Field):
    """A date: 2026-03-31 as browsers send it, or 31.3.2026 as people write it."""

    data: Any

    widget = DateInput()

    def __init__(self, label: Any, *, missing: Any = None, **kwargs: Any) -> None:
        self.typed = ""
        super().__init__(label, _required(missing), **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.typed)
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if not self.typed:
            return
        iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", self.typed, re.ASCII)
        local = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", self.typed, re.ASCII)
        parts = [int(p) for p in iso.groups()] if iso else []
        parts = [int(p) for p in reversed(local.groups())] if local else parts
        try:
            self.data = date(*parts)
        except (TypeError, ValueError):
            self.data = None
        if self.data is None or not 1800 <= self.data.year <= 2200:
            self.data = None
            raise ValueError(_("Write the date like 2026-03-31 or 31.3.2026."))


class TimeField(Field):
    """A time of day, 14:30 or 14.30."""

    data: Any

    widget = TimeInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        self.typed = ""
        super().__init__(label, [Optional()], **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.typed)
        return self.data.strftime("%H:%M") if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        found = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::\d{2})?", self.typed, re.ASCII)
        if not self.typed:
            return
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValueError(_("Write the time like 14:30."))
        self.data = time(int(found[1]), int(found[2]))


class AmountField(Field):
    """A decimal number as people write it: 75 000, 1234.50 or 1234,50."""

    data: Any

    widget = TextInput()

    def __init__(
        self,
        label: Any,
        *,
        missing: Any = None,
        lowest: str = "0",
        highest: str = "99999999999",
        places: int = 2,
        **kwargs: Any,
    ) -> None:
        self.typed = ""
        self.lowest, self.highest, self.places = Decimal(lowest), Decimal(highest), places
        super().__init__(label, _required(missing), render_kw={"inputmode": "decimal"}, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.typed)
        return "" if self.data is None else f"{self.data:f}"

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if not self.typed:
            return
        plain = re.sub(r"[\s\u00a0\u202f']", "", self.typed).replace("−", "-")
        if not re.fullmatch(r"-?\d{1,15}([.,]\d{1,6})?", plain, re.ASCII):
            raise ValueError(_("Write a number like 75000 or 1234,50."))
        try:
            value = Decimal(plain.replace(",", "."))
        except InvalidOperation:
            raise ValueError(_("Write a number like 75000 or 1234,50.")) from None
        if not self.lowest <= value <= self.highest:
            raise ValueError(
                _(
                    "Write a number from %(lowest)s to %(highest)s.",
                    lowest=self.lowest,
                    highest=self.highest,
                )
            )
        self.data = value.quantize(Decimal(1).scaleb(-self.places))


class NumberField(Field):
    """A whole number within a range."""

    data: Any

    widget = NumberInput()

    def __init__(
        self,
        label: Any,
        *,
        missing: Any = None,
        lowest: int = 0,
        highest: int = LARGEST,
        **kwargs: Any,
    ) -> None:
        self.typed = ""
        self.lowest, self.highest = lowest, highest
        kw = {"min": lowest} | ({"max": highest} if highest < LARGEST else {})
        super().__init__(label, _required(missing), render_kw=kw, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.typed)
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if not self.typed:
            return
        whole = re.fullmatch(r"-?\d{1,12}", self.typed, re.ASCII)
        if not whole or not self.lowest <= int(self.typed) <= self.highest:
            raise ValueError(
                _(
                    "Write a whole number from %(lowest)d to %(highest)d.",
                    lowest=self.lowest,
                    highest=self.highest,
                )
            )
        self.data = int(self.typed)


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
            _required(missing),
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
