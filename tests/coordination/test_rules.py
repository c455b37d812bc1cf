"""Who sits in the group on a day: plain objects, no database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from app.coordination import rules
from app.coordination.models import Seat, SeatMember
from app.core import i18n


@pytest.fixture(autouse=True)
def languages() -> Iterator[None]:
    """Messages name days, and days are written in somebody's language."""
    app = Flask(__name__)
    i18n.init_app(app)
    with app.app_context():
        yield


def day(text: str) -> date:
    return date.fromisoformat(text)


def seat(started_on: str, ended_on: str | None = None, *members: SeatMember) -> Seat:
    ended = day(ended_on) if ended_on else None
    return Seat(name_en="Seat", started_on=day(started_on), ended_on=ended, members=list(members))


def member(name: str, started_on: str, ended_on: str | None = None) -> SeatMember:
    ended = day(ended_on) if ended_on else None
    return SeatMember(name=name, started_on=day(started_on), ended_on=ended)


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        ("2019-06-09", None),
        ("2019-06-10", "First"),
        ("2022-12-31", "First"),
        ("2023-01-01", None),
        ("2023-02-01", "Second"),
        ("2030-01-01", "Second"),
    ],
)
def test_first_and_last_day_count(on: str, holder: str | None) -> None:
    first = member("First", "2019-06-10", "2022-12-31")
    second = member("Second", "2023-02-01")

    found = rules.holder_on([second, first], day(on))

    assert (found.name if found else None) == holder


def test_composition_shows_vacant_seats_and_leaves_out_seats_of_other_days() -> None:
    held = seat("2019-01-01", None, member("Aino", "2020-01-01"))
    vacant = seat("2019-01-01", None, member("Eero", "2020-01-01", "2020-12-31"))
    ended = seat("2019-01-01", "2020-12-31")
    later = seat("2027-01-01")

    found = rules.composition([held, vacant, ended, later], day("2026-03-01"))

    assert [(s.seat, s.member.name if s.member else None) for s in found] == [
        (held, "Aino"),
        (vacant, None),
    ]


@pytest.mark.parametrize(
    ("started_on", "ended_on", "overlaps"),
    [
        ("2026-01-01", "2026-01-31", False),
        ("2026-01-01", "2026-02-01", True),
        ("2026-02-28", None, True),
        ("2026-03-01", None, False),
        ("2025-01-01", None, True),
        ("2026-02-10", "2026-02-11", True),
    ],
)
def test_sharing_one_day_is_an_overlap(
    started_on: str, ended_on: str | None, overlaps: bool
) -> None:
    other = member("Other", "2026-02-01", "2026-02-28")
    ended = day(ended_on) if ended_on else None

    assert (rules.overlapping([other], day(started_on), ended) is other) == overlaps


def fields(gaps: list[rules.Gap]) -> list[str]:
    return [gap.field for gap in gaps]


def test_member_may_not_begin_before_the_seat() -> None:
    gaps = rules.membership_gaps(seat("2026-01-01"), [], day("2025-12-31"), None)
    assert fields(gaps) == ["started_on"]


def test_member_may_not_outlast_the_seat() -> None:
    ended = seat("2026-01-01", "2026-06-30")
    assert fields(rules.membership_gaps(ended, [], day("2026-02-01"), None)) == ["ended_on"]
    late = day("2026-07-01")
    assert fields(rules.membership_gaps(ended, [], day("2026-02-01"), late)) == ["ended_on"]
    assert fields(rules.membership_gaps(ended, [], late, None)) == ["started_on"]
    assert not rules.membership_gaps(ended, [], day("2026-02-01"), day("2026-06-30"))


def test_refusal_names_who_holds_the_seat() -> None:
    gaps = rules.membership_gaps(
        seat("2019-01-01"), [member("Aino", "2020-01-01")], day("2026-01-01"), None
    )
    assert "Aino" in str(gaps[0].label)


def test_last_day_before_first_day_is_refused() -> None:
    assert fields(rules.day_gaps(day("2026-02-01"), day("2026-01-31"))) == ["ended_on"]
    assert fields(rules.day_gaps(None, None)) == ["started_on"]
    assert not rules.day_gaps(day("2026-02-01"), day("2026-02-01"))


def test_seat_may_not_be_shortened_past_its_members() -> None:
    held = [member("Aino", "2026-02-01", "2026-04-30")]
    assert fields(rules.seat_gaps(held, day("2026-03-01"), None)) == ["started_on"]
    assert fields(rules.seat_gaps(held, day("2026-01-01"), day("2026-04-29"))) == ["ended_on"]
    assert not rules.seat_gaps(held, day("2026-02-01"), day("2026-04-30"))


def test_one_person_chairs_at_a_time() -> None:
    chair = member("Aino", "2026-01-01", "2026-03-31")
    assert fields(rules.chair_gaps([chair], day("2026-03-31"), None)) == ["is_chair"]
    assert not rules.chair_gaps([chair], day("2026-04-01"), None)
