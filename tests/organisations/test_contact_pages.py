"""The pages of contacts and their affiliations, as people use them."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from app.core import access_log
from app.core.access_log import AccessLog
from app.core.db import Visibility
from app.core.permissions import EVERYTHING
from app.organisations import queries
from app.organisations.models import Contact, LawfulBasis
from tests.client import Page
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.users import make_unit
from tests.organisations.hostile import HOSTILE, TRICKY, same, send

PRIVATE = {
    "email": "anna@malmo.example",
    "other_emails": "private@home.example\nold@malmo.example",
    "phones": "+46 40 123 45 67",
    "assistant": "Olga Oldfield",
    "notes": "Likes **herring**",
}
NEW = {"family_name": "Berg", "lawful_basis": "public_task", "visibility": "city"}


def contacts(session):
    session.expire_all()
    found = session.scalars(sa.select(Contact.id).order_by(Contact.id))
    return [queries.get_contact(session, number, EVERYTHING) for number in found]


def viewings(session, contact):
    found = session.scalars(
        sa.select(AccessLog.action).where(
            AccessLog.entity_type == "contact", AccessLog.entity_id == contact.id
        )
    )
    return list(found)


def test_contact_is_added_with_the_first_affiliation(session, client, sign_in):
    malmo = make_organisation(session)
    sign_in("contributor")
    response = client.submit(
        f"/contacts/new?organisation={malmo.id}",
        {
            **PRIVATE,
            "given_name": "Anna",
            "family_name": "Berg",
            "languages": "Swedish, suomi; en",
            "role": "Director",
            "unit": "Climate",
            "started_on": "1.2.2024",
        },
    )
    (anna,) = contacts(session)
    assert response.location == f"/contacts/{anna.id}"
    assert (anna.name, anna.languages, anna.email_folded) == (
        "Anna Berg",
        "sv fi en",
        "anna@malmo.example",
    )
    (first,) = anna.affiliations
    assert (first.organisation_id, first.role, first.unit, first.started_on) == (
        malmo.id,
        "Director",
        "Climate",
        date(2024, 2, 1),
    )
    text = client.page(response.location).text
    for part in ("Swedish, Finnish, English", "Director, City of Malmö", "Olga Oldfield"):
        assert part in text


def test_missing_organisation_is_made_in_the_same_form(session, client, sign_in):
    sign_in("contributor")
    data = {"family_name": "Berg", "organisation_name": "Acme", "organisation_kind": "company"}
    assert client.submit("/contacts/new", data).status_code == 302
    (berg,) = contacts(session)
    assert berg.affiliations[0].organisation.name == "Acme"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"organisation_name": "Acme"}, "organisation_kind"),
        ({"organisation_kind": "company"}, "organisation_name"),
        ({"role": "Director"}, "organisation_id"),
        ({"organisation_id": "999999"}, "organisation_id"),
        ({"organisation_id": "1,5"}, "organisation_id"),
        ({"organisation_id": "9" * 5000}, "organisation_id"),
        ({"email": "anna"}, "email"),
        ({"other_emails": "a@b.example\nnonsense"}, "other_emails"),
        ({"languages": "Finnish, Klingonese"}, "languages"),
        ({"last_verified_on": "3.11.2026"}, "last_verified_on"),
        ({"visibility": "restricted", "unit_id": ""}, "unit_id"),
        ({"family_name": ""}, "family_name"),
        ({"unit_id": "999999"}, "unit_id"),
        ({"lawful_basis": "curiosity"}, "lawful_basis"),
    ],
)
def test_mistake_is_told_at_its_field_and_nothing_is_made(session, client, sign_in, data, field):
    sign_in("contributor")
    page = Page(client.submit("/contacts/new", {"family_name": "Berg", **data}))
    assert page.response.status_code == 422
    assert set(page.errors()) == {field}
    assert contacts(session) == []


def test_chosen_and_new_organisation_at_once_is_refused(session, client, sign_in):
    malmo = make_organisation(session)
    sign_in("contributor")
    data = {"family_name": "Berg", "organisation_name": "Acme", "organisation_kind": "company"}
    page = Page(client.submit("/contacts/new", {**data, "organisation_id": str(malmo.id)}))
    assert set(page.errors()) == {"organisation_id"}


@pytest.mark.parametrize(
    "data",
    [
        {"family_name": "Somebody", "email": "ANNA@malmo.example"},
        {"family_name": "BERG", "given_name": "Änna"},
    ],
)
def test_same_email_or_name_at_the_same_place_is_shown_first(session, client, sign_in, data):
    malmo = make_organisation(session)
    anna = make_contact(session, malmo, "Berg", given_name="Anna", email="anna@malmo.example")
    sign_in("contributor")
    path = f"/contacts/new?organisation={malmo.id}"
    page = Page(client.submit(path, data))
    assert (page.response.status_code, set(page.errors())) == (422, {"create_anyway"})
    assert page.soup.select_one(f'main a[href="/contacts/{anna.id}"]')
    assert client.submit(path, {**data, "create_anyway": "y"}).status_code == 302
    assert len(contacts(session)) == 2


def test_hidden_contact_is_no_candidate(session, client, sign_in):
    unit = make_unit(session)
    make_contact(
        session, None, email="a@b.example", visibility=Visibility.RESTRICTED, unit_id=unit.id
    )
    sign_in("contributor")
    assert client.submit("/contacts/new", {**NEW, "email": "a@b.example"}).status_code == 302


def test_viewing_a_contact_is_logged(session, client, sign_in):
    anna = make_contact(session, None, "Berg", **PRIVATE)
    user = sign_in("reader")
    page = client.page(f"/contacts/{anna.id}")
    assert "+46 40 123 45 67" in page.text
    assert page.soup.select_one('a[href="mailto:anna@malmo.example"]')
    assert page.soup.select_one(".prose strong").get_text() == "herring"
    entry = session.scalars(sa.select(AccessLog)).one()
    assert (entry.user_id, entry.action, entry.entity_id) == (user.id, "view", anna.id)


def test_details_are_withheld_when_the_viewing_cannot_be_logged(
    session, client, sign_in, monkeypatch
):
    malmo = make_organisation(session)
    anna = make_contact(session, malmo, "Berg", title="Professor of all", role="Mayor", **PRIVATE)
    sign_in("officer")
    monkeypatch.setattr(access_log, "record", lambda *_args, **_kwargs: False)
    page = client.page(f"/contacts/{anna.id}")
    for value in ("anna@", "private@", "+46", "Oldfield", "herring", "Professor"):
        assert value not in str(page.soup.find("main"))
    assert "Details withheld" in page.text
    assert "Mayor, City of Malmö" in page.text


@pytest.mark.parametrize("page", ["edit", "history"])
def test_pages_of_nothing_but_personal_data_need_the_log(
    session, client, sign_in, monkeypatch, page
):
    anna = make_contact(session, None, "Berg", **PRIVATE)
    sign_in("officer")
    assert client.get(f"/contacts/{anna.id}/{page}").status_code == 200
    assert viewings(session, anna) == [page]
    monkeypatch.setattr(access_log, "record", lambda *_args, **_kwargs: False)
    response = client.get(f"/contacts/{anna.id}/{page}")
    assert response.status_code == 409
    assert "anna@" not in response.get_data(as_text=True)


def test_page_tells_why_the_data_is_kept(session, client, sign_in):
    anna = make_contact(
        session,
        None,
        source="Visiting card",
        purpose="Climate work",
        lawful_basis=LawfulBasis.CONSENT,
        last_verified_on=date(2026, 1, 2),
    )
    sign_in("reader")
    aside = client.page(f"/contacts/{anna.id}").soup.select_one("aside").get_text(" ")
    for part in ("Visiting card", "Climate work", "Consent", "Verified"):
        assert part in aside


def test_engagements_of_a_contact_stand_on_the_page(session, client, sign_in):
    malmo = make_organisation(session)
    anna = make_contact(session, malmo)
    make_engagement(session, organisations=[malmo], contacts=[anna], summary="Long dinner")
    sign_in("reader")
    assert "Long dinner" in client.page(f"/contacts/{anna.id}").text


def test_contact_is_edited_and_its_affiliations_stay(session, client, sign_in):
    anna = make_contact(session, make_organisation(session), "Berg", languages="fi")
    sign_in("contributor")
    path = f"/contacts/{anna.id}/edit"
    assert client.page(path).soup.select_one("#languages")["value"] == "Finnish"
    assert client.submit(path, {"family_name": "Bergman"}).status_code == 302
    (anna,) = contacts(session)
    assert (anna.name, anna.languages, len(anna.affiliations)) == ("Bergman", "fi", 1)
    assert "Contact edited" in client.page(f"/contacts/{anna.id}/history").text


def test_second_editor_of_a_contact_is_warned(session, client, sign_in):
    anna = make_contact(session, None, "Berg")
    sign_in("contributor")
    path = f"/contacts/{anna.id}/edit"
    version = client.page(path).soup.select_one("#version")["value"]
    client.submit(path, {"title": "Director"})
    page = Page(client.post(path, {**NEW, "title": "Mayor", "version": version}))
    assert page.response.status_code == 409
    assert page.soup.select_one('.conflict input[name="choose-title"]')


def test_moved_job_keeps_the_old_affiliation_as_former(session, client, sign_in):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    anna = make_contact(session, malmo, "Berg", started_on=date(2020, 1, 1))
    sign_in("contributor")
    path = f"/contacts/{anna.id}/move"
    response = client.submit(
        path, {"organisation_id": str(lund.id), "role": "Mayor", "started_on": "1.9.2026"}
    )
    page = client.page(response.location)
    rows = [" ".join(th.get_text().split()) for th in page.soup.select("#affiliations tbody th")]
    assert rows == ["City of Lund", "City of Malmö Former"]
    assert "Mayor, City of Lund" in page.text
    assert "Moved job" in client.page(f"/contacts/{anna.id}/history").text


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "organisation_id"),
        ({"started_on": "1.1.2020"}, "started_on"),
        ({"started_on": ""}, "started_on"),
        ({"ends_id": "999999"}, "ends_id"),
    ],
)
def test_impossible_move_is_refused_at_its_field(session, client, sign_in, data, field):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    anna = make_contact(session, malmo, "Berg", started_on=date(2020, 1, 1))
    sign_in("contributor")
    chosen = {"organisation_id": str(lund.id)} if field != "organisation_id" else {}
    page = Page(client.submit(f"/contacts/{anna.id}/move", {**chosen, **data}))
    assert (page.response.status_code, set(page.errors())) == (422, {field})
    assert len(contacts(session)[0].affiliations) == 1


def test_second_affiliation_is_added_and_ended(session, client, sign_in):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    anna = make_contact(session, malmo, "Berg")
    sign_in("contributor")
    path = f"/contacts/{anna.id}/affiliations/new"
    client.submit(path, {"organisation_id": str(lund.id), "is_primary": "y"})
    (anna,) = contacts(session)
    added = anna.current_affiliation
    assert added.organisation_id == lund.id
    end = f"/contacts/{anna.id}/affiliations/{added.id}/end"
    assert client.page(end).soup.select_one("#ended_on")["value"] == "2.11.2026"
    assert client.submit(end).status_code == 302
    (anna,) = contacts(session)
    assert anna.current_affiliation.organisation_id == malmo.id
    again = Page(client.submit(end))
    assert (again.response.status_code, set(again.errors())) == (422, {"ended_on"})


def test_affiliation_is_corrected_with_dates_in_order(session, client, sign_in):
    anna = make_contact(session, make_organisation(session), "Berg")
    path = f"/contacts/{anna.id}/affiliations/{anna.affiliations[0].id}/edit"
    sign_in("contributor")
    wrong = Page(client.submit(path, {"started_on": "2.2.2024", "ended_on": "1.2.2024"}))
    assert (wrong.response.status_code, set(wrong.errors())) == (422, {"ended_on"})
    assert wrong.soup.select_one("#started_on")["value"] == "2.2.2024"
    assert client.submit(path, {"role": "Mayor", "started_on": "2.2.2024"}).status_code == 302
    (one,) = contacts(session)[0].affiliations
    assert (one.role, one.started_on) == ("Mayor", date(2024, 2, 2))


def test_affiliation_edited_by_two_shows_both_versions(session, client, sign_in):
    anna = make_contact(session, make_organisation(session), "Berg")
    path = f"/contacts/{anna.id}/affiliations/{anna.affiliations[0].id}/edit"
    sign_in("contributor")
    version = client.page(path).soup.select_one("#version")["value"]
    client.submit(path, {"role": "Mayor"})
    page = Page(client.post(path, {"role": "Director", "version": version}))
    assert page.response.status_code == 409
    assert page.soup.select_one('.conflict input[name="choose-role"]')


def test_affiliation_of_another_contact_is_not_found(session, client, sign_in):
    malmo = make_organisation(session)
    anna, bo = make_contact(session, malmo), make_contact(session, malmo)
    sign_in("manager")
    number = bo.affiliations[0].id
    for verb in ("edit", "end"):
        assert client.get(f"/contacts/{anna.id}/affiliations/{number}/{verb}").status_code == 404


def test_contact_is_verified_archived_and_restored_by_buttons(session, client, sign_in):
    anna = make_contact(session, None, "Berg")
    sign_in("officer")
    path = f"/contacts/{anna.id}"
    assert "Unverified" in client.page(path).text
    client.submit(path, form="/verify")
    assert contacts(session)[0].last_verified_on == date(2026, 11, 2)
    client.submit(path, form="/archive")
    assert "in no list and no picker any more" in client.page(path).text
    client.submit(path, form="/restore")
    assert contacts(session)[0].archived_at is None


def test_restricted_contact_is_not_found_by_others(session, client, sign_in):
    unit = make_unit(session)
    anna = make_contact(session, None, visibility=Visibility.RESTRICTED, unit_id=unit.id)
    sign_in("contributor")
    for page in ("", "/edit", "/history", "/move", "/affiliations/new"):
        assert client.get(f"/contacts/{anna.id}{page}").status_code == 404
    for verb in ("edit", "verify", "move"):
        assert client.post(f"/contacts/{anna.id}/{verb}", NEW).status_code == 404
    assert viewings(session, anna) == []
    sign_in("contributor", unit)
    assert client.get(f"/contacts/{anna.id}").status_code == 200


def test_reader_sees_contacts_and_changes_none(session, client, sign_in):
    anna = make_contact(session, make_organisation(session), "Berg")
    sign_in("reader")
    page = client.page(f"/contacts/{anna.id}")
    assert page.forms() == []
    for path in ("/contacts/new", f"/contacts/{anna.id}/edit", f"/contacts/{anna.id}/move"):
        assert client.get(path).status_code == 403
    assert client.post(f"/contacts/{anna.id}/archive").status_code == 403


def test_contributor_does_not_archive_contacts(session, client, sign_in):
    anna = make_contact(session, None, "Berg")
    sign_in("contributor")
    assert client.post(f"/contacts/{anna.id}/archive").status_code == 403


FIELDS = [
    "given_name", "family_name", "title", "languages", "email", "other_emails", "phones",
    "assistant", "notes", "lawful_basis", "visibility", "unit_id", "last_verified_on",
    "organisation_id", "organisation_name", "organisation_kind", "role", "unit", "started_on",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_what_was_typed_into_every_field_is_still_there(client, sign_in, value):
    sign_in("contributor")
    page = Page(send(client, "/contacts/new", dict.fromkeys(FIELDS, value)))
    assert page.response.status_code == 422
    assert page.errors()
    for field in FIELDS:
        box = page.soup.select_one(f"input#{field}[type=text], textarea#{field}")
        if box is not None:
            assert same(box.get_text() if box.name == "textarea" else box["value"], value), field


@pytest.mark.parametrize("field", FIELDS)
def test_no_input_in_one_field_breaks_the_form(client, sign_in, field):
    sign_in("contributor")
    for value in TRICKY:
        data = {**NEW, field: value}
        assert send(client, "/contacts/new", data).status_code in (302, 422), value


@pytest.mark.parametrize("text", ["0", "x", "9" * 30, "-1", "1.5", "999999"])
def test_address_with_a_strange_organisation_opens_the_form(client, sign_in, text):
    sign_in("contributor")
    assert client.get(f"/contacts/new?organisation={text}").status_code == 200


def test_page_of_a_contact_costs_at_most_nine_statements(
    session, client, sign_in, count_statements
):
    sign_in("officer")
    malmo = make_organisation(session)
    costs = []
    for number in (1, 30):
        anna = make_contact(session, malmo)
        for _n in range(number):
            make_engagement(session, organisations=[malmo], contacts=[anna])
        session.flush()
        path = f"/contacts/{anna.id}"
        with count_statements() as statements:
            client.page(path)
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 9


def test_adding_a_contact_costs_at_most_fifteen_statements(
    session, client, sign_in, count_statements
):
    malmo = make_organisation(session)
    sign_in("contributor")
    data = {**NEW, "organisation_id": str(malmo.id), "email": "anna@malmo.example"}
    with count_statements() as statements:
        assert client.post("/contacts/new", data).status_code == 302
    assert len(statements) <= 15
