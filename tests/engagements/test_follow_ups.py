"""Follow-ups: their list, their pages, who may do what to them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.permissions import Role
from app.core.session import Session
from app.engagements import services
from app.engagements.models import FollowUp, FollowUpState, Promiser
from app.users.models import User
from tests.client import AuditedClient, Page
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.partnerships import make_partnership
from tests.factories.users import make_unit, make_user

TODAY = date(2026, 11, 2)
YESTERDAY = TODAY - timedelta(days=1)
LATER = TODAY + timedelta(days=14)


@pytest.fixture
def officer(client: AuditedClient, session: Session) -> User:
    user = make_user(session, Role.OFFICER)
    client.sign_in(session, user)
    return user


def stored(session: Session, follow_up: FollowUp) -> FollowUp:
    session.expire_all()
    return session.get_one(FollowUp, follow_up.id)


def rows(page: Page) -> list[str]:
    return [head.get_text().strip() for head in page.soup.select("#list tbody th")]


def test_list_shows_what_is_open_the_soonest_first(
    client: AuditedClient, session: Session, officer: User
) -> None:
    make_follow_up(session, what="Later", due_on=LATER)
    make_follow_up(session, what="Late", due_on=YESTERDAY, assignee_id=officer.id)
    make_follow_up(session, what="Some day")
    make_follow_up(session, what="Theirs", promiser=Promiser.THEM, assignee_id=None, due_on=TODAY)
    done = make_follow_up(session, what="Done", due_on=YESTERDAY)
    services.complete_follow_up(session, done, actor=SYSTEM)
    page = client.page("/follow-ups")
    assert rows(page) == ["Late", "Theirs", "Later", "Some day"]
    assert "1 Nov 2026, overdue" in page.text
    for query, expected in {
        "overdue=1": ["Late"],
        "mine=1": ["Late"],
        "promiser=them": ["Theirs"],
        "state=done": ["Done"],
        "closed=1": ["Late", "Done", "Theirs", "Later", "Some day"],
    }.items():
        assert rows(client.page(f"/follow-ups?{query}")) == expected, query


def test_follow_up_is_added_on_the_engagements_page(
    client: AuditedClient, session: Session, officer: User
) -> None:
    partnership = make_partnership(session)
    engagement = make_engagement(session, partnership=partnership)
    address = f"/engagements/{engagement.id}"
    values = {"what": "Send the paper", "due_on": "16.11.2026", "counterpart": "Their mayor"}
    response = client.submit(address, values, form="/follow-ups")
    assert response.location == f"{address}#follow-ups"
    follow_up = session.scalars(sa.select(FollowUp)).one()
    assert (follow_up.assignee_id, follow_up.partnership_id) == (officer.id, partnership.id)
    assert "Their mayor" in client.page(address).text


def test_mistakes_in_a_new_follow_up_come_back_on_the_page(
    client: AuditedClient, session: Session, officer: User
) -> None:
    engagement = make_engagement(session, summary="Data ethics")
    values = {"due_on": "soon", "counterpart": "Their mayor"}
    response = client.submit(f"/engagements/{engagement.id}", values, form="/follow-ups")
    page = Page(response)
    assert response.status_code == 422
    assert page.heading == "Data ethics"
    assert set(page.errors()) == {"what", "due_on"}
    assert "Their mayor" in str(page.soup.find(id="add-follow-up"))


def test_finding_a_colleague_for_a_follow_up_without_scripts(
    client: AuditedClient, session: Session, officer: User
) -> None:
    colleague = make_user(session, name="Aino Virtanen")
    engagement = make_engagement(session)
    values = {"what": "Send the paper", "assignee_id-query": "aino"}
    response = client.submit(
        f"/engagements/{engagement.id}", values, form="/follow-ups", button=("find", "assignee_id")
    )
    found = Page(response).soup.select("#assignee_id [data-candidates] input")
    assert response.status_code == 200
    assert str(colleague.id) in [str(box["value"]) for box in found]


def test_follow_up_under_a_partnership_alone(
    client: AuditedClient, session: Session, officer: User
) -> None:
    partnership = make_partnership(session)
    address = f"/follow-ups/new?partnership={partnership.id}"
    assert client.submit(address, {"what": ""}).status_code == 422
    response = client.submit(address, {"what": "Renew the agreement"})
    assert partnership.name in client.page(response.location).text
    for wrong in ("", "?partnership=x", "?partnership=999999"):
        assert client.get(f"/follow-ups/new{wrong}").status_code == 404


def test_promise_is_started_and_done_by_buttons(
    client: AuditedClient, session: Session, officer: User
) -> None:
    follow_up = make_follow_up(session)
    address = f"/follow-ups/{follow_up.id}"
    client.submit(address, form="/start")
    assert stored(session, follow_up).state is FollowUpState.IN_PROGRESS
    client.submit(address, form="/complete")
    assert stored(session, follow_up).state is FollowUpState.DONE
    response = client.post(f"{address}/start")
    assert "closed already" in client.page(response.location).text


def test_dropping_and_postponing_need_a_reason(
    client: AuditedClient, session: Session, officer: User
) -> None:
    follow_up = make_follow_up(session, due_on=TODAY)
    address = f"/follow-ups/{follow_up.id}"
    early = {"postpone-due_on": YESTERDAY.isoformat(), "postpone-reason": "Holiday"}
    assert list(Page(client.submit(address, early, form="/postpone")).errors()) == [
        "postpone-due_on"
    ]
    client.submit(address, {**early, "postpone-due_on": LATER.isoformat()}, form="/postpone")
    assert stored(session, follow_up).due_on == LATER
    response = client.submit(address, form="/drop")
    assert response.status_code == 422
    assert list(Page(response).errors()) == ["drop-reason"]
    client.submit(address, {"drop-reason": "They withdrew"}, form="/drop")
    assert stored(session, follow_up).state is FollowUpState.DROPPED
    assert "They withdrew" in client.page(address).text


def test_edit_of_a_follow_up_and_two_editors(
    client: AuditedClient, session: Session, officer: User
) -> None:
    follow_up = make_follow_up(session)
    address = f"/follow-ups/{follow_up.id}/edit"
    opened = client.page(address).soup.find("input", {"name": "version"})
    assert opened is not None
    assert client.submit(address, {"what": "Theirs"}).status_code == 302
    late = client.submit(address, {"what": "Mine", "version": str(opened["value"])})
    assert late.status_code == 409
    assert client.submit(address, {"what": ""}).status_code == 422
    nobody = client.submit(address, {"assignee_id": "999999"})
    assert nobody.status_code == 422
    assert stored(session, follow_up).what == "Theirs"


def test_assignee_reports_on_a_promise_whatever_their_role(
    client: AuditedClient, session: Session
) -> None:
    reader = make_user(session, Role.READER)
    mine, other = make_follow_up(session, assignee_id=reader.id), make_follow_up(session)
    client.sign_in(session, reader)
    assert client.post(f"/follow-ups/{other.id}/complete").status_code == 403
    assert client.get(f"/follow-ups/{mine.id}/edit").status_code == 403
    client.submit(f"/follow-ups/{mine.id}", form="/complete")
    assert stored(session, mine).state is FollowUpState.DONE


def test_contributor_edits_the_own_units_follow_ups(
    client: AuditedClient, session: Session
) -> None:
    unit = make_unit(session)
    me = make_user(session, Role.CONTRIBUTOR, unit)
    engagement = make_engagement(session, people=[me])
    mine = make_follow_up(session, engagement=engagement)
    under = make_follow_up(session, partnership=make_partnership(session, unit_id=unit.id))
    other = make_follow_up(session)
    client.sign_in(session, me)
    assert client.get(f"/follow-ups/{mine.id}/edit").status_code == 200
    assert client.get(f"/follow-ups/{under.id}/edit").status_code == 200
    assert client.get(f"/follow-ups/{other.id}/edit").status_code == 403


def test_assignee_sees_the_promise_but_not_the_restricted_engagement(
    client: AuditedClient, session: Session
) -> None:
    reader = make_user(session, Role.READER)
    engagement = make_engagement(session, summary="Secret talks", visibility=Visibility.RESTRICTED)
    mine = make_follow_up(session, engagement=engagement, assignee_id=reader.id)
    other = make_follow_up(session, engagement=engagement)
    client.sign_in(session, reader)
    assert client.get(f"/follow-ups/{other.id}").status_code == 404
    assert "Secret talks" not in client.page(f"/follow-ups/{mine.id}").text
    page = client.page("/follow-ups")
    assert rows(page) == [mine.what]
    assert "Secret talks" not in page.text
