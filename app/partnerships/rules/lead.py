"""Who answers for a partnership on a day; who leads it politically (roadmap 2019, section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.partnerships.models import PoliticalLead


def lacks_area(lead: PoliticalLead | None, area: str | None) -> bool:
    """Deputy mayors lead in an area of responsibility each, so the area must be named."""
    return lead == PoliticalLead.DEPUTY_MAYOR and not (area or "").strip()


def owner_on(periods: Iterable[Any], day: date) -> Any:
    """The one of a partnership's owner periods that ran on ``day``, or None."""
    running = (
        period
        for period in periods
        if period.started_on <= day and (period.ended_on is None or period.ended_on >= day)
    )
    return next(running, None)
