"""Owners and deputies pass partnerships on together, and the gate holds."""

from __future__ import annotations

import pytest

from app.core import audit, hooks
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.search import rebuild
from app.core.session import Session
from app.partnerships import queries, services
from app.partnerships.services import ownership
from app.users import services as users
from tests.conftest import CountStatements
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.strategy import make_goal
from tests.factories.users import make_user

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
    found = make_partnership(session, owner_id=owner.id, deputy_id=deputy.id)
    with pytest.raises(Refused) as refusal:
        ownership.hand_over_deputised(
            session, [found.id], deputy.id, owner.id, actor=SYSTEM, reason=REASON
        )
    assert refusal.value.gaps[0].field == hooks.successor_field("partnership_deputy", found.id)
    ownership.hand_over_deputised(session, [found.id], deputy.id, None, actor=SYSTEM, reason=REASON)
    assert queries.reload(session, found.id).deputy_id is None


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
