"""What a record lacks: the page and the list say the same."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.permissions import EVERYTHING
from app.organisations import queries, rules
from app.organisations.rules import Lack
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_active_partnership

TODAY = date(2026, 11, 2)


def stamp(session, record, **values):
    table = type(record).__table__
    session.execute(table.update().where(table.c.id == record.id).values(**values))


def test_organisations_in_the_worklist_lack_what_their_pages_say(session):
    whole = make_organisation(session, "Whole", country="SE", verified_on=date(2026, 1, 1))
    make_contact(session, whole)
    stamp(session, whole, last_engaged_on=date(2025, 11, 2))
    bare = make_organisation(session, "Bare", country=None)
    old = make_organisation(session, "Old", country="SE", verified_on=date(2026, 1, 1))
    stamp(session, old, last_engaged_on=date(2025, 11, 1))
    session.expire_all()
    expected = {}
    for one in (whole, bare, old):
        people = queries.list_affiliations_at(session, one.id, EVERYTHING)
        expected[one.id] = set(rules.organisation_lacks(one, bool(people), TODAY))
    assert expected[whole.id] == set()
    assert expected[bare.id] == set(rules.OF_ORGANISATION)
    assert expected[old.id] == {Lack.NO_PERSON, Lack.QUIET}
    for lack in rules.OF_ORGANISATION:
        rows = queries.organisations_lacking(
            queries.select_organisation_rows(), lack, EVERYTHING, TODAY
        )
        found = {row.id for row in session.execute(rows)} & set(expected)
        assert found == {number for number, lacks in expected.items() if lack in lacks}


def test_contacts_in_the_worklist_lack_what_their_pages_say(session):
    city = make_organisation(session)
    whole = make_contact(session, city, email="a@malmo.se", last_verified_on=date(2026, 1, 1))
    stamp(session, whole, last_engaged_on=date(2026, 1, 1))
    bare = make_contact(session)
    stale = make_contact(session, city, email="b@malmo.se", last_verified_on=date(2025, 11, 1))
    session.expire_all()
    expected = {}
    for one in (whole, bare, stale):
        contact = queries.get_contact(session, one.id, EVERYTHING)
        expected[one.id] = set(rules.contact_lacks(contact, TODAY))
    assert expected[whole.id] == set()
    assert expected[bare.id] == {Lack.UNVERIFIED, Lack.NO_WORK, Lack.NO_EMAIL, Lack.QUIET}
    assert expected[stale.id] == {Lack.STALE, Lack.QUIET}
    for lack in rules.OF_CONTACT:
        rows = queries.contacts_lacking(queries.select_contact_rows(EVERYTHING), lack, TODAY)
        found = {row.id for row in session.execute(rows)} & set(expected)
        assert found == {number for number, lacks in expected.items() if lack in lacks}


@pytest.mark.parametrize("path", ["/organisations", "/contacts"])
def test_worklist_is_a_filter_of_the_list(client, session, sign_in, path):
    sign_in("officer")
    for lack in (*rules.OF_ORGANISATION, *rules.OF_CONTACT):
        assert client.get(f"{path}?lacks={lack}").status_code == 200


def test_home_counts_what_the_partners_of_mine_lack_and_leads_to_just_these(
    client, session, sign_in, count_statements
):
    me = sign_in("officer")
    bare, whole, other = (
        make_organisation(session, name, verified_on=day)
        for name, day in (("Bare", None), ("Whole", TODAY), ("Other", None))
    )
    make_contact(session, whole, email="a@b.example", last_verified_on=TODAY)
    stamp(session, whole, last_engaged_on=TODAY)
    make_active_partnership(session, owner=me, partners=[whole.id])
    session.flush()
    with count_statements() as nothing:
        client.get("/")
    make_contact(session, bare, given_name="Stale", last_verified_on=date(2025, 1, 1))
    make_active_partnership(session, deputy_id=me.id, partners=[bare.id])
    make_active_partnership(session, partners=[other.id])
    session.flush()
    with count_statements() as statements:
        page = client.page("/")
    assert len(nothing) == len(statements) <= 12
    lines = {
        " ".join(link.get_text().split()): str(link["href"])
        for link in page.soup.select("section:has(#lacks) .what a, #lacks .what a")
    }
    assert lines == {
        "Organisations: never verified": "/organisations?lacks=unverified&care=1",
        "Organisations: no engagement in 12 months": "/organisations?lacks=quiet&care=1",
        "Contacts: verified more than 12 months ago": "/contacts?lacks=stale&care=1",
        "Contacts: no e-mail address": "/contacts?lacks=no_email&care=1",
    }
    assert "1 partner of mine" in page.text
    for address, name in zip(lines.values(), ("Bare", "Bare", "Stale", "Stale"), strict=True):
        listed = client.page(address).soup.select("table tbody tr")
        assert [name in row.get_text() for row in listed] == [True], address
