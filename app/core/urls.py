"""Addresses, built once per endpoint: a list of fifty rows asks for the same one fifty times."""

from __future__ import annotations

from typing import Any

import flask

# Too large for a record, so nothing else in an address can look like it.
_MARKS = tuple(9_000_000_000_000_001 + step for step in range(4))
_patterns: dict[tuple[str, ...], str] = {}


def url_for(endpoint: str, **values: Any) -> str:
    """The address of an endpoint, as Flask's own function gives it.

    Endpoints of a blueprint written as ``.name``, and values other than whole numbers, go to Flask.
    """
    if endpoint[0] == "." or any(type(value) is not int for value in values.values()):
        return flask.url_for(endpoint, **values)
    key = (endpoint, *values)
    pattern = _patterns.get(key)
    if pattern is None:
        pattern = _patterns[key] = _pattern(endpoint, tuple(values))
    return pattern % values if values else pattern


def _pattern(endpoint: str, names: tuple[str, ...]) -> str:
    """The address with ``%(name)d`` where each number stands."""
    marks: dict[str, Any] = dict(zip(names, _MARKS, strict=False))
    address = flask.url_for(endpoint, **marks)
    if not names:
        return address
    pattern = address.replace("%", "%%")
    for name, mark in marks.items():
        pattern = pattern.replace(str(mark), f"%({name})d")
    return pattern
