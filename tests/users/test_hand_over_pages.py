"""The hand-over screen and the successor's page, without scripts."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import hooks
from app.core.audit import SYSTEM
from app.core.permissions import Role
from app.core.session import Session
from app.users import queries, services
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_follow_up
from tests.factories.papers import make_obligation
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.strategy import make_goal
from tests.factories.users import make_unit, make_user
from tests.users.test_hand_over import for_all


@pytest.fixture
def admin(sign_in: SignIn) -> Any:
    return sign_in("administrator")


def test_a_refused_deactivation_leads_to_the_screen_with_the_list(
    client: AuditedClient, session: Session, admin: Any
) -> None:
    user = make_user(session, name="Olli Owner")
    owned = make_active_partnership(session, owner=user, name="Partnership with Malmö")
    for response in (
        client.get(f"/users/{user.id}/deactivate"),
        client.post(f"/users/{user.id}/deactivate"),
    ):
        assert response.location == f"/users/{user.id}/hand-over?occasion=leaving"
    page = client.page(f"/users/{user.id}/hand-over?occasion=leaving")
    link = page.soup.find("main").find("a", string="Partnership with Malmö")
    assert link["href"] == f"/partnerships/{owned.id}"
    session.refresh(user)
    assert user.is_active


def test_one_submit_hands_over_everything_and_closes_the_account(
    client: AuditedClient, session: Session, admin: Any
) -> None:
    user, heir, other = (make_user(session) for _each in range(3))
    owned = make_active_partnership(session, owner=user)
    promise = make_follow_up(session, partnership=owned, assignee_id=user.id)
    address = f"/users/{user.id}/hand-over?occasion=leaving"
    label = f"{other.name}, {other.unit.name_en}"
    values = {
        "successor_id": heir.id,
        "note": "Letter due in May",
        f"successor-follow_up-{promise.id}": label,
    }
    response = client.submit(address, values)
    assert response.status_code == 302, Page(response).errors()
    session.expire_all()
    assert not user.is_active
    assert [item.kind for item in queries.handed_to(session, heir.id)] == ["partnership"]
    assert [item.kind for item in queries.handed_to(session, other.id)] == ["follow_up"]


def test_mistakes_stand_at_their_record_and_nothing_typed_is_lost(
    client: AuditedClient, session: Session, admin: Any
) -> None:
    user, reader = make_user(session), make_user(session, Role.READER)
    owned = make_active_partnership(session, owner=user)
    address, field = (
        f"/users/{user.id}/hand-over?occasion=leaving",
        f"successor-partnership-{owned.id}",
    )
    for typed, expected in (
        ("", "choose who takes it over"),
        ("Nobody I know", "Choose a person from the list"),
        (f"{reader.name}, {reader.unit.name_en}", "no right to act"),
    ):
        response = client.submit(address, {field: typed, "note": "Keep this"})
        assert response.status_code == 422
        assert expected in Page(response).errors()[field]
        assert "Keep this" in response.text
    session.refresh(user)
    assert user.is_active


def test_another_unit_on_the_form_opens_the_screen_first(
    client: AuditedClient, session: Session, admin: Any
) -> None:
    user, unit = make_user(session), make_unit(session)
    make_active_partnership(session, owner=user)
    response = client.submit(f"/users/{user.id}/edit", {"unit_id": unit.id, "title": "Director"})
    assert response.location == f"/users/{user.id}/hand-over?unit={unit.id}"
    session.expire_all()
    assert (user.title, user.unit_id == unit.id) == ("Director", False)
    response = client.submit(response.location, {"successor_id": "0"})
    assert response.status_code == 302
    session.expire_all()
    assert user.unit_id == unit.id


def test_somebody_with_empty_hands_moves_at_once(
    client: AuditedClient, session: Session, admin: Any
) -> None:
    user, unit = make_user(session), make_unit(session)
    response = client.submit(f"/users/{user.id}/edit", {"unit_id": unit.id})
    assert response.location == f"/users/{user.id}"
    session.expire_all()
    assert user.unit_id == unit.id


def test_the_screen_costs_the_same_for_many_records(
    client: AuditedClient, session: Session, admin: Any, count_statements: CountStatements
) -> None:
    goal, costs = make_goal(session), []
    for number in (1, 15):
        user = make_user(session)
        for _each in range(number):
            make_active_partnership(session, owner=user, goal=goal)
        session.expunge_all()
        with count_statements() as statements:
            client.page(f"/users/{user.id}/hand-over?occasion=leaving")
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_two_hundred_records_pass_in_one_screen_and_one_transaction(
    client: AuditedClient, session: Session, admin: Any, count_statements: CountStatements
) -> None:
    goal, heir, costs = make_goal(session), make_user(session), []
    for many in (1, 50):
        user = make_user(session)
        for place in range(many):
            owned = make_active_partnership(session, owner=user, goal=goal)
            make_partnership(session, deputy_id=user.id)
            make_follow_up(session, partnership=owned, assignee_id=user.id)
            make_obligation(session, owned, responsible_id=user.id, what=f"Report {place}")
        address = f"/users/{user.id}/hand-over?occasion=leaving"
        page = client.page(address)
        assert len(page.soup.select("main tbody tr")) == 4 * many
        session.expire_all()
        with count_statements() as statements:
            answer = client.submit(address, {"successor_id": heir.id})
        assert answer.status_code == 302, Page(answer).errors()
        costs.append(len(statements))
        session.expire_all()
        assert not user.is_active
        assert hooks.holdings(session, user.id) == []
    waiting = queries.handed_to(session, heir.id)
    assert len(waiting) == 4 + 200
    assert len({item.hand_over_id for item in waiting}) == 2
    assert costs[0] == costs[1], costs


def test_a_role_that_may_not_act_asks_about_what_it_loses_only(
    client: AuditedClient, session: Session, admin: Any
) -> None:
    user, heir = make_user(session, name="Olli Owner"), make_user(session)
    elsewhere = make_active_partnership(session, owner=user, unit_id=make_unit(session).id)
    own = make_active_partnership(session, owner=user)
    answer = client.submit(f"/users/{user.id}/edit", {"role": "contributor", "title": "Planner"})
    assert answer.location == f"/users/{user.id}/hand-over?role=contributor"
    session.expire_all()
    assert (user.role, user.title) == (Role.OFFICER, "Planner")
    page = client.page(answer.location)
    assert page.soup.find("main").find("a", string=elsewhere.name) is not None
    assert page.soup.find("main").find("a", string=own.name) is None
    done = client.submit(answer.location, {"successor_id": heir.id})
    assert done.status_code == 302, Page(done).errors()
    session.expire_all()
    assert user.role is Role.CONTRIBUTOR
    assert [item.entity_id for item in queries.handed_to(session, heir.id)] == [elsewhere.id]
    assert [each.entity_id for each in hooks.holdings(session, user.id)] == [own.id]


def test_the_successor_accepts_and_declines_on_the_own_page(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    user = make_user(session, name="Anna Away")
    first = make_active_partnership(session, owner=user, name="First")
    make_partnership(session, owner_id=user.id, unit_id=user.unit_id, name="Second")
    heir = sign_in("officer", name="Heikki Heir")
    services.deactivate_user(session, user, actor=SYSTEM, given=for_all(heir, note="**Call** Riga"))
    assert "2 records were handed to you" in client.page("/").text
    page = client.page("/hand-overs")
    assert page.soup.find("strong", string="Call")
    told = client.page(f"/partnerships/{first.id}").text
    assert "Anna Away handed it over" in told
    assert (
        "Anna Away, handed over to Heikki Heir, not accepted yet"
        in client.page("/partnerships").text
    )
    accepted, declined = queries.handed_to(session, heir.id)
    response = client.submit("/hand-overs", {"items": [accepted.id], "answer": "accept"})
    assert response.status_code == 302
    response = client.submit("/hand-overs", {"items": [declined.id], "answer": "decline"})
    assert "reason" in Page(response).errors()
    values = {"items": [declined.id], "answer": "decline", "reason": "On leave"}
    assert client.submit("/hand-overs", values).status_code == 302
    assert "Nothing is waiting for your answer" in client.page("/hand-overs").text
    sign_in("administrator")
    assert "On leave" in client.page("/hand-overs").text


def test_only_who_handed_over_or_an_administrator_finds_another_successor(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    user, heir, other = (make_user(session) for _each in range(3))
    owned = make_active_partnership(session, owner=user)
    services.deactivate_user(session, user, actor=SYSTEM, given=for_all(heir))
    (item,) = queries.handed_to(session, heir.id)
    sign_in("manager")
    assert client.get(f"/hand-overs/{item.id}/pass-on").status_code == 403
    sign_in("administrator")
    response = client.submit(f"/hand-overs/{item.id}/withdraw", {"reason": "A mistake"})
    assert response.location == f"/hand-overs/{item.id}/pass-on"
    assert client.submit(response.location, {"successor_id": other.id}).status_code == 302
    session.expire_all()
    assert [each.entity_id for each in queries.handed_to(session, other.id)] == [owned.id]
