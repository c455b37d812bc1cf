"""What is only half said: a score without its reason, a visit without its source.

Each question is asked where one of its fields is given, so that a verb which touches none of them
is not stopped by what was half said before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from app.core.errors import Gap
from app.core.i18n import _l

Values = Mapping[str, Any]


def contradictions(values: Values, today: date) -> list[Gap]:
    """What is missing beside what was written; ``values`` holds the fields of a partnership."""
    return [
        gap
        for names, ask in _ASKED
        if any(name in values for name in names)
        for gap in ask(values, today)
    ]


def fields_asked() -> frozenset[str]:
    """The fields that are looked at."""
    return frozenset(name for names, _ask in _ASKED for name in names)


def fields_beside(field: str) -> frozenset[str]:
    """The fields that are asked about together with this one, and itself."""
    return frozenset(next((names for names, _ask in _ASKED if field in names), (field,)))


def _is_written(values: Values, name: str) -> bool:
    value = values.get(name)
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _gap(field: str, text: Any) -> Gap:
    return Gap(field, text, field)


def _priority(values: Values, _today: date) -> Iterator[Gap]:
    for name in ("benefit", "offer"):
        if _is_written(values, name) and not _is_written(values, f"{name}_reason"):
            yield _gap(f"{name}_reason", _l("Write the reason for the score."))


def _visits(values: Values, today: date) -> Iterator[Gap]:
    names = ("last_incoming_on", "last_outgoing_on")
    for name in names:
        if values.get(name) is not None and values[name] > today:
            yield _gap(name, _l("This date lies ahead."))
    is_dated = any(_is_written(values, name) for name in names)
    if is_dated and not _is_written(values, "visits_source"):
        yield _gap("visits_source", _l("Write where the dates of the visits come from."))


def _successor(values: Values, today: date) -> Iterator[Gap]:
    parts = ("successor_decision", "successor_decided_by", "successor_decided_on")
    is_begun = any(_is_written(values, name) for name in (*parts, "successor_section"))
    texts = (
        _l("Write what was decided to follow."),
        _l("Write who decided."),
        _l("Write when it was decided."),
    )
    for name, text in zip(parts, texts, strict=True):
        if is_begun and not _is_written(values, name):
            yield _gap(name, text)
    decided = values.get("successor_decided_on")
    if decided is not None and decided > today:
        yield _gap("successor_decided_on", _l("This date lies ahead."))


def _ethics(values: Values, today: date) -> Iterator[Gap]:
    parts = ("ethics_checked_by", "ethics_checked_on", "ethics_result")
    texts = (
        _l("Write who checked."),
        _l("Write when it was checked."),
        _l("Choose the result of the check."),
    )
    is_begun = any(_is_written(values, name) for name in (*parts, "ethics_note"))
    for name, text in zip(parts, texts, strict=True):
        if is_begun and not _is_written(values, name):
            yield _gap(name, text)
    checked = values.get("ethics_checked_on")
    if checked is not None and checked > today:
        yield _gap("ethics_checked_on", _l("This date lies ahead."))


_ASKED: tuple[tuple[tuple[str, ...], Callable[[Values, date], Iterator[Gap]]], ...] = (
    (("benefit", "benefit_reason", "offer", "offer_reason"), _priority),
    (("last_incoming_on", "last_outgoing_on", "visits_source"), _visits),
    (
        (
            "successor_decision",
            "successor_decided_by",
            "successor_decided_on",
            "successor_section",
        ),
        _successor,
    ),
    (("ethics_checked_by", "ethics_checked_on", "ethics_result", "ethics_note"), _ethics),
)
