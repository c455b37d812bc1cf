"""Rules of engagements and follow-ups, on plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import product

import pytest

from app.core.errors import Refused
from app.engagements import rules
from app.engagements.models import EngagementState as S
from app.engagements.models import FollowUpState as F
from app.engagements.models import Promiser

TODAY = date(2026, 11, 2)
TOMORROW = date(2026, 11, 3)
YESTERDAY = date(2026, 11, 1)

ALLOWED = {
    (S.PLANNED, S.RESCHEDULED),
    (S.PLANNED, S.HELD),
    (S.PLANNED, S.CANCELLED),
    (S.RESCHEDULED, S.RESCHEDULED),
    (S.RESCHEDULED, S.HELD),
    (S.RESCHEDULED, S.CANCELLED),
    (S.HELD, S.CANCELLED),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(S, S)))
def test_held_never_goes_back_and_cancelled_is_the_end(current: S, wanted: S) -> None:
    if (current, wanted) in ALLOWED:
        rules.check_next(current, wanted)
    else:
        with pytest.raises(Refused):
            rules.check_next(current, wanted)


def test_state_follows_the_date_unless_said_otherwise() -> None:
    assert rules.state_by_date(TODAY, TODAY) is S.HELD
    assert rules.state_by_date(YESTERDAY, TODAY) is S.HELD
    assert rules.state_by_date(TOMORROW, TODAY) is S.PLANNED


def test_new_engagement_is_planned_or_held() -> None:
    rules.check_new_state(S.PLANNED, YESTERDAY, TODAY)
    rules.check_new_state(S.HELD, TODAY, TODAY)
    for state in (S.CANCELLED, S.RESCHEDULED):
        with pytest.raises(Refused):
            rules.check_new_state(state, TODAY, TODAY)


def test_held_engagement_does_not_lie_in_the_future() -> None:
    with pytest.raises(Refused) as refused:
        rules.check_new_state(S.HELD, TOMORROW, TODAY)
    assert refused.value.field == "starts_on"


def test_end_does_not_come_before_the_start() -> None:
    rules.check_order(TODAY, None, time(9), time(9))
    rules.check_order(TODAY, TOMORROW, time(15), time(9))
    with pytest.raises(Refused) as refused:
        rules.check_order(TODAY, YESTERDAY, None, None)
    assert refused.value.field == "ends_on"
    for last_day in (None, TODAY):
        with pytest.raises(Refused) as refused:
            rules.check_order(TODAY, last_day, time(15), time(9))
        assert refused.value.field == "ends_at"


def test_cancelling_what_was_held_says_why() -> None:
    rules.check_cancelling(S.PLANNED, "")
    rules.check_cancelling(S.HELD, "Logged twice")
    with pytest.raises(Refused) as refused:
        rules.check_cancelling(S.HELD, "  ")
    assert refused.value.field == "reason"


def test_rescheduling_gives_another_date() -> None:
    rules.check_new_date(S.PLANNED, TODAY, TOMORROW)
    with pytest.raises(Refused) as refused:
        rules.check_new_date(S.PLANNED, TODAY, TODAY)
    assert refused.value.field == "starts_on"


@dataclass
class Post:
    organisation_id: int
    started_on: date | None = None
    ended_on: date | None = None
    is_primary: bool = False


def test_affiliation_of_that_day_prefers_the_organisation_met() -> None:
    main, side = Post(1, is_primary=True), Post(2)
    assert rules.affiliation_on([main, side], TODAY, [2]) is side
    assert rules.affiliation_on([main, side], TODAY, [3]) is main


def test_affiliation_of_that_day_is_the_one_that_held_then() -> None:
    old, new = Post(1, ended_on=YESTERDAY, is_primary=True), Post(2, started_on=TODAY)
    assert rules.affiliation_on([old, new], YESTERDAY, [1, 2]) is old
    assert rules.affiliation_on([old, new], TODAY, [1, 2]) is new
    assert rules.affiliation_on([], TODAY, [1]) is None


def test_closed_follow_up_stays_closed() -> None:
    rules.check_follow_up_next(F.OPEN, F.IN_PROGRESS)
    rules.check_follow_up_next(F.IN_PROGRESS, F.DONE)
    for closed, wanted in product((F.DONE, F.DROPPED), F):
        with pytest.raises(Refused):
            rules.check_follow_up_next(closed, wanted)


def test_dropping_needs_a_reason() -> None:
    rules.check_dropping(F.OPEN, "They withdrew")
    with pytest.raises(Refused) as refused:
        rules.check_dropping(F.OPEN, " ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("old", "new", "reason", "field"),
    [
        (TODAY, TODAY, "Why", "due_on"),
        (TODAY, YESTERDAY, "Why", "due_on"),
        (TODAY, None, "Why", "due_on"),
        (TODAY, TOMORROW, "", "reason"),
    ],
)
def test_postponing_gives_a_later_date_and_a_reason(
    old: date, new: date | None, reason: str, field: str
) -> None:
    rules.check_postponing(F.OPEN, old, TOMORROW, "They are on holiday")
    with pytest.raises(Refused) as refused:
        rules.check_postponing(F.OPEN, old, new, reason)
    assert refused.value.field == field


def test_only_an_open_promise_past_its_day_is_late() -> None:
    assert rules.is_late(F.OPEN, YESTERDAY, TODAY)
    assert not rules.is_late(F.OPEN, TODAY, TODAY)
    assert not rules.is_late(F.DONE, YESTERDAY, TODAY)
    assert not rules.is_late(F.OPEN, None, TODAY)


def test_our_promise_has_somebody_who_keeps_it() -> None:
    rules.check_promise("Send it", Promiser.THEM, None)
    with pytest.raises(Refused) as refused:
        rules.check_promise("Send it", Promiser.US, None)
    assert refused.value.field == "assignee_id"
    with pytest.raises(Refused) as refused:
        rules.check_promise(" ", Promiser.THEM, None)
    assert refused.value.field == "what"


def test_blank_cost_is_not_zero() -> None:
    assert rules.cost_in_euros(None, "EUR", None) is None
    assert rules.cost_in_euros(Decimal("10"), "EUR", None) == Decimal("10")
    assert rules.cost_in_euros(Decimal("10"), "SEK", None) is None
    assert rules.cost_in_euros(Decimal("10"), "SEK", Decimal("0.90")) == Decimal("0.90")
