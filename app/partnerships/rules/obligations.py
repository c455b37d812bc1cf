"""When a duty comes round again, and whether it is late."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.core.periods import add_months
from app.partnerships.models import Recurrence

MONTHS = {
    Recurrence.MONTHLY: 1,
    Recurrence.QUARTERLY: 3,
    Recurrence.HALF_YEARLY: 6,
    Recurrence.YEARLY: 12,
}


def next_due(obligation: Any) -> date | None:
    """The day of the next occasion, counted from the first one; None when there is none.

    It may lie behind today: an occasion that was missed is owed all the same, and shows as late.
    """
    months = MONTHS.get(obligation.recurrence)
    if months is None:
        return None
    first, due = obligation.first_due_on, obligation.due_on
    steps = ((due.year - first.year) * 12 + due.month - first.month) // months
    following = add_months(first, steps * months)
    while following <= due:
        steps += 1
        following = add_months(first, steps * months)
    return following


def is_overdue(obligation: Any, today: date) -> bool:
    """Open, and its day has passed."""
    return obligation.fulfilled_on is None and bool(obligation.due_on < today)
