"""Owners and deputies pass partnerships on together, and the gate holds."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.core import audit, clock, hooks
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.permissions import Role
from app.core.search import rebuild
from app.core.session import Session
from app.partnerships import queries, services
from app.partnerships.models import OwnerPeriod, Partnership
from app.partnerships.services import listeners, ownership
from app.users import services as users
from app.users.models import HandOverState
from app.users.queries import get_unit
from tests.conftest import CountStatements
from tests.factories.partnerships import (
    make_active_partnership,
    make_partnership,
    make_ready_partnership,
)
from tests.factories.strategy import make_goal
from tests.factories.users import make_unit, make_user

REASON = "Leaves for the region"


def test_owned_partnerships_pass_on_together_and_stay_active(session: Session) -> None:
    owner, heir = make_user(session), make_user(session)
    found = [make_active_partnership(session, owner=owner) for _each in range(2)]
    ids = [each.id for each in found]
    ownership.hand_over_owned(session, ids, owner.id, heir.id, actor=SYSTEM, reason=REASON)
    for number in ids:
        read = queries.reload(session, number)
        assert (read.owner_id, read.state.value) == (heir.id, "active")
        last = audit.history_of(session, "partnership", number)[0]
        assert (last.action, last.reason) == ("partnership.owner", REASON)
    assert hooks.holdings(session, owner.id) == []
    assert rebuild.difference(session) == []


def test_what_somebody_else_owns_by_now_is_left_alone(session: Session) -> None:
    owner, other, heir = (make_user(session) for _each in range(3))
    found = make_active_partnership(session, owner=other)
    ownership.hand_over_owned(session, [found.id], owner.id, heir.id, actor=SYSTEM, reason=REASON)
    assert queries.reload(session, found.id).owner_id == other.id


def test_nobody_inactive_takes_over(session: Session) -> None:
    owner, heir = make_user(session), make_user(session)
    found = make_active_partnership(session, owner=owner)
    users.deactivate_user(session, heir, actor=SYSTEM)
    for successor in (heir.id, None):
        with pytest.raises(Refused):
            ownership.hand_over_owned(
                session, [found.id], owner.id, successor, actor=SYSTEM, reason=REASON
            )
    session.expire_all()
    assert queries.reload(session, found.id).owner_id == owner.id


def test_a_deputy_who_becomes_owner_is_no_deputy_any_more(session: Session) -> None:
    owner, deputy = make_user(session), make_user(session)
    found = make_active_partnership(session, owner=owner, deputy_id=deputy.id)
    ownership.hand_over_owned(session, [found.id], owner.id, deputy.id, actor=SYSTEM, reason=REASON)
    read = queries.reload(session, found.id)
    assert (read.owner_id, read.deputy_id) == (deputy.id, None)


def test_an_owner_does_not_become_their_own_deputy(session: Session) -> None:
    owner, deputy = make_user(session), make_user(session)
    own = make_partnership(session, owner_id=owner.id, deputy_id=deputy.id)
    other = make_partnership(session, deputy_id=deputy.id)
    vacant = ownership.hand_over_deputised(
        session, [own.id, other.id], deputy.id, owner.id, actor=SYSTEM, reason=REASON
    )
    assert vacant == [own.id]
    assert queries.reload(session, own.id).deputy_id is None
    assert queries.reload(session, other.id).deputy_id == owner.id


def test_many_cost_as_many_statements_as_few(
    session: Session, count_statements: CountStatements
) -> None:
    goal = make_goal(session)
    costs = []
    for number in (2, 12):
        owner, heir = make_user(session), make_user(session)
        ids = [make_active_partnership(session, owner=owner, goal=goal).id for _ in range(number)]
        session.expire_all()
        with count_statements() as statements:
            ownership.hand_over_owned(session, ids, owner.id, heir.id, actor=SYSTEM, reason=REASON)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_an_ended_partnership_is_in_nobodys_hands(session: Session) -> None:
    owner = make_user(session)
    found = make_active_partnership(session, owner=owner)
    values = {"end_kind": "expired", "outcome": "Done", "reason": "Over"}
    services.end(session, found, values, actor=SYSTEM)
    assert hooks.holdings(session, owner.id) == []


def on(day: date) -> AbstractContextManager[None]:
    """Within the block it is noon of that day."""
    return clock.at(datetime.combine(day, time(12), UTC))


MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def test_who_owned_it_is_known_for_any_date(session: Session) -> None:
    first, second, third = (make_user(session) for _each in range(3))
    with on(MARCH):
        found = make_ready_partnership(session, owner=first)
    with on(APRIL):
        services.set_owner(session, found, second.id, "Work shared anew", actor=SYSTEM)
    with on(MAY):
        ownership.hand_over_owned(
            session, [found.id], second.id, third.id, actor=first, reason=REASON
        )
    known = {
        day: getattr(queries.owner_on(session, found.id, day), "id", None)
        for day in (date(2026, 2, 28), MARCH, date(2026, 3, 31), APRIL, date(2026, 4, 30), MAY)
    }
    assert list(known.values()) == [None, first.id, first.id, second.id, second.id, third.id]
    assert queries.owned_on(session, second.id, APRIL) == [found.id]
    latest, middle, _oldest = queries.owner_periods(session, found.id)
    assert (latest.reason, latest.by_name, latest.ended_on) == (REASON, first.name, None)
    assert (middle.reason, middle.ended_on) == ("Work shared anew", date(2026, 4, 30))


def test_of_two_owners_named_on_one_day_the_later_one_counts(session: Session) -> None:
    first, second, third = (make_user(session) for _each in range(3))
    with on(MARCH):
        found = make_ready_partnership(session, owner=first)
    for owner in (second, third):
        services.set_owner(session, found, owner.id, "", actor=SYSTEM)
    periods = queries.owner_periods(session, found.id)
    assert [period.user_id for period in periods] == [third.id, first.id]
    assert periods[1].ended_on == clock.today() - timedelta(days=1)


def test_the_form_and_a_gap_between_owners_are_written_down_too(session: Session) -> None:
    first, second = make_user(session), make_user(session)
    with on(MARCH):
        found = make_ready_partnership(session, owner=first)
    with on(APRIL):
        services.update_partnership(session, found, {"owner_id": None}, actor=SYSTEM)
    with on(MAY):
        values = {"owner_id": second.id}
        services.update_partnership(session, found, values, actor=SYSTEM, reason="Named")
    assert queries.owner_on(session, found.id, date(2026, 4, 15)) is None
    assert queries.owner_periods(session, found.id)[0].reason == "Named"


def test_nobody_answers_for_what_is_over(session: Session) -> None:
    with on(MARCH):
        found = make_active_partnership(session)
    values = {"end_kind": "expired", "outcome": "x", "reason": "x", "ended_on": MAY}
    services.end(session, found, values, actor=SYSTEM)
    assert queries.owner_on(session, found.id, MAY) is not None
    assert queries.owner_on(session, found.id, date(2026, 5, 2)) is None
    assert list(listeners.broken_rules(session)) == []


@pytest.mark.parametrize("days", [(MARCH, None), (MARCH, APRIL), (date(2026, 1, 1), MARCH)])
def test_the_database_itself_refuses_two_owners_on_one_day(
    session: Session, days: tuple[date, date | None]
) -> None:
    with on(MARCH):
        found = make_ready_partnership(session)
    second = OwnerPeriod(
        partnership_id=found.id,
        user_id=make_user(session).id,
        started_on=days[0],
        ended_on=days[1],
        reason="",
        by_name="",
    )
    session.add(second)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_the_sweep_finds_an_owner_whose_days_say_otherwise(session: Session) -> None:
    found = make_active_partnership(session)
    table: Any = Partnership.__table__
    other = sa.update(table).where(table.c.id == found.id).values(owner_id=make_user(session).id)
    session.execute(other)
    session.expire_all()
    assert [line for line in listeners.broken_rules(session) if found.reference in line]


def test_an_owner_named_by_an_edit_is_asked_to_accept_like_any_successor(session: Session) -> None:
    first, second, officer = (make_user(session) for _each in range(3))
    found = make_active_partnership(session, owner=first)
    services.update_partnership(
        session, found, {"owner_id": second.id}, actor=officer, reason="Shared anew"
    )
    waiting = queries.reload(session, found.id).open_hand_over
    assert (waiting.state, waiting.hand_over.giver_id) == (HandOverState.PENDING, first.id)
    assert (waiting.successor_id, waiting.hand_over.reason) == (second.id, "Shared anew")
    assert waiting.hand_over.started_by_id == officer.id
    # Who takes it themselves knows of it.
    services.set_owner(session, found, officer.id, "My own now", actor=officer)
    assert queries.reload(session, found.id).open_hand_over is None


@pytest.mark.parametrize("name", ["owner_id", "deputy_id"])
def test_a_reader_is_neither_owner_nor_deputy(session: Session, name: str) -> None:
    found = make_active_partnership(session)
    reader = make_user(session, Role.READER, unit=get_unit(session, found.unit_id))
    with pytest.raises(Refused) as refused:
        services.update_partnership(session, found, {name: reader.id}, actor=SYSTEM)
    assert refused.value.field == name
    colleague = make_user(session, Role.CONTRIBUTOR, unit=get_unit(session, found.unit_id))
    services.update_partnership(session, found, {name: colleague.id}, actor=SYSTEM)


def test_an_owner_may_act_on_it_and_a_deputy_may_sit_elsewhere(session: Session) -> None:
    found = make_active_partnership(session)
    elsewhere = make_user(session, Role.CONTRIBUTOR)
    with pytest.raises(Refused) as refused:
        services.set_owner(session, found, elsewhere.id, actor=SYSTEM)
    assert refused.value.field == "owner_id"
    services.update_partnership(session, found, {"deputy_id": elsewhere.id}, actor=SYSTEM)


def test_a_partnership_does_not_move_to_a_unit_where_its_owner_may_not_act(
    session: Session,
) -> None:
    owner = make_user(session, Role.CONTRIBUTOR)
    found = make_active_partnership(session, owner=owner)
    with pytest.raises(Refused) as refused:
        services.update_partnership(
            session, found, {"unit_id": make_unit(session).id}, actor=SYSTEM
        )
    assert refused.value.field == "owner_id"
