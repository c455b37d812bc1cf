"""Languages, dates, numbers and names in the user's language."""

from __future__ import annotations

import enum
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_datetime_format
from babel.numbers import format_decimal
from flask import Flask

from app.core import clock, translations
from app.core.money import format_money
from app.core.translations import LANGUAGES, _, _l, ngettext, spoken

__all__ = ["LANGUAGES", "_", "_l", "country_name", "language", "localised", "ngettext"]

NONE = "–"

_labels: dict[tuple[type[enum.StrEnum], str], Any] = {}


def label(*mappings: dict[Any, Any]) -> None:
    """Give the members of enumerations their translatable labels, one mapping for each.

    Members of two enumerations with the same value are the same dictionary key, so a mapping
    that mixes enumerations would lose labels without a word.
    """
    for mapping in mappings:
        kinds = {type(member) for member in mapping}
        if len(kinds) != 1:
            raise ValueError("Give label() one mapping for each enumeration.")
        _labels.update({_key(member): text for member, text in mapping.items()})


def _key(member: enum.StrEnum) -> tuple[type[enum.StrEnum], str]:
    return type(member), str.__str__(member)


_actions: dict[str, Any] = {}
_fields: dict[tuple[str, str], Any] = {}


def actions(mapping: dict[str, Any]) -> None:
    """Give the verbs of the history their labels."""
    _actions.update(mapping)


def fields(entity: str, mapping: dict[str, Any]) -> None:
    """Give the fields of a record (or of a part of one) their labels in the history."""
    _fields.update({(entity, name): text for name, text in mapping.items()})


def action_label(action: str) -> str:
    """What was done, in words; an unnamed verb shows as it is, and a test finds it."""
    return str(_actions.get(action, action))


def field_label(entity: str, name: str) -> str:
    """What a field is called where people read it."""
    return str(_fields.get((entity, name), name))


def choice(value: enum.StrEnum | None) -> str:
    """The label of an enumeration's member in the user's language."""
    if value is None:
        return NONE
    said, key = spoken().said, _key(value)
    text = said.get(key)
    if text is None:
        text = said[key] = str(_labels.get(key, value.value))
    return text


def choices(members: type[enum.StrEnum]) -> list[tuple[str, str]]:
    """(value, label) pairs of an enumeration, in its own order."""
    return [(member.value, choice(member)) for member in members]


def language() -> str:
    """The language of this request: ``en``, ``fi`` or ``sv``."""
    return spoken().code


def localised(record: Any, field: str = "name") -> str:
    """``field`` in the user's language, else in English, else in any language that has it."""
    for code in (language(), "en", "fi", "sv"):
        if text := getattr(record, f"{field}_{code}", ""):
            return str(text)
    return ""


def country_name(code: str | None) -> str:
    """The name of an ISO 3166 country in the user's language; ``XK`` included."""
    if not code:
        return NONE
    return _territories(language()).get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Every ISO 3166 country, sorted by its name in the user's language."""
    return [(code, name) for name, code in sorted(_countries(language()))]


_TERRITORIES: dict[str, dict[str, str]] = {}
_COUNTRIES: dict[str, list[tuple[str, str]]] = {}
_NOT_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
)


def _territories(code: str) -> dict[str, str]:
    if code not in _TERRITORIES:
        _TERRITORIES[code] = dict(Locale(code).territories)
    return _TERRITORIES[code]


def _countries(code: str) -> list[tuple[str, str]]:
    if code not in _COUNTRIES:
        _COUNTRIES[code] = [
            (name, key)
            for key, name in _territories(code).items()
            if len(key) == 2 and key.isalpha() and key not in _NOT_COUNTRIES
        ]
    return _COUNTRIES[code]


def show_date(value: date | datetime | None) -> str:
    if value is None:
        return NONE
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return _date_text(value, spoken().locale)


# The same days and numbers fill many rows of many pages.
@lru_cache(maxsize=4096)
def _date_text(value: date, locale: Locale) -> str:
    return format_date(value, "medium", locale)


@lru_cache(maxsize=4096)
def _number_text(value: Decimal | float | int, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


def show_datetime(value: datetime | None) -> str:
    if value is None:
        return NONE
    # The day as everywhere else, not in figures whose order every country reads otherwise.
    moment, locale = clock.local(value), spoken().locale
    shape = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    return shape.format(format_time(moment, "short", clock.zone, locale), show_date(moment))


def show_month(value: date) -> str:
    """The month of a day with its year, in full."""
    return format_skeleton("yMMMM", value, locale=spoken().locale)


def show_number(value: Decimal | float | int | None) -> str:
    return NONE if value is None else _number_text(value, spoken().locale)


def show_money(value: Decimal | None, currency: str = "EUR") -> str:
    return NONE if value is None else format_money(value, currency, language())


def show_size(value: int) -> str:
    """A number of bytes as people say it: 340 kB, 1.2 MB."""
    if value < 1_000_000:
        return _("%(size)s kB", size=format_decimal(max(1, round(value / 1000))))
    return _("%(size)s MB", size=format_decimal(round(value / 1_000_000, 1)))


def init_app(app: Flask) -> None:
    translations.init_app(app)
    app.jinja_env.filters.update(
        date=show_date,
        datetime=show_datetime,
        month=show_month,
        number=show_number,
        money=show_money,
        size=show_size,
        country=country_name,
        choice=choice,
        localised=localised,
        action_label=action_label,
    )
    app.jinja_env.globals["field_label"] = field_label
    app.jinja_env.globals["languages"] = list(LANGUAGES.items())

    @app.context_processor
    def _context() -> dict[str, Any]:
        return {"locale": language()}
