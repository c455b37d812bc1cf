"""The log form, as people meet it, with and without scripts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.core.db import Visibility
from app.core.permissions import Role
from app.core.session import Session
from app.engagements.models import Draft, Engagement, EngagementState, FollowUp
from app.organisations.models import Contact, Organisation
from app.users.models import User
from tests.client import AuditedClient, Page
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_framework, make_objective
from tests.factories.users import make_unit, make_user

NEW = "/engagements/new"
TODAY = date(2026, 11, 2)


@pytest.fixture
def me(client: AuditedClient, session: Session) -> User:
    user = make_user(session, Role.CONTRIBUTOR)
    client.sign_in(session, user)
    return user


def entry(organisation: Organisation | None = None, **values: Any) -> dict[str, Any]:
    """The six fields, the author and the date being there already."""
    chosen = {"organisations": [str(organisation.id)]} if organisation is not None else {}
    return {"summary": "Talked about data ethics", **chosen, **values}


def logged(session: Session) -> list[Engagement]:
    session.expire_all()
    return list(session.scalars(sa.select(Engagement).order_by(Engagement.id)))


def count(session: Session, model: Any) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def chosen(page: Page, name: str) -> list[str]:
    return [
        str(box["value"]) for box in page.soup.find_all("input", {"name": name, "checked": True})
    ]


def shown(page: Page, name: str) -> str:
    field = page.soup.find(attrs={"name": name})
    assert field is not None
    return field.get_text() if field.name == "textarea" else str(field.get("value"))


def test_form_opens_with_today_and_me(client: AuditedClient, me: User) -> None:
    page = client.page(NEW)
    assert page.heading == "Log an engagement"
    assert shown(page, "starts_on") == "2.11.2026"
    assert chosen(page, "people") == [str(me.id)]
    assert chosen(page, "type") == ["meeting"]
    near = {button.text: button["data-value"] for button in page.soup.select("[data-fill]")}
    assert near == {"Today": "2.11.2026", "Yesterday": "1.11.2026"}
    more = page.soup.find(id="more")
    assert more is not None
    assert not more.has_attr("open")


def test_reader_may_not_log(client: AuditedClient, session: Session) -> None:
    client.sign_in(session, make_user(session, Role.READER))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, entry()).status_code == 403


def test_six_fields_are_enough(client: AuditedClient, session: Session, me: User) -> None:
    organisation = make_organisation(session)
    response = client.submit(NEW, entry(organisation))
    assert response.status_code == 302
    (engagement,) = logged(session)
    assert response.location == f"/engagements/{engagement.id}"
    assert engagement.state is EngagementState.HELD
    assert engagement.created_by_id == me.id


def test_save_and_log_next_keeps_the_date(
    client: AuditedClient, session: Session, me: User
) -> None:
    values = entry(make_organisation(session), starts_on="30.10.2026")
    response = client.submit(NEW, values, button="Save and log next")
    assert response.location == "/engagements/new?on=2026-10-30#line"
    page = client.page(response.location)
    assert shown(page, "starts_on") == "30.10.2026"
    assert "Logged: Talked about data ethics" in page.text


def test_future_date_is_planned_and_held_there_is_refused(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation = make_organisation(session)
    values = entry(organisation, starts_on="2026-12-01", state="held")
    response = client.submit(NEW, values)
    assert response.status_code == 422
    assert "in the future" in Page(response).errors()["starts_on"]
    client.submit(NEW, {**values, "state": ""})
    assert [e.state for e in logged(session)] == [EngagementState.PLANNED]


def test_find_button_searches_without_scripts(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation = make_organisation(session, "City of Malmö")
    searched = entry(**{"organisations-query": "malmo", "notes": "Kept **as typed**"})
    response = client.submit(NEW, searched, button=("find", "organisations"))
    page = Page(response)
    assert response.status_code == 200
    found = page.soup.select("[data-candidates] input")
    assert [box["value"] for box in found] == [str(organisation.id)]
    assert shown(page, "notes").strip() == "Kept **as typed**"
    assert shown(page, "summary") == "Talked about data ethics"
    assert logged(session) == []


def test_finding_a_contact_keeps_the_folded_part_open(
    client: AuditedClient, session: Session, me: User
) -> None:
    searched = {"contacts-query": "nobody"}
    page = Page(client.submit(NEW, searched, button=("find", "contacts")))
    more = page.soup.find(id="more")
    assert more is not None
    assert more.has_attr("open")


@pytest.mark.parametrize(
    "address",
    ["/partnerships/{}", "/networks/{}", "/sister-cities/{}", "/eu-projects/{}", "/cooperation/{}"],
)
def test_partnership_one_was_on_is_in_place(
    client: AuditedClient, session: Session, me: User, address: str
) -> None:
    framework = make_framework(session)
    area = make_focus_area(session, strategy=framework)
    partner = make_organisation(session)
    partnership = make_partnership(session, partners=[partner.id], focus_areas=[area.id])
    page = client.page(f"{NEW}?from={address.format(partnership.id)}")
    assert chosen(page, "partnership_id") == [str(partnership.id)]
    assert chosen(page, "organisations") == [str(partner.id)]
    assert chosen(page, "focus_areas") == [str(area.id)]


def test_organisation_one_was_on_is_in_place_with_its_partnerships(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation = make_organisation(session)
    partnership = make_partnership(session, partners=[organisation.id])
    page = client.page(f"{NEW}?from=/organisations/{organisation.id}")
    assert chosen(page, "organisations") == [str(organisation.id)]
    offered = page.soup.select("#partnership_id [data-candidates] input")
    assert [box["value"] for box in offered] == [str(partnership.id)]


def test_contact_one_was_on_brings_the_organisation(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation = make_organisation(session)
    contact = make_contact(session, organisation=organisation)
    page = client.page(f"{NEW}?from=/contacts/{contact.id}")
    assert chosen(page, "contacts") == [str(contact.id)]
    assert chosen(page, "organisations") == [str(organisation.id)]


def test_engagement_or_promise_one_was_on_brings_its_partnership(
    client: AuditedClient, session: Session, me: User
) -> None:
    partner = make_organisation(session)
    partnership = make_partnership(session, partners=[partner.id])
    engagement = make_engagement(session, partnership=partnership, organisations=[partner])
    follow_up = make_follow_up(session, partnership=partnership)
    for address in (f"/engagements/{engagement.id}", f"/follow-ups/{follow_up.id}"):
        page = client.page(f"{NEW}?from={address}")
        assert chosen(page, "partnership_id") == [str(partnership.id)], address
        assert chosen(page, "organisations") == [str(partner.id)], address


def test_engagement_without_a_partnership_brings_whom_it_was_with(
    client: AuditedClient, session: Session, me: User
) -> None:
    engagement = make_engagement(session)
    page = client.page(f"{NEW}?from=/engagements/{engagement.id}")
    assert chosen(page, "organisations") == [str(engagement.organisations[0].id)]
    assert chosen(page, "partnership_id") == []


@pytest.mark.parametrize(
    "query",
    [
        "from=/engagements/999999999",
        "from=/follow-ups/999999999",
        "from=/organisations/999999999",
        "from=/organisations/9999999999999",
        "from=//evil.example/organisations/1",
        "from=/partnerships/999999",
        "from=/contacts/999999",
        "partnership=x&organisation=-1&copy=99999&draft=77777&on=31.31.2026",
        "partnership=999999&organisation=999999",
        "draft=x&on=%00&from=%00",
    ],
)
def test_strange_addresses_open_an_ordinary_form(
    client: AuditedClient, me: User, query: str
) -> None:
    assert client.page(f"{NEW}?{query}").heading == "Log an engagement"


def test_another_like_this_copies_with_whom_but_not_what_came_of_it(
    client: AuditedClient, session: Session, me: User
) -> None:
    contact = make_contact(session)
    earlier = make_engagement(session, contacts=[contact], notes="Secret of that day")
    page = client.page(f"{NEW}?copy={earlier.id}")
    assert chosen(page, "organisations") == [str(earlier.organisations[0].id)]
    assert chosen(page, "contacts") == [str(contact.id)]
    assert "Secret of that day" not in page.text
    assert shown(page, "summary") == ""


def test_partnership_fills_objectives_without_scripts(
    client: AuditedClient, session: Session, me: User
) -> None:
    framework = make_framework(session)
    objective = make_objective(session, strategy=framework)
    partnership = make_partnership(session, objectives=[objective.id])
    organisation = make_organisation(session)
    client.submit(NEW, entry(organisation, partnership_id=str(partnership.id)))
    engagement = client.page(f"/engagements/{logged(session)[0].id}")
    assert objective.name_en in engagement.text


def test_what_was_unticked_by_hand_stays_unticked(
    client: AuditedClient, session: Session, me: User
) -> None:
    framework = make_framework(session)
    objective = make_objective(session, strategy=framework)
    partnership = make_partnership(session, objectives=[objective.id])
    organisation = make_organisation(session)
    values = entry(organisation, objectives=None, focus_areas=None)
    client.submit(f"{NEW}?partnership={partnership.id}", values)
    page = client.page(f"/engagements/{logged(session)[0].id}")
    assert objective.name_en not in page.text


def test_json_suggests_partnerships_and_prefills(
    client: AuditedClient, session: Session, me: User
) -> None:
    framework = make_framework(session)
    objective = make_objective(session, strategy=framework)
    organisation = make_organisation(session)
    partnership = make_partnership(session, partners=[organisation.id], objectives=[objective.id])
    hidden = make_partnership(
        session,
        partners=[organisation.id],
        visibility=Visibility.RESTRICTED,
        unit_id=make_unit(session).id,
    )
    suggested = client.get(f"/engagements/suggest-partnership?organisations={organisation.id},x")
    assert [p["value"] for p in suggested.json["partnerships"]] == [partnership.id]
    filled = client.get(f"/engagements/prefill?partnership={partnership.id}").json
    assert filled == {"objectives": [objective.id], "focus_areas": []}
    for number in (hidden.id, 999999):
        assert client.get(f"/engagements/prefill?partnership={number}").json == {
            "objectives": [],
            "focus_areas": [],
        }


def test_new_organisation_and_contact_are_made_on_the_spot(
    client: AuditedClient, session: Session, me: User
) -> None:
    values = entry(
        new_organisation_name="Tartu linn",
        new_organisation_kind="city",
        new_organisation_country="EE",
        new_contact_family_name="Tamm",
        new_contact_role="Mayor",
        new_contact_email="tamm@example.org",
    )
    assert client.submit(NEW, values).status_code == 302
    page = client.page(f"/engagements/{logged(session)[0].id}")
    assert "Tartu linn" in page.text
    assert "Tamm Mayor, Tartu linn" in page.text


def test_mistake_elsewhere_keeps_everything_and_writes_nothing(
    client: AuditedClient, session: Session, me: User
) -> None:
    before = count(session, Organisation), count(session, Contact)
    values = entry(
        summary="",
        new_organisation_name="Tartu linn",
        new_organisation_kind="city",
        new_organisation_country="EE",
        new_contact_family_name="Tamm",
        notes="Long notes",
    )
    response = client.submit(NEW, values)
    assert response.status_code == 422
    page = Page(response)
    assert page.errors() == {"summary": "Error: Write in one line what it was about."}
    for name, typed in values.items():
        if name not in ("new_organisation_kind", "new_organisation_country"):
            assert shown(page, name).strip() == typed
    for name in ("new_organisation_kind", "new_organisation_country"):
        selected = page.soup.select(f"[name={name}] option[selected]")
        assert [option["value"] for option in selected] == [values[name]]
    opened = page.soup.find(id="new-organisations")
    assert opened is not None
    assert opened.has_attr("open")
    assert (count(session, Organisation), count(session, Contact)) == before
    assert logged(session) == []


def test_refusal_by_the_service_leaves_no_new_organisation_behind(
    client: AuditedClient, session: Session, me: User
) -> None:
    before = count(session, Organisation)
    values = entry(
        new_organisation_name="Tartu linn",
        new_organisation_kind="city",
        starts_on="2026-12-24",
        ends_on="2026-12-01",
        notes="Kept",
    )
    response = client.submit(NEW, values)
    assert response.status_code == 422
    assert list(Page(response).errors()) == ["ends_on"]
    assert shown(Page(response), "notes").strip() == "Kept"
    assert count(session, Organisation) == before
    assert logged(session) == []


def test_incomplete_blocks_are_told_at_their_fields(
    client: AuditedClient, session: Session, me: User
) -> None:
    values = {
        "new_organisation_name": "Tartu linn",
        "new_contact_role": "Mayor",
        "media_link": "https://example.org/story",
        "follow_up_due_on": "2026-12-01",
    }
    errors = Page(client.submit(NEW, entry(**values))).errors()
    assert set(errors) == {
        "new_organisation_kind",
        "new_contact_family_name",
        "media_outlet",
        "follow_up_what",
    }


def test_what_was_entered_in_the_folded_part_is_shown_beside_a_mistake(
    client: AuditedClient, me: User
) -> None:
    for entered, is_open in (({}, False), ({"place": "Town hall"}, True)):
        more = Page(client.submit(NEW, {"summary": "", **entered})).soup.find(id="more")
        assert more is not None
        assert more.has_attr("open") is is_open


def test_similar_organisation_is_offered_before_another_is_made(
    client: AuditedClient, session: Session, me: User
) -> None:
    known = make_organisation(session, "City of Malmö")
    values = entry(new_organisation_name="Malmö stad", new_organisation_kind="city")
    response = client.submit(NEW, values)
    assert response.status_code == 422
    offered = Page(response).soup.select("#organisations [data-candidates] input")
    assert [box["value"] for box in offered] == [str(known.id)]
    assert client.submit(NEW, {**values, "save_anyway": "y"}).status_code == 302


def test_repetition_warns_and_can_be_overruled(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation = make_organisation(session)
    client.submit(NEW, entry(organisation))
    response = client.submit(NEW, entry(organisation, summary="The same again"))
    page = Page(response)
    assert response.status_code == 422
    assert "This may be logged already" in page.text
    assert f"/engagements/{logged(session)[0].id}" in str(page.soup)
    assert shown(page, "summary") == "The same again"
    assert len(logged(session)) == 1
    client.submit(NEW, entry(organisation, summary="The same again", save_anyway="y"))
    assert len(logged(session)) == 2


def test_other_day_or_other_people_are_no_repetition(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation, colleague = make_organisation(session), make_user(session)
    client.submit(NEW, entry(organisation))
    client.submit(NEW, entry(organisation, starts_on="2026-11-01"))
    client.submit(NEW, entry(organisation, people=[str(colleague.id)]))
    assert len(logged(session)) == 3


def test_follow_up_is_mine_unless_somebody_is_chosen(
    client: AuditedClient, session: Session, me: User
) -> None:
    values = entry(
        make_organisation(session), follow_up_what="Send it", follow_up_due_on="9.11.2026"
    )
    client.submit(NEW, values)
    follow_up = session.scalars(sa.select(FollowUp)).one()
    assert (follow_up.assignee_id, follow_up.due_on) == (me.id, date(2026, 11, 9))


def test_draft_is_kept_exactly_as_typed_and_becomes_an_engagement(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation = make_organisation(session)
    typed = entry(organisation, starts_on="31.31.2026", cost_amount="about ten", notes=" Half\n")
    response = client.submit(NEW, typed, button="Save draft")
    draft = session.scalars(sa.select(Draft)).one()
    assert response.location == f"/engagements/new?draft={draft.id}"
    page = client.page(response.location)
    assert shown(page, "starts_on") == "31.31.2026"
    assert shown(page, "cost_amount") == "about ten"
    assert chosen(page, "organisations") == [str(organisation.id)]
    assert "Talked about data ethics" in str(page.soup.find(id="drafts"))
    client.submit(response.location, {"starts_on": "1.11.2026", "cost_amount": "10"})
    assert len(logged(session)) == 1
    assert count(session, Draft) == 0


def test_saving_a_draft_again_overwrites_it(
    client: AuditedClient, session: Session, me: User
) -> None:
    first = client.submit(NEW, entry(), button="Save draft")
    client.submit(first.location, {"summary": "Later"}, button="Save draft")
    session.expire_all()
    draft = session.scalars(sa.select(Draft)).one()
    assert draft.payload["summary"] == ["Later"]


def test_draft_is_for_its_author_only(client: AuditedClient, session: Session, me: User) -> None:
    client.submit(NEW, entry(summary="Nobody else’s business"), button="Save draft")
    draft = session.scalars(sa.select(Draft)).one()
    client.sign_in(session, make_user(session))
    assert "Nobody else’s business" not in client.page(f"{NEW}?draft={draft.id}").text
    assert client.get(f"/drafts/{draft.id}").status_code == 404
    assert client.post(f"/drafts/{draft.id}/delete").status_code == 404
    assert client.post(f"/drafts/{draft.id}/take-over").status_code == 403
    client.submit(NEW, entry(draft=str(draft.id), summary="Mine"), button="Save draft")
    session.expire_all()
    assert session.get_one(Draft, draft.id).payload["summary"] == ["Nobody else’s business"]


def test_manager_takes_over_the_draft_of_somebody_who_leaves(
    client: AuditedClient, session: Session, me: User
) -> None:
    client.submit(NEW, entry(), button="Save draft")
    draft = session.scalars(sa.select(Draft)).one()
    manager = make_user(session, Role.MANAGER)
    client.sign_in(session, manager)
    assert "belongs to a colleague" in client.page(f"/drafts/{draft.id}").text
    client.submit(f"/drafts/{draft.id}", button="Take over the draft")
    session.expire_all()
    assert session.get_one(Draft, draft.id).user_id == manager.id
    assert client.get(f"/drafts/{draft.id}").location == f"{NEW}?draft={draft.id}"


def test_author_throws_a_draft_away(client: AuditedClient, session: Session, me: User) -> None:
    kept = client.submit(NEW, entry(), button="Save draft")
    client.submit(kept.location, form="/delete")
    assert count(session, Draft) == 0


HOSTILE = [
    {"summary": ""},
    {"summary": "x" * 201},
    {"summary": "line\u202ebreak"},
    {"summary": "nul\x00byte"},
    {"starts_on": "02/11/2026"},
    {"starts_on": ""},
    {"starts_on": "2026-02-30"},
    {"type": "party"},
    {"organisations": ["999999"]},
    {"organisations": ["1 OR 1=1"]},
    {"organisations": ["99999999999999999999"]},
    {"people": []},
    {"people": ["999999"]},
    {"partnership_id": "999999"},
    {"contacts": ["999999"]},
    {"objectives": ["999999"]},
    {"focus_areas": ["nonsense", "999999"]},
    {"result_kinds": ["fame"]},
    {"starts_at": "25:00"},
    {"ends_on": "2026-11-01"},
    {"cost_amount": "-5"},
    {"cost_amount": "1e9"},
    {"cost_currency": "XXX"},
    {"visibility": "secret"},
    {"state": "cancelled"},
    {"our_tier": "king"},
    {
        "new_organisation_country": "ZZ",
        "new_organisation_name": "A",
        "new_organisation_kind": "city",
    },
    {"new_contact_email": "nobody", "new_contact_family_name": "B"},
    {"media_link": "javascript:alert(1)", "media_outlet": "X"},
    {"follow_up_what": "Send", "follow_up_assignee_id": "999999"},
    {"follow_up_promiser": "nobody"},
    {"notes": "x" * 20_001},
]


@pytest.mark.parametrize("bad", HOSTILE, ids=lambda bad: "-".join(bad))
def test_hostile_input_is_refused_at_a_field_and_nothing_typed_is_lost(
    client: AuditedClient, session: Session, me: User, bad: dict[str, Any]
) -> None:
    given = {"type": "meeting", "starts_on": "2026-11-02", "people": [str(me.id)]}
    given |= {"cost_currency": "EUR", "visibility": "city", "follow_up_promiser": "us"}
    values = entry(make_organisation(session), learned="What stays typed")
    response = client.post(NEW, {**given, **values, **bad})
    page = Page(response)
    assert response.status_code == 422
    assert page.errors()
    assert page.soup.title is not None
    assert page.soup.title.get_text().startswith("Error: ")
    assert shown(page, "learned").strip() == "What stays typed"
    assert logged(session) == []
