"""Where an instrument stands today: signed, in force, about to be given notice, or expired."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.partnerships.rules.terms import Notice, is_expired, next_notice, renewed_end

# How many days ahead a date asks for attention; two months more than most boards need to meet.
ALERT_DAYS = 90


class InstrumentState(enum.StrEnum):
    TO_BE_SIGNED = "to_be_signed"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    NOTICE_DUE = "notice_due"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"


@dataclass(frozen=True)
class InstrumentStanding:
    """``on`` is the day that the state speaks of, or None; ``end`` the end of the running term."""

    state: InstrumentState
    on: date | None
    end: date | None
    notice: Notice | None


def instrument_standing(instrument: Any, today: date) -> InstrumentStanding:
    """Where it stands; the dates follow the rules of every term (``rules.terms``)."""
    end, notice = renewed_end(instrument, today), next_notice(instrument, today)
    soon = today + timedelta(days=ALERT_DAYS)
    state, on = InstrumentState.IN_FORCE, end
    if instrument.signed_on is not None and instrument.signed_on > today:
        state, on = InstrumentState.TO_BE_SIGNED, instrument.signed_on
    elif is_expired(instrument, today):
        state, on = InstrumentState.EXPIRED, end
    elif instrument.starts_on is not None and instrument.starts_on > today:
        state, on = InstrumentState.NOT_YET, instrument.starts_on
    elif notice is not None and today <= notice.by <= soon:
        state, on = InstrumentState.NOTICE_DUE, notice.by
    elif end is not None and end <= soon and not instrument.renewal_months:
        state, on = InstrumentState.ENDS_SOON, end
    return InstrumentStanding(state, on, end, notice)
