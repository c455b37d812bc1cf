"""What the fields share: when a value counts as given, and which signs hide something."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from wtforms import Field, Form
from wtforms.validators import Optional, StopValidation

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


def required(missing: Any) -> list[Any]:
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
