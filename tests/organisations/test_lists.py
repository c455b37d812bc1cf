"""The lists of organisations, members and contacts: each filter, each order, export, cost."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.permissions import Role
from app.organisations import lists, services
from app.organisations.models import OrganisationKind, Standing
from tests.factories.organisations import (
    make_contact,
    make_network,
    make_network_member,
    make_organisation,
)
from tests.factories.users import make_unit, make_user

TODAY = date(2026, 11, 2)
YESTERDAY = TODAY - timedelta(days=1)
LISTS = ["/organisations", "/contacts"]


def names(page):
    """What stands in the first cell of each row."""
    return [" ".join(cell.get_text().split()) for cell in page.soup.select("tbody th")]


def set_last_engaged(session, record, day):
    table = type(record).__table__
    session.execute(table.update().where(table.c.id == record.id).values(last_engaged_on=day))


@pytest.fixture
def cities(session):
    """Three cities and a company that differ in all that can be asked for."""
    malmo = make_organisation(
        session, "City of Malmö", country="SE", peer_from=YESTERDAY, city="Malmö"
    )
    lodz = make_organisation(session, "Łódź", country="PL", influencer_from=YESTERDAY)
    aarhus = make_organisation(session, "Aarhus", peer_from=date(2020, 1, 1), peer_to=YESTERDAY)
    acme = make_organisation(session, "Acme", kind=OrganisationKind.COMPANY, country="SE")
    services.set_standing(session, acme, Standing.CAUTION, "Look out", actor=SYSTEM)
    set_last_engaged(session, malmo, date(2026, 5, 1))
    set_last_engaged(session, lodz, date(2026, 6, 1))
    return malmo, lodz, aarhus, acme


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Aarhus", "Acme", "City of Malmö", "Łódź"]),
        ("?kind=company", ["Acme"]),
        ("?country=SE", ["Acme", "City of Malmö"]),
        ("?standing=caution", ["Acme"]),
        ("?standing=normal", ["Aarhus", "City of Malmö", "Łódź"]),
        ("?flag=peer", ["City of Malmö"]),
        ("?flag=influencer", ["Łódź"]),
        ("?q=lodz", ["Łódź"]),
        ("?q=mlamo", ["City of Malmö"]),
        ("?country=SE&kind=city", ["City of Malmö"]),
        ("?kind=nonsense&flag=7&standing=x&country=QQ", None),
    ],
)
def test_organisations_are_narrowed_by_each_filter(client, sign_in, cities, query, expected):
    sign_in("reader")
    every = ["Aarhus", "Acme", "City of Malmö", "Łódź"]
    assert names(client.page("/organisations" + query)) == (every if expected is None else expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Aarhus", "Acme", "City of Malmö", "Łódź"]),
        ("-name", ["Łódź", "City of Malmö", "Acme", "Aarhus"]),
        ("kind", ["City of Malmö", "Łódź", "Aarhus", "Acme"]),
        ("country", ["Łódź", "City of Malmö", "Acme", "Aarhus"]),
        ("-last_engaged_on", ["Łódź", "City of Malmö", "Acme", "Aarhus"]),
        ("last_engaged_on", ["City of Malmö", "Łódź", "Aarhus", "Acme"]),
        ("nonsense", ["Aarhus", "Acme", "City of Malmö", "Łódź"]),
    ],
)
def test_organisations_are_sorted_and_unknown_values_come_last(
    client, sign_in, cities, sort, expected
):
    sign_in("reader")
    assert names(client.page(f"/organisations?sort={sort}")) == expected


def test_archived_organisations_stand_in_a_list_of_their_own(session, client, sign_in, cities):
    services.archive_organisation(session, cities[0], actor=SYSTEM)
    sign_in("reader")
    assert "City of Malmö" not in names(client.page("/organisations"))
    archived = client.page("/organisations?archived=1")
    assert (archived.heading, names(archived)) == ("Archived organisations", ["City of Malmö"])


def test_rows_say_what_is_demonstration_and_what_is_verified(session, client, sign_in):
    make_organisation(session, "One", is_demonstration=True)
    services.verify_organisation(session, make_organisation(session, "Two"), actor=SYSTEM)
    make_organisation(session, "Zero")
    sign_in("reader")
    page = client.page("/organisations")
    tags = [row.select("td")[-1].get_text() for row in page.soup.select("tbody tr")]
    assert tags == ["Demonstration", "Verified", "Unverified"]


@pytest.fixture
def people(session):
    """Three contacts that differ in all that can be asked for."""
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    berg = make_contact(
        session, malmo, "Berg", given_name="Anna", languages="sv en", last_verified_on=YESTERDAY
    )
    abel = make_contact(session, lund, "Abel", role="Mayor", last_verified_on=TODAY)
    moved = make_contact(session, malmo, "Öberg", languages="fi")
    services.move_job(
        session, moved, {"organisation_id": lund.id, "started_on": TODAY}, actor=SYSTEM
    )
    set_last_engaged(session, berg, YESTERDAY)
    return berg, abel, moved


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Abel", "Berg, Anna", "Öberg"]),
        ("?q=anna", ["Berg, Anna"]),
        ("?language=sv", ["Berg, Anna"]),
        ("?language=fi", ["Öberg"]),
        ("?organisation=malmo", ["Berg, Anna"]),
        ("?organisation=Lund", ["Abel", "Öberg"]),
        ("?organisation=nowhere", []),
        ("?sort=-name", ["Öberg", "Berg, Anna", "Abel"]),
        ("?sort=last_engaged_on", ["Berg, Anna", "Abel", "Öberg"]),
        ("?sort=-last_verified_on", ["Abel", "Berg, Anna", "Öberg"]),
    ],
)
def test_contacts_are_narrowed_and_sorted(client, sign_in, people, query, expected):
    sign_in("reader")
    assert names(client.page("/contacts" + query)) == expected


def test_contact_row_shows_the_present_role_and_organisation(client, sign_in, people):
    sign_in("reader")
    rows = [
        [cell.get_text() for cell in row.select("td")]
        for row in client.page("/contacts").soup.select("tbody tr")
    ]
    assert [row[:2] for row in rows] == [
        ["Mayor", "City of Lund"],
        ["", "City of Malmö"],
        ["", "City of Lund"],
    ]


def test_archived_contacts_stand_in_a_list_of_their_own(session, client, sign_in, people):
    services.archive_contact(session, people[0], actor=SYSTEM)
    sign_in("reader")
    assert names(client.page("/contacts")) == ["Abel", "Öberg"]
    assert names(client.page("/contacts?archived=1")) == ["Berg, Anna"]


def test_restricted_contact_is_in_no_list_count_or_export_of_others(session, client, sign_in):
    unit = make_unit(session)
    make_contact(session, None, "Berg", visibility=Visibility.RESTRICTED, unit_id=unit.id)
    sign_in("contributor")
    assert "No contact is in the register yet" in client.page("/contacts").text
    assert "Berg" not in client.get("/contacts?format=csv").get_data(as_text=True)
    sign_in("contributor", unit)
    assert names(client.page("/contacts")) == ["Berg"]


@pytest.fixture
def network(session):
    """A network with a member of each country, one of which has left."""
    network = make_network(session, "C40")
    malmo = make_organisation(session, country="SE")
    oulu = make_organisation(session, "City of Oulu", country="FI")
    turku = make_organisation(session, "City of Turku", country="FI")
    make_network_member(session, network, malmo, joined_year=2005, status="Full")
    make_network_member(session, network, oulu)
    make_network_member(session, network, turku, left_on=YESTERDAY)
    make_network_member(session, make_network(session, "U20"), malmo, status="Observer")
    return network


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["City of Malmö", "City of Oulu"]),
        ("?country=FI", ["City of Oulu"]),
        ("?kind=company", []),
        ("?member=mlamö", ["City of Malmö"]),
        ("?former=1", ["City of Turku"]),
        ("?sort=-country", ["City of Malmö", "City of Oulu"]),
    ],
)
def test_members_of_a_network_are_its_own(client, sign_in, network, query, expected):
    sign_in("reader")
    page = client.page(f"/organisations/{network.id}/members{query}")
    assert names(page) == expected
    assert "Observer" not in page.text
    assert "C40" in page.heading


@pytest.mark.parametrize("url", LISTS)
def test_export_equals_the_page(client, sign_in, cities, people, url):
    sign_in("reader")
    page = client.page(url + "?sort=-name")
    heads = [" ".join(th.get_text().split()) for th in page.soup.select("thead th")]
    shown = [
        [" ".join(cell.get_text().split()) for cell in row.select("th, td")]
        for row in page.soup.select("tbody tr")
    ]
    text = client.get(url + "?sort=-name&format=csv").get_data(as_text=True)
    exported = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    dated = [i for i, head in enumerate(heads) if head.startswith("Last")]
    assert exported[0] == heads
    for row, line in zip(shown, exported[1:], strict=True):
        for place, (cell, value) in enumerate(zip(row, line, strict=True)):
            assert bool(cell) == bool(value) if place in dated else cell == value


@pytest.mark.parametrize("url", LISTS)
def test_list_is_closed_to_visitors(session, client, url):
    make_user(session)
    response = client.get(url)
    assert response.status_code == 302
    assert "/sign-in" in response.location


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("url", LISTS)
def test_list_is_open_to_every_role(client, sign_in, role, url):
    sign_in(role)
    page = client.page(url)
    offers = [a.get_text() for a in page.soup.select(".page-actions a")]
    assert bool(offers) is (role is not Role.READER)


def fill(session, number):
    """As many of everything as the number says, joined to one another."""
    network = make_network(session, f"Network {number}")
    for n in range(number):
        city = make_organisation(session, f"City {number} {n}", country="FI", city="Here")
        make_contact(session, city, f"Person {n}")
        make_network_member(session, network, city)
    return network


@pytest.mark.parametrize("query", ["?", "?q=city", "?q=person", "?organisation=city&language=fi"])
@pytest.mark.parametrize("url", [*LISTS, "members"])
def test_list_costs_as_much_for_thirty_rows_as_for_one(
    session, client, sign_in, count_statements, url, query
):
    sign_in("officer")
    costs = []
    for number in (1, 30):
        network = fill(session, number)
        session.flush()
        path = f"/organisations/{network.id}/members" if url == "members" else url
        with count_statements() as statements:
            client.page(path + query)
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 6


def test_fifty_rows_stay_light(session, client, sign_in):
    sign_in("officer")
    fill(session, 50)
    for url in LISTS:
        assert len(client.get(url).data) < 36_000


def test_every_page_of_a_long_list_is_reached_once_in_both_directions(
    session, client, sign_in, monkeypatch
):
    monkeypatch.setattr("app.core.lists.declared.PAGE", 2)
    for n in range(5):
        make_organisation(session, f"City {n}", kind=list(OrganisationKind)[n % 2])
    sign_in("reader")
    for sort in ("name", "-kind", "last_engaged_on", "country"):
        seen, path = [], f"/organisations?sort={sort}"
        while path:
            page = client.page(path)
            seen += names(page)
            link = page.soup.select_one("#page-next")
            path = link["href"] if link else None
        assert sorted(seen) == [f"City {n}" for n in range(5)], sort


def test_declared_lists_name_columns_people_can_sort_by():
    assert list(lists.ORGANISATIONS.sorts) == ["name", "kind", "country", "last_engaged_on"]
    assert list(lists.CONTACTS.sorts) == ["name", "last_engaged_on", "last_verified_on"]
