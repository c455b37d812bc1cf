"""Terms of instruments, recurring duties, seats and fees, on plain objects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.periods import add_months
from app.partnerships import rules
from app.partnerships.models import Recurrence, Term
from app.partnerships.rules import DeadlineKind, InstrumentState

TODAY = date(2026, 11, 2)


def instrument(**changes: Any) -> Any:
    given = {
        "title": "MoU", "signed_on": date(2020, 1, 1), "term": Term.UNKNOWN, "starts_on": None,
        "ends_on": None, "renewal_months": None, "notice_months": None,
    }  # fmt: skip
    return SimpleNamespace(**{**given, **changes})


def renewing(ends_on: date, months: int, notice: int | None = None) -> Any:
    return instrument(
        term=Term.AUTO_RENEWING, ends_on=ends_on, renewal_months=months, notice_months=notice
    )


@pytest.mark.parametrize(
    ("ends_on", "months", "notice", "end", "notice_by"),
    [
        # The day stays the month's last, though February in between is short.
        (date(2025, 8, 31), 6, 3, date(2027, 2, 28), date(2026, 11, 28)),
        # Signed on a leap day: the end returns to it in the next leap year, not before.
        (date(2024, 2, 29), 12, 2, date(2027, 2, 28), date(2026, 12, 28)),
        (date(2020, 2, 29), 48, 6, date(2028, 2, 29), date(2027, 8, 29)),
        # Several renewals since; the notice of the running period has passed, so the next counts.
        (date(2015, 12, 31), 12, 6, date(2026, 12, 31), date(2027, 6, 30)),
        (date(2026, 11, 2), 12, 1, date(2026, 11, 2), date(2027, 10, 2)),
        (date(2026, 11, 1), 12, 1, date(2027, 11, 1), date(2027, 10, 1)),
    ],
)
def test_notice_follows_the_renewed_end(
    ends_on: date, months: int, notice: int, end: date, notice_by: date
) -> None:
    standing = rules.instrument_standing(renewing(ends_on, months, notice), TODAY)
    assert standing.notice is not None
    assert (standing.end, standing.notice.by) == (end, notice_by)
    # It is said which end the notice leads to, where that is not the one at hand.
    assert add_months(standing.notice.end, -notice) == notice_by
    assert standing.notice.end >= end


@pytest.mark.parametrize(
    ("paper", "state", "on"),
    [
        (instrument(), InstrumentState.IN_FORCE, None),
        (instrument(signed_on=None), InstrumentState.IN_FORCE, None),
        (instrument(signed_on=date(2026, 11, 3)), InstrumentState.TO_BE_SIGNED, date(2026, 11, 3)),
        (instrument(starts_on=date(2027, 1, 1)), InstrumentState.NOT_YET, date(2027, 1, 1)),
        (
            instrument(term=Term.FIXED, ends_on=date(2026, 11, 1)),
            InstrumentState.EXPIRED,
            date(2026, 11, 1),
        ),
        (
            instrument(term=Term.FIXED, ends_on=date(2027, 1, 31)),
            InstrumentState.ENDS_SOON,
            date(2027, 1, 31),
        ),
        (
            instrument(term=Term.FIXED, ends_on=date(2027, 2, 1)),
            InstrumentState.IN_FORCE,
            date(2027, 2, 1),
        ),
        (
            renewing(date(2025, 12, 31), 24, 12),
            InstrumentState.NOTICE_DUE,
            date(2026, 12, 31),
        ),
        # It renews by itself, so the end alone asks for nothing.
        (renewing(date(2025, 12, 31), 12), InstrumentState.IN_FORCE, date(2026, 12, 31)),
        (
            instrument(term=Term.EVERGREEN, ends_on=date(2020, 1, 1)),
            InstrumentState.IN_FORCE,
            None,
        ),
    ],
)
def test_state_of_an_instrument(paper: Any, state: InstrumentState, on: date | None) -> None:
    standing = rules.instrument_standing(paper, TODAY)
    assert (standing.state, standing.on) == (state, on)


def obligation(first: date, due: date, recurrence: Recurrence) -> Any:
    return SimpleNamespace(
        what="Report", first_due_on=first, due_on=due, recurrence=recurrence, fulfilled_on=None
    )


@pytest.mark.parametrize(
    ("first", "due", "recurrence", "following"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), Recurrence.MONTHLY, date(2026, 2, 28)),
        (date(2026, 1, 31), date(2026, 2, 28), Recurrence.MONTHLY, date(2026, 3, 31)),
        (date(2024, 2, 29), date(2027, 2, 28), Recurrence.YEARLY, date(2028, 2, 29)),
        (date(2025, 11, 30), date(2025, 11, 30), Recurrence.QUARTERLY, date(2026, 2, 28)),
        (date(2025, 11, 30), date(2026, 2, 28), Recurrence.QUARTERLY, date(2026, 5, 30)),
        (date(2025, 8, 31), date(2025, 8, 31), Recurrence.HALF_YEARLY, date(2026, 2, 28)),
        (date(2026, 1, 31), date(2026, 1, 31), Recurrence.NONE, None),
    ],
)
def test_next_occasion_is_counted_from_the_first(
    first: date, due: date, recurrence: Recurrence, following: date | None
) -> None:
    assert rules.next_due(obligation(first, due, recurrence)) == following


def test_obligation_is_late_from_the_day_after_until_fulfilled() -> None:
    one = obligation(TODAY, TODAY, Recurrence.NONE)
    assert not rules.is_overdue(one, TODAY)
    assert rules.is_overdue(one, date(2026, 11, 3))
    one.fulfilled_on = TODAY
    assert not rules.is_overdue(one, date(2026, 11, 3))


def seat(**changes: Any) -> Any:
    given = {"body": "Board", "role": "Member", "places": 1, "from_on": None, "to_on": None}
    return SimpleNamespace(**{**given, **changes})


@pytest.mark.parametrize(
    ("others", "new", "overlaps"),
    [
        ([], seat(), False),
        ([seat()], seat(), True),
        ([seat(body=" BOARD", role="member ")], seat(), True),
        ([seat(body="Forum")], seat(), False),
        ([seat(role="Chair")], seat(), False),
        ([seat(to_on=date(2026, 6, 30))], seat(from_on=date(2026, 7, 1)), False),
        ([seat(to_on=date(2026, 7, 1))], seat(from_on=date(2026, 7, 1)), True),
        ([seat(from_on=date(2026, 7, 1))], seat(to_on=date(2026, 6, 30)), False),
        ([seat(from_on=date(2026, 7, 1))], seat(), True),
        ([seat(places=2)], seat(), False),
        ([seat(places=2), seat()], seat(), True),
        # Two held one after the other never fill two places at a time.
        (
            [seat(places=2, to_on=date(2026, 6, 30)), seat(from_on=date(2026, 7, 1))],
            seat(),
            False,
        ),
    ],
)
def test_no_more_people_sit_in_a_seat_than_it_has_places(
    others: list[Any], new: Any, overlaps: bool
) -> None:
    assert rules.seats_overlap(others, new) is overlaps
    assert rules.seats_overlap([*others, new], new) is overlaps


def test_holders_of_a_day() -> None:
    past = seat(to_on=date(2026, 11, 1))
    now = seat(from_on=TODAY, to_on=TODAY)
    later = seat(from_on=date(2026, 11, 3))
    assert rules.holders_on([past, now, later], TODAY) == [now]


def fee(year: int, amount: str | None, currency: str = "EUR", eur: str | None = None) -> Any:
    return SimpleNamespace(
        year=year,
        amount=None if amount is None else Decimal(amount),
        currency=currency,
        eur=None if eur is None else Decimal(eur),
        due_on=None,
        paid_on=None,
    )


def test_totals_add_only_what_can_be_compared() -> None:
    totals = rules.fee_totals(
        [fee(2024, "6000", "USD", "5600"), fee(2025, "75000", "DKK"), fee(2026, None, "EUR")]
    )
    assert (totals.original, totals.amounts) == (None, 2)
    assert (totals.eur, totals.stated, totals.years) == (Decimal(5600), 1, 3)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"paid_on": TODAY}, []),
        ({"paid_on": date(2026, 11, 3)}, ["paid_on"]),
        ({"eur_on": date(2026, 11, 3), "eur": Decimal(1)}, ["eur_on"]),
        ({"eur_on": TODAY}, ["eur"]),
    ],
)
def test_fee_is_paid_and_stated_in_the_past(given: dict[str, Any], fields: list[str]) -> None:
    one = SimpleNamespace(**{**vars(fee(2026, "1")), "eur_on": None, **given})
    assert [gap.field for gap in rules.fee_gaps(one, TODAY)] == fields


def test_blank_year_is_not_a_year_of_nothing() -> None:
    blank = rules.fee_totals([fee(2025, None), fee(2026, None)])
    assert (blank.original, blank.eur) == (None, None)
    free = rules.fee_totals([fee(2026, "0", eur="0")])
    assert (free.original, free.eur) == (Decimal(0), Decimal(0))


def test_one_currency_adds_up_in_it() -> None:
    totals = rules.fee_totals([fee(2025, "75000", "DKK"), fee(2026, "76000", "DKK")])
    assert (totals.original, totals.currency, totals.eur) == (Decimal(151000), "DKK", None)


def test_newest_year_stands_for_the_membership() -> None:
    assert rules.newest_fee([]) is None
    assert rules.newest_fee([fee(2025, "1"), fee(2027, None), fee(2026, "2")]).year == 2027


def papers(**given: Any) -> Any:
    return SimpleNamespace(**{"instruments": [], "fees": [], "obligations": [], **given})


def test_deadlines_come_in_their_order_and_only_when_near() -> None:
    paid, unpaid = fee(2025, "1"), fee(2026, "1")
    paid.due_on = unpaid.due_on = date(2026, 10, 1)
    paid.paid_on = TODAY
    near = obligation(date(2026, 12, 1), date(2026, 12, 1), Recurrence.NONE)
    far = obligation(date(2027, 6, 1), date(2027, 6, 1), Recurrence.NONE)
    done = obligation(date(2026, 10, 1), date(2026, 10, 1), Recurrence.NONE)
    done.fulfilled_on = TODAY
    found = rules.paper_deadlines(
        papers(
            instruments=[
                instrument(),
                instrument(term=Term.FIXED, ends_on=date(2026, 10, 30)),
                instrument(term=Term.FIXED, ends_on=date(2019, 10, 30)),
                renewing(date(2025, 12, 31), 24, 12),
            ],
            fees=[paid, unpaid],
            obligations=[far, near, done],
        ),
        TODAY,
    )
    assert [(each.kind, each.on, each.is_late) for each in found] == [
        (DeadlineKind.FEE, date(2026, 10, 1), True),
        (DeadlineKind.EXPIRED, date(2026, 10, 30), True),
        (DeadlineKind.OBLIGATION, date(2026, 12, 1), False),
        (DeadlineKind.NOTICE, date(2026, 12, 31), False),
    ]
