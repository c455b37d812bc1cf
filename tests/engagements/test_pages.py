"""The list and the page of engagements, their correction and their verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.core.db import Visibility
from app.core.permissions import Role
from app.core.session import Session
from app.engagements import queries
from app.engagements.models import Engagement, EngagementState, EngagementType, ResultKind
from app.users.models import User
from tests.client import AuditedClient, Page
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_framework
from tests.factories.users import make_unit, make_user

TODAY = date(2026, 11, 2)
LATER = TODAY + timedelta(days=20)


@pytest.fixture
def officer(client: AuditedClient, session: Session) -> User:
    user = make_user(session, Role.OFFICER)
    client.sign_in(session, user)
    return user


def stored(session: Session, engagement: Engagement) -> Engagement:
    session.expire_all()
    return queries.get_engagement(session, engagement.id)


def rows(page: Page) -> list[str]:
    return [head.get_text().strip() for head in page.soup.select("#list tbody th")]


def test_page_shows_what_was_logged(client: AuditedClient, session: Session, officer: User) -> None:
    organisation = make_organisation(session, "City of Malmö")
    contact = make_contact(session, organisation=organisation, family_name="Ek", role="Mayor")
    partnership = make_partnership(session, name="Nordic talks")
    engagement = make_engagement(
        session,
        summary="Data ethics",
        type=EngagementType.ADVOCACY,
        organisations=[organisation],
        contacts=[contact],
        partnership=partnership,
        notes="We **agreed** <script>alert(1)</script>",
        place="Malmö",
        is_online=True,
        results=[ResultKind.LEARNING],
        learned="Ask early",
        forum="Council of the EU",
        media=[{"outlet": "Sydsvenskan", "country": "SE", "link": "https://example.org/a"}],
        follow_ups=[{"what": "Send the paper", "assignee_id": officer.id}],
    )
    page = client.page(f"/engagements/{engagement.id}")
    assert page.heading == "Data ethics"
    for text in (
        "Advocacy",
        "City of Malmö",
        "Ek Mayor, City of Malmö",
        "Nordic talks",
        "Malmö, Online",
        "Learning",
        "Ask early",
        "Council of the EU",
        "Sydsvenskan , Sweden",
        "Send the paper",
    ):
        assert text in page.text
    assert page.soup.select(".prose strong")[0].get_text() == "agreed"
    assert not page.soup.select("main script")


def test_list_shows_newest_first_and_narrows(
    client: AuditedClient, session: Session, officer: User
) -> None:
    area = make_focus_area(session, strategy=make_framework(session))
    partnership = make_partnership(session, name="Nordic talks")
    organisation = make_organisation(session, "City of Gdańsk")
    make_engagement(
        session,
        summary="Old call",
        type=EngagementType.CALL,
        starts_on=TODAY - timedelta(days=40),
        organisations=[organisation],
    )
    make_engagement(
        session,
        summary="New meeting",
        partnership=partnership,
        focus_areas=[area.id],
        objectives=[],
        people=[officer],
    )
    make_engagement(session, summary="Coming event", type=EngagementType.EVENT, starts_on=LATER)
    assert rows(client.page("/engagements")) == ["Coming event", "New meeting", "Old call"]
    for query, expected in {
        "type=call": ["Old call"],
        "state=planned": ["Coming event"],
        "from=1.11.2026&to=2.11.2026": ["New meeting"],
        "kind=network": ["New meeting"],
        f"focus_area={area.id}": ["New meeting"],
        f"unit={officer.unit_id}": ["New meeting"],
        "mine=1": ["New meeting"],
        "q=gdansk": ["Old call"],
        "sort=date": ["Old call", "New meeting", "Coming event"],
        "type=nonsense&unit=x&from=soon": ["Coming event", "New meeting", "Old call"],
    }.items():
        assert rows(client.page(f"/engagements?{query}")) == expected, query


def test_empty_list_says_what_to_do(client: AuditedClient, officer: User) -> None:
    assert "Log the first engagement" in client.page("/engagements").text


def test_edit_saves_and_keeps_the_rest(
    client: AuditedClient, session: Session, officer: User
) -> None:
    contact = make_contact(session)
    engagement = make_engagement(
        session, contacts=[contact], results=[ResultKind.CONTACT], notes="Kept", starts_at=None
    )
    address = f"/engagements/{engagement.id}"
    response = client.submit(f"{address}/edit", {"summary": "Corrected", "starts_at": "9.30"})
    assert response.location == address
    found = stored(session, engagement)
    assert (found.summary, found.notes) == ("Corrected", "Kept")
    assert found.starts_at is not None
    assert [link.contact_id for link in found.contacts] == [contact.id]
    assert [result.kind for result in found.results] == [ResultKind.CONTACT]
    page = client.page(f"{address}/history")
    assert "Corrected" in page.text
    assert "Edited" in page.text


def test_edit_keeps_the_frame_of_an_earlier_framework(
    client: AuditedClient, session: Session, officer: User
) -> None:
    old = make_focus_area(session, strategy=make_framework(session))
    engagement = make_engagement(session, focus_areas=[old.id], objectives=[])
    make_framework(session, in_force_from=date(2026, 1, 1))
    client.submit(f"/engagements/{engagement.id}/edit", {"summary": "Corrected"})
    assert [area.id for area in stored(session, engagement).focus_areas] == [old.id]


def test_what_a_contributor_may_not_see_survives_their_edit(
    client: AuditedClient, session: Session
) -> None:
    unit, other = make_unit(session), make_unit(session)
    hidden = {"visibility": Visibility.RESTRICTED, "unit_id": other.id}
    contact, partnership = make_contact(session, **hidden), make_partnership(session, **hidden)
    me = make_user(session, Role.CONTRIBUTOR, unit)
    engagement = make_engagement(session, people=[me], contacts=[contact], partnership=partnership)
    client.sign_in(session, me)
    address = f"/engagements/{engagement.id}"
    assert contact.family_name not in client.page(address).text
    assert partnership.name not in client.page(address).text
    assert partnership.name not in client.page("/engagements").text
    history = client.page(f"{address}/history").text
    assert contact.family_name not in history
    assert partnership.name not in history
    assert client.submit(f"{address}/edit", {"summary": "Corrected"}).status_code == 302
    found = stored(session, engagement)
    assert [link.contact_id for link in found.contacts] == [contact.id]
    assert found.partnership_id == partnership.id


def test_second_of_two_editors_sees_both_versions(
    client: AuditedClient, session: Session, officer: User
) -> None:
    engagement = make_engagement(session, summary="First")
    address = f"/engagements/{engagement.id}/edit"
    mine = client.page(address)
    client.submit(address, {"summary": "Theirs"})
    version = mine.soup.find("input", {"name": "version"})
    assert version is not None
    sent = {"version": str(version["value"]), "summary": "Mine"}
    response = client.submit(address, sent)
    assert response.status_code == 409
    text = Page(response).text
    assert "Theirs" in text
    assert "Mine" in text
    assert stored(session, engagement).summary == "Theirs"


@pytest.mark.parametrize(
    "bad",
    [
        {"summary": ""},
        {"summary": "x" * 300},
        {"starts_on": "2027-01-01"},
        {"organisations": []},
        {"organisations": ["999999"]},
        {"people": []},
        {"partnership_id": "999999"},
        {"focus_areas": ["999999"]},
        {"ends_on": "2020-01-01"},
        {"version": "x"},
        {"notes": "nul\x00byte"},
    ],
    ids=lambda bad: "-".join(bad),
)
def test_hostile_edits_are_refused(
    client: AuditedClient, session: Session, officer: User, bad: dict[str, Any]
) -> None:
    engagement = make_engagement(session, summary="As it was")
    values = {"learned": "What stays typed", **bad}
    response = client.submit(f"/engagements/{engagement.id}/edit", values)
    assert response.status_code == 422
    assert "What stays typed" in response.get_data(as_text=True)
    assert stored(session, engagement).learned == ""


def test_contributor_edits_the_own_units_engagements_only(
    client: AuditedClient, session: Session
) -> None:
    unit = make_unit(session)
    me = make_user(session, Role.CONTRIBUTOR, unit)
    mine = make_engagement(session, people=[me])
    other = make_engagement(session, people=[make_user(session)])
    client.sign_in(session, me)
    assert client.get(f"/engagements/{mine.id}/edit").status_code == 200
    for end in ("edit", "cancel", "reschedule", "media"):
        assert client.get(f"/engagements/{other.id}/{end}").status_code == 403
        assert client.post(f"/engagements/{other.id}/{end}").status_code == 403
    assert client.post(f"/engagements/{other.id}/hold").status_code == 403
    assert "/edit" not in str(client.page(f"/engagements/{other.id}").soup.find("main"))


def test_reader_sees_but_changes_nothing(client: AuditedClient, session: Session) -> None:
    engagement = make_engagement(session)
    follow_up = make_follow_up(session, engagement=engagement)
    client.sign_in(session, make_user(session, Role.READER))
    page = client.page(f"/engagements/{engagement.id}")
    assert not page.forms()
    assert client.post(f"/engagements/{engagement.id}/follow-ups").status_code == 403
    assert client.post(f"/follow-ups/{follow_up.id}/complete").status_code == 403
    assert client.get(f"/follow-ups/{follow_up.id}/edit").status_code == 403


def test_planned_engagement_is_held_by_one_button(
    client: AuditedClient, session: Session, officer: User
) -> None:
    engagement = make_engagement(session, state=EngagementState.PLANNED)
    client.submit(f"/engagements/{engagement.id}", form="/hold")
    assert stored(session, engagement).state is EngagementState.HELD
    response = client.post(f"/engagements/{engagement.id}/hold")
    assert "marked as held already" in client.page(response.location).text
    assert stored(session, engagement).state is EngagementState.HELD


def test_engagement_ahead_cannot_be_held_by_address(
    client: AuditedClient, session: Session, officer: User
) -> None:
    engagement = make_engagement(session, starts_on=LATER)
    response = client.post(f"/engagements/{engagement.id}/hold")
    assert "in the future" in client.page(response.location).text
    assert stored(session, engagement).state is EngagementState.PLANNED


def test_cancelling_asks_by_whom_and_shows_it(
    client: AuditedClient, session: Session, officer: User
) -> None:
    engagement = make_engagement(session, starts_on=LATER)
    address = f"/engagements/{engagement.id}/cancel"
    refused = client.submit(address, {"reason": "Elections"})
    assert refused.status_code == 422
    assert "by" in Page(refused).errors()
    client.submit(address, {"by": "them", "reason": "Elections"})
    text = client.page(f"/engagements/{engagement.id}").text
    assert "Cancelled: By them" in text
    assert "Elections" in text


def test_cancelling_what_was_held_needs_a_reason(
    client: AuditedClient, session: Session, officer: User
) -> None:
    engagement = make_engagement(session)
    address = f"/engagements/{engagement.id}/cancel"
    response = client.submit(address, {"by": "us"})
    assert list(Page(response).errors()) == ["reason"]
    assert client.submit(address, {"by": "us", "reason": "Logged twice"}).status_code == 302


def test_rescheduling_moves_the_date(
    client: AuditedClient, session: Session, officer: User
) -> None:
    engagement = make_engagement(session, starts_on=LATER)
    address = f"/engagements/{engagement.id}/reschedule"
    same = client.submit(address, {"starts_on": LATER.isoformat()})
    assert list(Page(same).errors()) == ["starts_on"]
    client.submit(address, {"starts_on": "1.12.2026", "reason": "Elections"})
    text = client.page(f"/engagements/{engagement.id}").text
    assert "Rescheduled" in text
    assert "First planned on" in text


def test_media_mentions_are_added_and_removed(
    client: AuditedClient, session: Session, officer: User
) -> None:
    engagement = make_engagement(session)
    address = f"/engagements/{engagement.id}"
    bad = client.submit(f"{address}/media", {"outlet": "", "link": "javascript:alert(1)"})
    assert set(Page(bad).errors()) == {"outlet", "link"}
    client.submit(f"{address}/media", {"outlet": "Yle", "country": "FI"})
    assert "Yle" in client.page(address).text
    assert client.post(f"{address}/media/999999/remove").status_code == 404
    client.submit(address, form="/remove")
    assert "Yle" not in str(client.page(address).soup.find(id="results"))


@pytest.mark.parametrize("end", ["", "/edit", "/history", "/cancel", "/reschedule", "/media"])
def test_unknown_engagement_is_not_found(client: AuditedClient, officer: User, end: str) -> None:
    assert client.get(f"/engagements/999999{end}").status_code == 404
