"""When a partnership or an instrument renews, ends, and must be given notice.

``dated`` is anything with a term: ``term``, ``ends_on``, ``renewal_months``, ``notice_months``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.periods import add_months
from app.partnerships.models import Term


def renewed_end(dated: Any, today: date) -> date | None:
    """The end of the period that runs today, or None when there is no end to speak of.

    A fixed term ends when it ends. One that renews by itself is carried on by whole renewals until
    the end lies ahead, each counted from the first end, so that a month's last day stays one.
    """
    end: date | None = dated.ends_on
    if end is None or dated.term != Term.AUTO_RENEWING or not dated.renewal_months:
        return end if dated.term in (Term.FIXED, Term.AUTO_RENEWING) else None
    if end >= today:
        return end
    months: int = dated.renewal_months
    elapsed = (today.year - end.year) * 12 + today.month - end.month
    renewals = max(elapsed // months, 0)
    current = add_months(end, renewals * months)
    while current < today:
        renewals += 1
        current = add_months(end, renewals * months)
    return current


@dataclass(frozen=True)
class Notice:
    """The last day on which notice still counts, and the ``end`` that it leads to."""

    by: date
    end: date


def notice_by(dated: Any, today: date) -> date | None:
    """The last day on which notice still counts, from the renewed end; None when none is due."""
    notice = next_notice(dated, today)
    return None if notice is None else notice.by


def next_notice(dated: Any, today: date) -> Notice | None:
    """The next chance to leave, counted from the renewed end; None when none is due.

    A notice day that has passed belongs to the running period: one that renews by itself then
    shows the day of the next period, because that is the next chance.
    """
    end = renewed_end(dated, today)
    months: int | None = dated.notice_months
    if end is None or not months or dated.term == Term.FIXED:
        return None
    notice = add_months(end, -months)
    renewal: int = dated.renewal_months or 0
    steps = 0
    while notice < today and renewal:
        steps += 1
        notice = add_months(_later(dated.ends_on, end, renewal, steps), -months)
    return Notice(notice, _later(dated.ends_on, end, renewal, steps) if steps else end)


def _later(first_end: date, end: date, renewal: int, steps: int) -> date:
    """The end ``steps`` renewals after ``end``, counted from the first end."""
    gone = (end.year - first_end.year) * 12 + end.month - first_end.month
    return add_months(first_end, gone + steps * renewal)


def review_due(partnership: Any) -> date | None:
    """The next review date; an open-ended one without a date follows its cycle from its start."""
    chosen: date | None = partnership.next_review_on
    if chosen is not None or partnership.term != Term.EVERGREEN:
        return chosen
    start: date | None = partnership.starts_on or partnership.signed_on
    months: int | None = partnership.review_cycle_months
    return add_months(start, months) if start is not None and months else None


def is_expired(dated: Any, today: date) -> bool:
    """A fixed term whose end has passed."""
    end: date | None = dated.ends_on
    return dated.term == Term.FIXED and end is not None and end < today
