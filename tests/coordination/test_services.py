"""Changing the composition of the group, by the services."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.coordination import queries, services
from app.coordination.models import SeatMember
from app.coordination.services import holdings
from app.core import audit, clock, hooks
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.session import Session
from tests.factories.coordination import make_member, make_seat
from tests.factories.users import make_user

MARCH = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def languages(app: Flask) -> Iterator[None]:
    """Refusals name days, and days are written in somebody's language."""
    with app.app_context():
        yield


def add(session: Session, member: SeatMember) -> None:
    """Write a membership past the services, to meet the database's own rule."""
    with session.begin_nested(), audit.acting(session, SYSTEM, "seat_member.create"):
        session.add(member)


def sitting(session: Session, day: date) -> dict[str, str | None]:
    return {
        s.seat.name_en: s.member.name if s.member else None
        for s in queries.composition_on(session, day)
    }


def test_who_sat_in_the_group_on_a_day_is_known_after_changes(session: Session) -> None:
    seat = make_seat(session, "Director of communications")
    first = make_member(session, seat, "Aino", started_on=date(2020, 1, 1))
    services.end_membership(session, first, {"ended_on": date(2026, 3, 15)}, actor=SYSTEM)
    make_member(session, seat, "Eero", started_on=date(2026, 3, 16))
    make_seat(session, "Library services")

    assert sitting(session, MARCH) == {
        "Director of communications": "Aino",
        "Library services": None,
    }
    assert sitting(session, date(2026, 3, 16))["Director of communications"] == "Eero"
    assert sitting(session, date(2019, 6, 9)) == {}


def test_new_seat_is_last_in_the_list(session: Session) -> None:
    first, second = make_seat(session), make_seat(session)
    assert second.position == first.position + 1


def test_a_held_seat_is_not_given_away(session: Session) -> None:
    seat = make_seat(session)
    make_member(session, seat, "Aino", started_on=date(2020, 1, 1))

    with pytest.raises(Refused) as refused:
        make_member(session, seat, "Eero")

    assert [gap.field for gap in refused.value.gaps] == ["started_on"]
    assert "Aino" in str(refused.value.gaps[0].label)


def test_the_database_allows_one_open_membership_of_a_seat(session: Session) -> None:
    held = make_member(session)
    second = SeatMember(seat_id=held.seat_id, name="Second", started_on=MARCH)
    with pytest.raises(IntegrityError):
        add(session, second)


def test_the_database_allows_one_chair_at_a_time(session: Session) -> None:
    make_member(session, is_chair=True)
    with pytest.raises(Refused):
        make_member(session, is_chair=True)
    seat_id = make_seat(session).id
    chair = SeatMember(seat_id=seat_id, name="Second", started_on=MARCH, is_chair=True)
    with pytest.raises(IntegrityError):
        add(session, chair)


def test_name_and_title_are_copied_from_the_account(session: Session) -> None:
    user = make_user(session, name="Liisa", title="Senior advisor")
    member = make_member(session, name="ignored", user_id=user.id)
    assert (member.name, member.title, member.user_id) == ("Liisa", "Senior advisor", user.id)


def test_a_member_needs_a_name_or_an_account(session: Session) -> None:
    seat = make_seat(session)
    with pytest.raises(Refused) as refused:
        services.add_member(session, seat, {"started_on": MARCH, "name": ""}, actor=SYSTEM)
    assert refused.value.field == "name"


def test_a_membership_can_be_corrected_within_the_rules(session: Session) -> None:
    seat = make_seat(session)
    first = make_member(
        session, seat, "Aino", started_on=date(2020, 1, 1), ended_on=date(2020, 12, 31)
    )
    second = make_member(session, seat, "Eero", started_on=date(2021, 1, 1))

    services.update_member(
        session, seat, second, {"started_on": date(2021, 2, 1), "title": "Advisor"}, actor=SYSTEM
    )
    assert (second.started_on, second.title, second.name) == (date(2021, 2, 1), "Advisor", "Eero")
    with pytest.raises(Refused):
        services.update_member(session, seat, second, {"started_on": first.ended_on}, actor=SYSTEM)


def test_ending_a_seat_ends_its_open_membership(session: Session) -> None:
    member = make_member(session)
    seat = queries.get_seat(session, member.seat_id)

    services.end_seat(session, seat, {"ended_on": MARCH, "reason": "Merged"}, actor=SYSTEM)

    assert (seat.ended_on, member.ended_on) == (MARCH, MARCH)
    last = audit.last_change(session, "seat", seat.id)
    assert last is not None
    assert last.reason == "Merged"
    with pytest.raises(Refused):
        services.end_seat(session, seat, {"ended_on": MARCH}, actor=SYSTEM)


def test_a_seat_does_not_end_before_somebody_who_comes_later(session: Session) -> None:
    seat = make_seat(session)
    make_member(session, seat, started_on=date(2026, 6, 1))
    with pytest.raises(Refused):
        services.end_seat(session, seat, {"ended_on": MARCH}, actor=SYSTEM)


def test_seat_days_keep_their_members(session: Session) -> None:
    member = make_member(session)
    with pytest.raises(Refused):
        services.update_seat(session, member.seat, {"started_on": date(2026, 1, 2)}, actor=SYSTEM)


def test_a_membership_ends_once(session: Session) -> None:
    member = make_member(session)
    services.end_membership(session, member, {"ended_on": MARCH}, actor=SYSTEM)
    with pytest.raises(Refused):
        services.end_membership(session, member, {"ended_on": MARCH}, actor=SYSTEM)
    other = make_member(session)
    with pytest.raises(Refused):
        services.end_membership(session, other, {"ended_on": date(2025, 1, 1)}, actor=SYSTEM)


def test_only_a_seat_never_held_can_be_removed(session: Session) -> None:
    vacant, held = make_seat(session), make_member(session).seat
    services.remove_seat(session, vacant, actor=SYSTEM)
    assert [seat.id for seat in queries.list_seats(session)] == [held.id]
    with pytest.raises(Refused):
        services.remove_seat(session, held, actor=SYSTEM)


def test_verifying_needs_a_source(session: Session) -> None:
    bare, sourced = make_seat(session), make_seat(session, source="Roadmap 2019")
    services.verify_seat(session, sourced, actor=SYSTEM)
    assert sourced.is_verified
    with pytest.raises(Refused):
        services.verify_seat(session, bare, actor=SYSTEM)


def test_an_open_seat_has_to_be_handed_over_before_leaving(session: Session) -> None:
    user = make_user(session)
    member = make_member(session, user_id=user.id)
    held = [h for h in hooks.holdings(session, user.id) if h.kind == "seat"]
    assert [(h.entity_id, h.url_endpoint) for h in held] == [
        (member.seat_id, "coordination.show_seat")
    ]

    services.end_membership(session, member, {"ended_on": MARCH}, actor=SYSTEM)

    assert not [h for h in hooks.holdings(session, user.id) if h.kind == "seat"]


def test_a_seat_passes_to_a_colleague_from_the_next_day(session: Session) -> None:
    user, heir = make_user(session), make_user(session, title="Director")
    member = make_member(session, user_id=user.id, is_chair=True)
    holdings.hand_over_seats(
        session, [member.seat_id], user.id, heir.id, actor=SYSTEM, reason="Leaves"
    )
    session.expire_all()
    seat = queries.get_seat(session, member.seat_id)
    after, before = seat.members
    assert (before.user_id, before.ended_on) == (user.id, clock.today())
    assert (after.user_id, after.title, after.is_chair) == (heir.id, "Director", True)
    assert after.started_on == clock.today() + timedelta(days=1)
    assert not [h for h in hooks.holdings(session, user.id) if h.kind == "seat"]
    assert [h.entity_id for h in hooks.holdings(session, heir.id)] == [seat.id]


def test_a_seat_may_stay_vacant_when_its_holder_leaves(session: Session) -> None:
    user = make_user(session)
    member = make_member(session, user_id=user.id)
    seat_id = member.seat_id
    holdings.hand_over_seats(session, [seat_id], user.id, None, actor=SYSTEM, reason="Leaves")
    session.expire_all()
    assert [m.ended_on for m in queries.get_seat(session, seat_id).members] == [clock.today()]


def test_a_membership_that_has_not_begun_passes_on_as_it_is(session: Session) -> None:
    user, heir = make_user(session), make_user(session)
    later = clock.today() + timedelta(days=30)
    member = make_member(session, user_id=user.id, started_on=later)
    seat_id = member.seat_id
    holdings.hand_over_seats(session, [seat_id], user.id, heir.id, actor=SYSTEM, reason="Leaves")
    session.expire_all()
    members = queries.get_seat(session, seat_id).members
    assert [(m.user_id, m.started_on) for m in members] == [(heir.id, later)]


def test_changes_of_members_stand_in_the_history_of_the_seat(session: Session) -> None:
    member = make_member(session)
    actions = [c.action for c in audit.history_of(session, "seat", member.seat_id)]
    assert actions == ["seat_member.create", "seat.create"]


def test_the_sweep_finds_a_seat_that_two_people_held_on_one_day(session: Session) -> None:
    days = {"started_on": date(2020, 1, 1), "ended_on": date(2020, 12, 31)}
    first = make_member(session, make_seat(session, "Library services"), "Aino", **days)

    def found() -> list[str]:
        session.expire_all()
        lines = [line for check in hooks.rule_checks for line in check(session)]
        return [line for line in lines if line.startswith("Library services: ")]

    assert found() == []
    add(session, SeatMember(seat_id=first.seat_id, name="Eero", **days))
    assert len(found()) == 1
