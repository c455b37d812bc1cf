"""The dates ahead of a partnership and its papers, from one place for every page."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.partnerships.rules.instruments import (
    ALERT_DAYS,
    InstrumentState,
    instrument_standing,
)
from app.partnerships.rules.memberships import fee_is_late


class DeadlineKind(enum.StrEnum):
    NOTICE = "notice"
    ENDS = "ends"
    EXPIRED = "expired"
    SIGNATURE = "signature"
    FEE = "fee"
    OBLIGATION = "obligation"

    @property
    def place(self) -> str:
        """The section of the partnership's page in which its paper stands."""
        return {"fee": "fees", "obligation": "obligations"}.get(self.value, "instruments")


@dataclass(frozen=True)
class PaperDeadline:
    """A day that asks for something; ``title`` names the paper, ``record`` is it."""

    on: date
    kind: DeadlineKind
    title: str
    record: Any
    is_late: bool


INSTRUMENTS = {
    InstrumentState.NOTICE_DUE: DeadlineKind.NOTICE,
    InstrumentState.ENDS_SOON: DeadlineKind.ENDS,
    InstrumentState.EXPIRED: DeadlineKind.EXPIRED,
    InstrumentState.TO_BE_SIGNED: DeadlineKind.SIGNATURE,
}


def paper_deadlines(papers: Any, today: date, days: int = ALERT_DAYS) -> list[PaperDeadline]:
    """What is late or comes within ``days``, soonest first.

    An instrument that expired long ago is history: it is told for as long as one is warned ahead.
    """
    horizon = today + timedelta(days=days)
    found = [*_instruments(papers, today), *_fees(papers, today), *_obligations(papers, today)]
    near = [each for each in found if each.on <= horizon]
    return sorted(near, key=lambda each: (each.on, each.kind, each.title))


def _instruments(papers: Any, today: date) -> Iterator[PaperDeadline]:
    oldest = today - timedelta(days=ALERT_DAYS)
    for instrument in papers.instruments:
        standing = instrument_standing(instrument, today)
        kind = INSTRUMENTS.get(standing.state)
        if kind is not None and standing.on is not None and standing.on >= oldest:
            yield PaperDeadline(
                standing.on, kind, instrument.title, instrument, standing.on < today
            )


def _fees(papers: Any, today: date) -> Iterator[PaperDeadline]:
    for fee in papers.fees:
        if fee.due_on is not None and fee.paid_on is None:
            late = fee_is_late(fee, today)
            yield PaperDeadline(fee.due_on, DeadlineKind.FEE, str(fee.year), fee, late)


def _obligations(papers: Any, today: date) -> Iterator[PaperDeadline]:
    for one in papers.obligations:
        if one.fulfilled_on is None:
            late = one.due_on < today
            yield PaperDeadline(one.due_on, DeadlineKind.OBLIGATION, one.what, one, late)
