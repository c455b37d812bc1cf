"""How long a partnership may stay silent before somebody should ask why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

# Twice a year, for a partnership without a cadence of its own.
USUAL_CADENCE_DAYS = 180


def is_quiet(partnership: Any, today: date) -> bool:
    """Never engaged, or not within its cadence; never engaged counts as silence."""
    last: date | None = partnership.last_engaged_on
    cadence: int = partnership.cadence_days or USUAL_CADENCE_DAYS
    return last is None or last < today - timedelta(days=cadence)
