"""Who may read a note: its own visibility can only narrow that of the record."""

from __future__ import annotations

from app.core.db import Visibility

_ORDER = list(Visibility)


def note_visibility(record: Visibility, note: Visibility | None) -> Visibility:
    """The narrower of both; a note that says nothing is as open as its record."""
    return record if note is None else max(record, note, key=_ORDER.index)
