"""What services raise when the answer is no; the web edge turns each into an honest page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Gap:
    """One thing a rule demands: ``field`` names the form field that closes it."""

    code: str
    label: Any
    field: str = ""
    is_met: bool = False


class Refused(Exception):
    """A rule says no: the message tells why, ``gaps`` what is missing, ``field`` where."""

    def __init__(self, message: Any, gaps: Sequence[Gap] = (), field: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.gaps = list(gaps)
        self.field = field


class NotFound(Exception):
    """The record does not exist, or this viewer may not know that it does."""
