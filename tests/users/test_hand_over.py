"""Whoever leaves or moves hands over everything, in one transaction; successors are asked."""

from __future__ import annotations

from typing import Any

import pytest

from app.coordination.queries import get_seat
from app.core import audit, clock, hooks
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.permissions import Role
from app.core.search import rebuild
from app.core.session import Session
from app.engagements import queries as engagement_queries
from app.engagements import services as engagements
from app.engagements.queries import get_follow_up
from app.partnerships import queries as partnerships
from app.partnerships import services as moves
from app.users import queries, services
from app.users.models import HandOverState, Occasion, User
from app.users.services import Decision, Given
from tests.conftest import CountStatements
from tests.factories.coordination import make_member
from tests.factories.engagements import make_follow_up
from tests.factories.papers import make_obligation, make_seat
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.strategy import make_goal
from tests.factories.users import make_unit, make_user


def everything(session: Session, user: User) -> Any:
    """One thing of every kind in the user's hands; the partnership."""
    owned = make_active_partnership(session, owner=user)
    make_partnership(session, deputy_id=user.id, unit_id=user.unit_id)
    make_follow_up(session, partnership=owned, assignee_id=user.id)
    engagements.save_draft(session, "Half written", {"summary": ["Half"]}, actor=user)
    make_member(session, user_id=user.id)
    return owned


def for_all(user: User, **values: Any) -> Given:
    return Given(for_the_rest=Decision(user.id), **values)


def leave(session: Session, user: User, given: Given | None = None) -> None:
    services.deactivate_user(session, user, actor=SYSTEM, given=given)


def items(session: Session, user: User) -> list[Any]:
    return queries.handed_to(session, user.id)


def test_nobody_leaves_without_a_successor_for_everything(session: Session) -> None:
    user, heir = make_user(session), make_user(session)
    owned = everything(session, user)
    with pytest.raises(Refused) as refusal:
        leave(session, user)
    assert len(refusal.value.gaps) == 5
    with pytest.raises(Refused) as refusal:
        leave(session, user, Given({("partnership", owned.id): Decision(heir.id)}))
    assert len(refusal.value.gaps) == 4
    assert all(gap.field.startswith("successor-") for gap in refusal.value.gaps)
    session.expire_all()
    assert user.is_active
    assert partnerships.reload(session, owned.id).owner_id == user.id


def test_leaving_passes_everything_on_and_asks_the_successor(session: Session) -> None:
    user, heir = make_user(session), make_user(session)
    owned = everything(session, user)
    leave(session, user, for_all(heir, note="Call Tallinn before May.", reason="Retires."))
    session.expire_all()
    assert not user.is_active
    assert hooks.holdings(session, user.id) == []
    kinds = {each.kind for each in hooks.holdings(session, heir.id)}
    assert kinds >= {"partnership", "partnership_deputy", "follow_up", "draft", "seat"}
    read = partnerships.reload(session, owned.id)
    assert (read.owner_id, read.state.value) == (heir.id, "active")
    waiting = items(session, heir)
    assert len(waiting) == 5
    assert {item.hand_over.note for item in waiting} == {"Call Tallinn before May."}
    told = audit.history_of(session, "partnership", owned.id)
    assert [change.action for change in told[:2]] == ["hand_over.give", "partnership.owner"]
    assert "Retires." in told[1].reason
    assert rebuild.difference(session) == []


def test_each_record_may_find_its_own_successor_and_note(session: Session) -> None:
    user, heir, other = (make_user(session) for _each in range(3))
    owned = everything(session, user)
    own = {("partnership", owned.id): Decision(other.id, "Their mayor expects a letter.")}
    leave(session, user, Given(own, Decision(heir.id)))
    assert partnerships.reload(session, owned.id).owner_id == other.id
    assert [item.note for item in items(session, other)] == ["Their mayor expects a letter."]
    assert len(items(session, heir)) == 4


def test_deputies_and_seats_may_stay_vacant_but_nothing_else(session: Session) -> None:
    user = make_user(session)
    make_partnership(session, deputy_id=user.id)
    leave(session, user, Given(for_the_rest=Decision(None)))
    assert not user.is_active
    owner = make_user(session)
    make_active_partnership(session, owner=owner)
    with pytest.raises(Refused):
        leave(session, owner, Given(for_the_rest=Decision(None)))


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR])
def test_a_successor_must_have_the_right_to_act_on_it(session: Session, role: Role) -> None:
    user, stranger = make_user(session), make_user(session, role)
    everything(session, user)
    with pytest.raises(Refused) as refusal:
        leave(session, user, for_all(stranger))
    assert any("no right to act" in str(gap.label) for gap in refusal.value.gaps)


def test_a_contributor_takes_over_what_belongs_to_the_own_unit(session: Session) -> None:
    unit = make_unit(session)
    user, colleague = make_user(session, unit=unit), make_user(session, Role.CONTRIBUTOR, unit)
    make_active_partnership(session, owner=user)
    leave(session, user, for_all(colleague))
    assert len(items(session, colleague)) == 1


def test_neither_the_leaver_nor_a_closed_account_succeeds(session: Session) -> None:
    user, gone = make_user(session), make_user(session)
    make_active_partnership(session, owner=user)
    leave(session, gone)
    for successor in (user, gone):
        with pytest.raises(Refused):
            leave(session, user, for_all(successor))
    with pytest.raises(Refused):
        leave(session, user, Given(for_the_rest=Decision(stays=True)))


def test_another_unit_needs_a_decision_about_everything(session: Session) -> None:
    user, heir, unit = make_user(session), make_user(session), make_unit(session)
    owned = everything(session, user)
    with pytest.raises(Refused) as refusal:
        services.update_user(session, user, {"unit_id": unit.id}, actor=SYSTEM)
    assert refusal.value.field == "unit_id"
    given = Given({("partnership", owned.id): Decision(heir.id)}, Decision(stays=True))
    services.update_user(session, user, {"unit_id": unit.id}, actor=SYSTEM, given=given)
    assert user.unit_id == unit.id
    assert [item.hand_over.occasion for item in items(session, heir)] == [Occasion.UNIT_MOVE]
    assert len(hooks.holdings(session, user.id)) == 4


def test_nobody_keeps_what_the_new_unit_may_not_act_on(session: Session) -> None:
    user, unit = make_user(session, Role.CONTRIBUTOR), make_unit(session)
    make_active_partnership(session, owner=user)
    stays = Given(for_the_rest=Decision(stays=True))
    with pytest.raises(Refused) as refusal:
        services.update_user(session, user, {"unit_id": unit.id}, actor=SYSTEM, given=stays)
    assert "the new unit or role may not act" in str(refusal.value.gaps[0].label)


def test_a_lower_role_is_refused_while_it_would_leave_a_ghost_owner(session: Session) -> None:
    user, heir = make_user(session), make_user(session)
    owned = make_active_partnership(session, owner=user)
    with pytest.raises(Refused) as refusal:
        services.update_user(session, user, {"role": Role.READER}, actor=SYSTEM)
    assert refusal.value.field == "role"
    stays = Given(for_the_rest=Decision(stays=True))
    with pytest.raises(Refused):
        services.update_user(session, user, {"role": Role.READER}, actor=SYSTEM, given=stays)
    services.update_user(session, user, {"role": Role.READER}, actor=SYSTEM, given=for_all(heir))
    session.expire_all()
    assert user.role is Role.READER
    assert partnerships.reload(session, owned.id).owner_id == heir.id


def test_a_role_that_may_still_act_asks_nothing(session: Session) -> None:
    user = make_user(session, Role.MANAGER)
    make_active_partnership(session, owner=user)
    services.update_user(session, user, {"role": Role.CONTRIBUTOR}, actor=SYSTEM)
    assert user.role is Role.CONTRIBUTOR


def test_every_record_tells_from_whom_it_came_until_it_is_accepted(session: Session) -> None:
    user, heir = make_user(session, name="Anna Away"), make_user(session)
    owned = everything(session, user)
    seat = make_seat(session, owned, holder_name="", holder_id=user.id)
    owed = make_obligation(session, owned, responsible_id=user.id)
    leave(session, user, for_all(heir))

    def told() -> set[str | None]:
        session.expire_all()
        papers = partnerships.papers_of(session, owned.id)
        [promise] = engagement_queries.open_follow_ups_for_partnership(session, owned.id)
        [draft] = engagement_queries.my_drafts(session, heir.id)
        [held] = [each for each in hooks.holdings(session, heir.id) if each.kind == "seat"]
        in_group = get_seat(session, held.entity_id)
        [theirs] = [one for one in papers.seats if one.holder_id == heir.id]
        assert theirs.id == seat.id
        assert [one.id for one in papers.obligations] == [owed.id]
        shown = [theirs, papers.obligations[0], promise, draft, in_group]
        return {record.giver_name for record in shown}

    assert told() == {"Anna Away"}
    services.accept_items(session, [item.id for item in items(session, heir)], actor=heir)
    assert told() == {None}


def test_what_is_fulfilled_or_given_to_another_waits_for_nobody(session: Session) -> None:
    user, heir, other = make_user(session), make_user(session), make_user(session)
    owned = make_active_partnership(session, owner=make_user(session))
    seat = make_seat(session, owned, holder_name="", holder_id=user.id)
    done, given = (make_obligation(session, owned, responsible_id=user.id) for _each in range(2))
    leave(session, user, for_all(heir))
    assert len(items(session, heir)) == 3
    moves.fulfil_obligation(session, owned, done, {"fulfilled_on": clock.today()}, actor=heir)
    moves.update_obligation(session, owned, given, {"responsible_id": other.id}, actor=heir)
    values = {"holder_id": None, "holder_name": "A councillor"}
    moves.update_seat(session, owned, seat, values, actor=heir)
    assert items(session, heir) == items(session, other) == []


def test_a_deputy_who_has_not_accepted_is_shown_with_the_giver(session: Session) -> None:
    user, heir = make_user(session, name="Anna Away"), make_user(session)
    found = make_partnership(session, deputy_id=user.id, unit_id=user.unit_id)
    leave(session, user, for_all(heir))
    assert partnerships.reload(session, found.id).deputy_giver_name == "Anna Away"
    services.accept_items(session, [item.id for item in items(session, heir)], actor=heir)
    assert partnerships.reload(session, found.id).deputy_giver_name is None


def test_a_seat_that_comes_back_passes_on_to_somebody_else(session: Session) -> None:
    user, heir, other = (make_user(session) for _each in range(3))
    seat = make_seat(session, make_partnership(session), holder_name="", holder_id=user.id)
    leave(session, user, for_all(heir))
    [item] = items(session, heir)
    services.decline_items(session, [item.id], "No time for it", actor=heir)
    services.pass_on_item(session, queries.get_item(session, item.id), other.id, actor=SYSTEM)
    session.expire_all()
    assert seat.holder_id == other.id
    assert [each.title for each in items(session, other)] == [item.title]


def test_accepting_settles_it(session: Session) -> None:
    user, heir = make_user(session), make_user(session)
    owned = make_active_partnership(session, owner=user)
    leave(session, user, for_all(heir))
    assert partnerships.reload(session, owned.id).open_hand_over is not None
    ids = [item.id for item in items(session, heir)]
    with pytest.raises(Refused):
        services.accept_items(session, ids, actor=make_user(session))
    assert services.accept_items(session, ids, actor=heir) == 1
    assert partnerships.reload(session, owned.id).open_hand_over is None
    last = audit.history_of(session, "partnership", owned.id)[0]
    assert (last.action, last.actor_name) == ("hand_over.accept", heir.name)


def test_declining_needs_a_reason_and_goes_back_while_the_gate_holds(session: Session) -> None:
    admin = make_user(session, Role.ADMINISTRATOR)
    user, heir, other = (make_user(session) for _each in range(3))
    owned = make_active_partnership(session, owner=user)
    services.deactivate_user(session, user, actor=admin, given=for_all(heir))
    ids = [item.id for item in items(session, heir)]
    with pytest.raises(Refused):
        services.decline_items(session, ids, " ", actor=heir)
    services.decline_items(session, ids, "No time before June", actor=heir)
    session.expire_all()
    (came_back,) = queries.unsettled_of(session, admin.id)
    assert (came_back.state, came_back.answer) == (HandOverState.DECLINED, "No time before June")
    assert partnerships.reload(session, owned.id).owner_id == heir.id
    services.pass_on_item(session, came_back, other.id, actor=admin)
    session.expire_all()
    assert partnerships.reload(session, owned.id).owner_id == other.id
    assert [item.successor_id for item in queries.unsettled_of(session, admin.id)] == [other.id]


def test_what_nobody_answered_can_be_taken_back_and_handed_on(session: Session) -> None:
    user, heir, other = (make_user(session) for _each in range(3))
    make_active_partnership(session, owner=user)
    leave(session, user, for_all(heir))
    (item,) = items(session, heir)
    services.withdraw_item(session, item, "Chosen by mistake", actor=SYSTEM)
    assert items(session, heir) == []
    with pytest.raises(Refused):
        services.withdraw_item(session, item, "Again", actor=SYSTEM)
    item = queries.get_item(session, item.id)
    services.pass_on_item(session, item, other.id, actor=SYSTEM)
    assert len(items(session, other)) == 1


def test_an_answer_is_no_longer_awaited_once_it_changed_hands_or_is_over(session: Session) -> None:
    user, heir, other = (make_user(session) for _each in range(3))
    owned = make_active_partnership(session, owner=user)
    promise = make_follow_up(session, partnership=owned, assignee_id=user.id)
    leave(session, user, for_all(heir))
    owned = partnerships.reload(session, owned.id)
    moves.set_owner(session, owned, other.id, "Shared anew", actor=SYSTEM)
    promise = get_follow_up(session, promise.id)
    engagements.complete_follow_up(session, promise, actor=SYSTEM)
    assert items(session, heir) == []


def test_two_hundred_records_cost_as_many_statements_as_two(
    session: Session, count_statements: CountStatements
) -> None:
    goal = make_goal(session)
    costs = []
    for number in (2, 20):
        user, heir = make_user(session), make_user(session)
        for _each in range(number):
            owned = make_active_partnership(session, owner=user, goal=goal)
            make_follow_up(session, partnership=owned, assignee_id=user.id)
        session.expire_all()
        with count_statements() as statements:
            leave(session, user, for_all(heir))
        costs.append(len(statements))
        waiting = [item.id for item in items(session, heir)]
        with count_statements() as statements:
            assert services.accept_items(session, waiting, actor=heir) == 2 * number
        costs.append(len(statements))
    assert costs[:2] == costs[2:]
