"""The pages of organisations and of members of networks, as people use them."""

from __future__ import annotations

from datetime import date

import pytest

from app.core import audit
from app.core.audit import SYSTEM
from app.core.permissions import EVERYTHING, Role
from app.core.search.query import suggest
from app.organisations import queries, services
from app.organisations.models import AliasKind, OrganisationKind
from app.partnerships.models import PartnershipKind, PartnershipState
from tests.client import Page
from tests.factories.engagements import make_engagement
from tests.factories.organisations import (
    make_contact,
    make_network,
    make_network_member,
    make_organisation,
)
from tests.factories.partnerships import make_active_partnership
from tests.factories.users import make_user
from tests.organisations.hostile import HOSTILE, TRICKY, same, send

NEW = {"name": "City of Malmö", "kind": "city", "country": "SE"}


def find(session, name):
    session.expire_all()
    return queries.find_organisation_by_name(session, name)


def test_contributor_adds_an_organisation_with_all_its_names(session, client, sign_in):
    user = sign_in("contributor")
    response = client.submit(
        "/organisations/new",
        {
            **NEW,
            "website": "www.Malmo.se",
            "name_fi": "Malmön kaupunki",
            "former_names": "Malmoge\n\nMalmø",
            "vat": "SE 212000-1124 01",
            "latitude": "55,605",
            "longitude": "13.00382",
            "peer_from": "1.3.2024",
        },
    )
    malmo = find(session, "city of malmo")
    assert response.location == f"/organisations/{malmo.id}"
    assert (malmo.website, malmo.vat) == ("https://www.malmo.se", "SE212000112401")
    assert (str(malmo.latitude), malmo.peer_from) == ("55.60500", date(2024, 3, 1))
    assert [(a.name, a.kind) for a in malmo.aliases] == [
        ("Malmoge", AliasKind.FORMER),
        ("Malmø", AliasKind.FORMER),
    ]
    change = audit.last_change(session, "organisation", malmo.id)
    assert change.actor_name == user.name
    page = client.page(response.location)
    for text in ("Malmön kaupunki", "Malmoge, Malmø", "SE212000112401", "Unverified"):
        assert text in page.text


def test_missing_name_and_kind_are_asked_for_at_their_fields(client, sign_in):
    sign_in("contributor")
    page = Page(client.submit("/organisations/new", {"city": "Malmö"}))
    assert page.response.status_code == 422
    assert set(page.errors()) == {"name", "kind"}
    assert page.soup.select_one("#city")["value"] == "Malmö"
    assert page.soup.title.get_text().strip().startswith("Error: ")


def test_what_looks_the_same_is_shown_before_a_second_one_is_made(session, client, sign_in):
    malmo = make_organisation(session, country="SE")
    sign_in("contributor")
    data = {"name": "Malmö stad", "kind": "city", "country": "SE"}
    page = Page(client.submit("/organisations/new", data))
    assert page.response.status_code == 422
    assert set(page.errors()) == {"create_anyway"}
    assert page.soup.select_one(f'main a[href="/organisations/{malmo.id}"]')
    response = client.submit("/organisations/new", {**data, "create_anyway": "y"})
    assert response.status_code == 302
    assert find(session, "Malmö stad").id != malmo.id


def test_same_name_in_another_country_warns_nobody(session, client, sign_in):
    make_organisation(session, "Vaasa", country="FI")
    sign_in("contributor")
    data = {"name": "Vaasa", "kind": "company", "country": "SE"}
    assert client.submit("/organisations/new", data).status_code == 302


@pytest.mark.parametrize(
    ("field", "kept", "typed"),
    [
        ("pic", "997664207", "997 664 207"),
        ("vat", "FI02012566", "fi0201256-6"),
        ("ror", "040af2s02", "https://ror.org/040af2s02"),
        ("wikidata", "Q1757", "q1757"),
    ],
)
def test_identifier_in_use_blocks_and_shows_whose_it_is(
    session, client, sign_in, field, kept, typed
):
    owner = make_organisation(session, **{field: kept})
    sign_in("contributor")
    data = {"name": "Something else", "kind": "company", field: typed}
    page = Page(client.submit("/organisations/new", data))
    assert page.response.status_code == 422
    assert "has this identifier already" in page.errors()[field]
    assert page.soup.select_one(f'main a[href="/organisations/{owner.id}"]')
    assert page.soup.select_one(f"#{field}")["value"] == typed
    assert find(session, "Something else") is None


@pytest.mark.parametrize("role", ["reader"])
@pytest.mark.parametrize("path", ["/organisations/new", "/organisations/1/edit"])
def test_reader_changes_nothing(client, sign_in, role, path):
    sign_in(role)
    assert client.get(path).status_code == 403
    assert client.post(path, NEW).status_code == 403


@pytest.mark.parametrize("verb", ["archive", "restore", "standing"])
def test_contributor_neither_archives_nor_judges(session, client, sign_in, verb):
    malmo = make_organisation(session)
    sign_in("contributor")
    data = {"standing": "suspended", "reason": "No"}
    assert client.post(f"/organisations/{malmo.id}/{verb}", data).status_code == 403
    page = client.page(f"/organisations/{malmo.id}")
    assert [f["action"] for f in page.forms()] == [f"/organisations/{malmo.id}/verify"]


def test_second_editor_sees_both_versions_and_loses_none(session, client, sign_in, app):
    malmo = make_organisation(session, city="Malmo")
    anna, bo = make_user(session, name="Anna"), make_user(session, name="Bo")
    path = f"/organisations/{malmo.id}/edit"
    other = app.test_client()
    client.sign_in(session, anna)
    other.sign_in(session, bo)
    opened = other.page(path)
    assert client.submit(path, {"city": "Malmö", "acronym": "M"}).status_code == 302
    version = opened.soup.select_one("#version")["value"]
    mine = {**NEW, "city": "MALMÖ", "acronym": "", "version": version}
    page = Page(other.post(path, mine))
    assert page.response.status_code == 409
    assert "Anna saved this page while you were editing it" in page.text
    differing = {tag["name"] for tag in page.soup.select(".conflict input")}
    assert differing == {"choose-city", "choose-acronym", "choose-country"}
    newer = page.soup.select_one("#version")["value"]
    chosen = {**mine, "version": newer, "choose-acronym": "theirs", "choose-city": "mine"}
    assert other.post(path, chosen).status_code == 302
    kept = find(session, "City of Malmö")
    assert (kept.city, kept.acronym) == ("MALMÖ", "M")


def test_two_edits_of_other_names_meet_in_a_conflict(session, client, sign_in):
    malmo = make_organisation(session)
    sign_in("officer")
    path = f"/organisations/{malmo.id}/edit"
    version = client.page(path).soup.select_one("#version")["value"]
    assert client.submit(path, {"other_names": "Malmö stad"}).status_code == 302
    late = {**NEW, "version": version, "other_names": "Malmoge"}
    assert client.post(path, late).status_code == 409


def test_form_without_its_version_is_refused(session, client, sign_in):
    malmo = make_organisation(session)
    sign_in("officer")
    response = client.submit(f"/organisations/{malmo.id}/edit", {"version": "x", "city": "M"})
    assert response.status_code == 422


def test_organisation_is_no_part_of_its_own_part_and_the_form_says_so(session, client, sign_in):
    group = make_organisation(session, "Group")
    part = make_organisation(session, "Part", parent_id=group.id)
    sign_in("officer")
    page = Page(client.submit(f"/organisations/{group.id}/edit", {"parent_id": str(part.id)}))
    assert page.response.status_code == 422
    assert "parent_id" in page.errors()


def test_parent_is_found_without_scripts(session, client, sign_in):
    group = make_organisation(session, "Helsinki Group")
    sign_in("officer")
    page = Page(
        client.submit(
            "/organisations/new",
            {"name": "Part", "parent_id-query": "helsnki"},
            button=("find", "parent_id"),
        )
    )
    assert page.response.status_code == 200
    assert page.soup.select_one(f'input[name=parent_id][value="{group.id}"]')
    assert page.soup.select_one("#name")["value"] == "Part"


def test_standing_is_changed_with_a_reason_and_shown(session, client, sign_in):
    malmo = make_organisation(session)
    sign_in("officer")
    path = f"/organisations/{malmo.id}/standing"
    page = Page(client.submit(path, {"standing": "suspended", "reason": ""}))
    assert (page.response.status_code, set(page.errors())) == (422, {"reason"})
    response = client.submit(path, {"standing": "suspended", "reason": "Sanctions"})
    page = client.page(response.location)
    assert "Standing: Suspended" in page.text
    assert "Sanctions" in page.text
    history = client.page(f"/organisations/{malmo.id}/history")
    assert "Reason: Sanctions" in history.text


def test_suspending_moves_active_partnerships_under_review(session, client, sign_in):
    partnership = make_active_partnership(session, PartnershipKind.CITY_AGREEMENT)
    organisation = partnership.partners[0].organisation_id
    sign_in("officer")
    client.submit(
        f"/organisations/{organisation}/standing", {"standing": "suspended", "reason": "Sanctions"}
    )
    session.expire_all()
    assert partnership.state is PartnershipState.UNDER_REVIEW


def test_record_is_verified_archived_and_restored_by_buttons(session, client, sign_in):
    malmo = make_organisation(session)
    user = sign_in("officer", name="Vera")
    path = f"/organisations/{malmo.id}"
    client.submit(path, form="/verify")
    page = client.page(path)
    assert f"Verified by {user.name} on" in page.text
    client.submit(path, form="/archive")
    page = client.page(path)
    assert "it is in no list and no picker any more" in page.text
    client.submit(path, form="/restore")
    assert "Archived on" not in client.page(path).text


def test_page_answers_whether_we_are_partners_who_owns_it_and_when_we_met(session, client, sign_in):
    owner = make_user(session, name="Olga Owner")
    malmo = make_organisation(session, country="SE")
    network = make_network(session, "Eurocities")
    make_network_member(session, network, malmo)
    make_active_partnership(session, name="Our Eurocities membership", partners=[network.id])
    make_active_partnership(
        session,
        PartnershipKind.CITY_AGREEMENT,
        name="Sisters with Malmö",
        owner=owner,
        partners=[malmo.id],
    )
    make_engagement(session, organisations=[malmo], summary="Dinner with the mayor")
    sign_in("reader")
    page = client.page(f"/organisations/{malmo.id}")
    answer = " ".join(page.soup.select_one(".lead").get_text().split())
    assert answer.startswith("Partner Sisters with Malmö (")
    assert "Active)." in answer
    assert "Owner: Olga Owner." in answer
    assert "Last met on" in answer
    assert "2026" in answer
    assert "Shared networks: Eurocities." in answer
    assert "Dinner with the mayor" in page.soup.select_one("#timeline").get_text()


def test_page_of_a_stranger_says_so_and_tells_what_to_do(session, client, sign_in):
    malmo = make_organisation(session)
    sign_in("officer")
    page = client.page(f"/organisations/{malmo.id}")
    for text in (
        "Not a partner No meeting is logged.",
        "Propose a partnership",
        "Log the next meeting",
        "Add whom you met",
        "It is in no list of members",
    ):
        assert text in page.text


def test_reader_is_offered_no_changes(session, client, sign_in):
    malmo = make_organisation(session)
    make_network_member(session, make_network(session), malmo)
    make_contact(session, malmo, "Berg")
    sign_in("reader")
    page = client.page(f"/organisations/{malmo.id}")
    assert page.forms() == []
    paths = [a["href"] for a in page.soup.select("main a")]
    assert not [path for path in paths if path.endswith(("/edit", "/new", "/standing"))]


def test_page_lists_people_there_now_and_formerly(session, client, sign_in):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    make_contact(session, malmo, "Berg", role="Director")
    moved = make_contact(session, malmo, "Holm", role="Mayor")
    services.move_job(
        session,
        moved,
        {"organisation_id": lund.id, "started_on": date(2026, 10, 1)},
        actor=SYSTEM,
    )
    sign_in("reader")
    people = client.page(f"/organisations/{malmo.id}").soup.select_one("#people")
    assert [th.get_text().strip() for th in people.select("tbody th")] == ["Berg"]
    assert "Holm, Mayor" in " ".join(people.select_one("ul").get_text().split())


def test_older_engagements_are_a_link_away(session, client, sign_in, monkeypatch):
    malmo = make_organisation(session)
    for day in range(1, 24):
        make_engagement(
            session, organisations=[malmo], starts_on=date(2026, 9, day), summary=f"Talk {day:02}"
        )
    sign_in("reader")
    page = client.page(f"/organisations/{malmo.id}")
    assert "Talk 23" in page.text
    assert "Talk 13" not in page.text
    older = page.soup.find("a", string="Show older")["href"]
    page = client.page(older)
    assert "Talk 13" in page.text
    assert "Talk 23" not in page.text


def test_first_members_stand_on_the_page_of_a_network(session, client, sign_in):
    network = make_network(session)
    for n in range(27):
        make_network_member(session, network, make_organisation(session, f"City {n:02}"))
    sign_in("reader")
    page = client.page(f"/organisations/{network.id}")
    members = [li.get_text().strip() for li in page.soup.select("#members li")]
    assert members == [f"City {n:02}" for n in range(25)]
    assert page.soup.select_one(f'#members p a[href="/organisations/{network.id}/members"]')


def test_member_is_added_corrected_and_leaves(session, client, sign_in):
    network, malmo = make_network(session), make_organisation(session)
    sign_in("contributor")
    path = f"/organisations/{network.id}/members/new"
    data = {"member_id": str(malmo.id), "joined_year": "1999", "source": "Their page"}
    assert client.submit(path, data).status_code == 302
    (membership,) = queries.list_networks_of(session, malmo.id)
    assert (membership.joined_year, membership.source) == (1999, "Their page")
    again = Page(client.submit(path, data))
    assert (again.response.status_code, set(again.errors())) == (422, {"member_id"})
    edit = f"/organisations/memberships/{membership.id}/edit"
    wrong = Page(client.submit(edit, {"left_on": "1.1.1990"}))
    assert (wrong.response.status_code, set(wrong.errors())) == (422, {"left_on"})
    assert client.submit(edit, {"left_on": "1.1.2020"}).location == f"/organisations/{malmo.id}"
    assert "City of Malmö" in client.page(f"/organisations/{network.id}/members?former=1").text


FIELDS = [
    "name", "kind", "country", "website", "pic", "vat", "ror", "wikidata", "latitude", "longitude",
    "former_names", "peer_from", "parent_id", "evidence_on", "description", "create_anyway",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_what_was_typed_into_every_field_is_still_there(client, sign_in, value):
    sign_in("contributor")
    page = Page(send(client, "/organisations/new", dict.fromkeys(FIELDS, value)))
    assert page.response.status_code == 422
    assert page.errors()
    for field in FIELDS:
        box = page.soup.select_one(f"input#{field}[type=text], textarea#{field}")
        if box is not None:
            assert same(box.get_text() if box.name == "textarea" else box["value"], value), field


@pytest.mark.parametrize("field", FIELDS)
def test_no_input_in_one_field_breaks_the_form(client, sign_in, field):
    sign_in("contributor")
    for number, value in enumerate(TRICKY):
        data = {**NEW, "name": f"Organisation {number}", field: value}
        assert send(client, "/organisations/new", data).status_code in (302, 422), value


@pytest.mark.parametrize("number", ["0", "999999", str(2**31), "-1", "x", "1e3"])
def test_number_of_no_organisation_is_not_found(client, sign_in, number):
    sign_in("manager")
    for path in ("", "/edit", "/history", "/members", "/standing"):
        assert client.get(f"/organisations/{number}{path}").status_code == 404


@pytest.mark.parametrize("kind", [OrganisationKind.CITY, OrganisationKind.CITY_NETWORK])
def test_page_costs_at_most_nine_statements_however_much_there_is(
    session, client, sign_in, count_statements, kind
):
    sign_in("officer")
    costs = []
    for number in (1, 30):
        one = make_organisation(session, f"Subject {number}", kind=kind)
        network = make_network(session, f"Network {number}")
        make_network_member(session, network, one)
        for n in range(number):
            make_contact(session, one)
            make_network_member(session, one, make_organisation(session, f"M {number} {n}"))
            make_engagement(session, organisations=[one])
        make_active_partnership(session, partners=[one.id])
        session.flush()
        path = f"/organisations/{one.id}"
        with count_statements() as statements:
            client.page(path)
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 9


def test_adding_an_organisation_costs_at_most_fifteen_statements(
    session, client, sign_in, count_statements
):
    sign_in("officer")
    make_organisation(session, "City of Lund", country="SE")
    names = {"name_fi": "Malmön kaupunki", "former_names": "Malmoge\nMalmø"}
    with count_statements() as statements:
        assert client.post("/organisations/new", {**NEW, **names}).status_code == 302
    assert len(statements) <= 15


@pytest.mark.parametrize("role", list(Role))
def test_everybody_sees_an_organisation_and_its_history(session, client, sign_in, role):
    malmo = make_organisation(session)
    sign_in(role)
    assert client.page(f"/organisations/{malmo.id}").heading == "City of Malmö"
    assert "Organisation added" in client.page(f"/organisations/{malmo.id}/history").text


def test_picker_finds_no_archived_organisation(session):
    malmo = make_organisation(session)
    services.archive_organisation(session, malmo, actor=SYSTEM)
    assert suggest(session, "malmo", EVERYTHING, kinds=("organisation",)) == []
