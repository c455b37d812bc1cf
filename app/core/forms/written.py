"""Dates, times and numbers as people write them; what cannot be read is shown again as typed."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import Field
from wtforms.validators import Optional
from wtforms.widgets import DateInput, NumberInput, TextInput, TimeInput

from app.core.forms.basics import LARGEST, required
from app.core.i18n import _


class DayField(Field):
    """A date: 2026-03-31 as browsers send it, or 31.3.2026 as people write it."""

    data: Any

    widget = DateInput()

    def __init__(self, label: Any, *, missing: Any = None, **kwargs: Any) -> None:
        self.typed = ""
        super().__init__(label, required(missing), **kwargs)

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
        super().__init__(label, required(missing), render_kw={"inputmode": "decimal"}, **kwargs)

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
        super().__init__(label, required(missing), render_kw=kw, **kwargs)

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
