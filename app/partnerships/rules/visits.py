"""The last visit each way: from the log, or as written where the log does not reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LastVisit:
    """``source`` is empty for a visit from the log."""

    on: date | None
    source: str = ""


def last_visit(logged: date | None, written: date | None, source: str) -> LastVisit:
    """The later of the two; the log is preferred for the same day."""
    if written is None or (logged is not None and logged >= written):
        return LastVisit(logged)
    return LastVisit(written, source)
