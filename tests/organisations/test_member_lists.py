"""Lists of members: how a row finds its organisation, what is loaded, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from app.core.audit import SYSTEM, Change
from app.core.errors import Refused
from app.organisations import queries, rules, services
from app.organisations.models import AliasKind, NetworkMember, OrganisationKind
from app.organisations.rules import Known, Unmatched
from tests.factories.organisations import make_network, make_network_member, make_organisation

TODAY = date(2026, 11, 2)
HEAD = "network,member_as_listed,country_code,member_status,entity_type,year_joined,collected_year"
CITY = OrganisationKind.CITY
REGISTER = rules.Register(
    [
        Known(1, CITY, "FI", ("City of Helsinki", "Helsinki", "Helsingfors")),
        Known(2, CITY, "SE", ("City of Stockholm",)),
        Known(3, CITY, "NL", ("Amsterdam", "Gemeente Amsterdam")),
        Known(4, CITY, "ES", ("Barcelona",)),
        Known(5, OrganisationKind.REGION, "ES", ("Province of Barcelona",)),
        Known(6, CITY, "GR", ("Athens",)),
        Known(7, CITY, "DE", ("Frankfurt",)),
        Known(8, CITY, "DE", ("City of Frankfurt",)),
    ]
)


def read(*rows, on=None):
    return rules.read_listed([HEAD, *rows], TODAY, on)


@pytest.mark.parametrize(
    ("name", "country", "entity", "found"),
    [
        ("HELSINGFORS STAD", "FI", "City", 1),
        ("Tukholma", "SE", "Municipality", 2),
        ("Stockholm", "FI", "City", Unmatched.UNKNOWN),
        ("Stad Amsterdam", "NL", "Municipal Authority", 3),
        ("Barcelona (ciudad)", "ES", "City", 4),
        ("Barcelone", "ES", "", 4),
        ("Barcelona", "ES", "Region", Unmatched.UNKNOWN),
        ("Province of Barcelona", "ES", "County Authority", 5),
        ("Diputación de Barcelona", "ES", "City", Unmatched.UNKNOWN),
        ("Athènes", "EL", "City", 6),
        ("Frankfurt", "DE", "City", Unmatched.SEVERAL),
        ("Helsinki", "ES/PT", "City", Unmatched.NO_COUNTRY),
    ],
)
def test_row_means_the_one_organisation_of_its_country_and_name(name, country, entity, found):
    (row,) = read(f"N,{name},{country},Member,{entity},,2016")
    assert REGISTER.find(row) == found


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "lacks these columns: network, country_code"),
        (["network,city,country_code", "N,Oslo,NO"], "as_of / collected_year"),
        ([HEAD], "no rows"),
        ([HEAD, ",Oslo,NO,,,,2016"], "Row 2"),
        ([HEAD, "N,Oslo,NO,,,,2016", "N,Oslo,NO,,,,soon"], "Row 3: “soon”"),
        ([HEAD, "N,Oslo,NO,,,,2027"], "“2027”"),
        ([HEAD, "N,Oslo,NO,,,20x6,2016"], "“20x6” is no year"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_its_row(lines, told):
    with pytest.raises(Refused, match=told.replace("/", ".")):
        rules.read_listed(lines, TODAY)


def test_year_stands_as_its_last_day_and_a_given_day_wins():
    assert read("N,Oslo,NO,,,,2016")[0].day == date(2016, 12, 31)
    assert read("N,Oslo,NO,,,,2026")[0].day == TODAY
    assert read("N,Oslo,NO,,,,2024-02")[0].day == date(2024, 2, 29)
    assert read("N,Oslo,NO,,,,2016", on=date(2017, 3, 1))[0].day == date(2017, 3, 1)


@pytest.fixture
def register(session):
    """A network and two cities, by what they are called here."""
    return {
        "network": make_network(session, "Union of Capitals", acronym="UCUE"),
        "oslo": make_organisation(session, "City of Oslo", country="NO"),
        "tallinn": make_organisation(
            session, "Tallinn", country="EE", aliases=[("Reval", AliasKind.FORMER)]
        ),
    }


def load(session, *rows, **options):
    options = {"source": "Research", **options}
    return services.load_member_lists(session, read(*rows), actor=SYSTEM, **options)


OSLO, REVAL = "UCUE,Oslo,NO,Full member,City,1991,2016", "UCUE,Reval,EE,,City,,2016"


def test_loading_again_changes_nothing_and_tells_what_was_not_matched(session, register):
    rows = OSLO, REVAL, "UCUE,Riga,LV,,City,,2016", "UCUE,Oslo,NO,Former Member,City,,2016"
    (first,) = load(session, *rows, is_complete=True)
    assert (first.added, [why for _row, why in first.unmatched]) == (
        2,
        [Unmatched.UNKNOWN, Unmatched.FORMER],
    )
    described = queries.get_member_list(session, register["network"].id)
    assert (described.is_complete, described.names_listed, described.names_unknown) == (True, 3, 1)
    told = session.scalar(sa.select(sa.func.count(Change.id)))
    (again,) = load(session, *rows)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert session.scalar(sa.select(sa.func.count(Change.id))) == told
    assert described.is_complete


def test_older_list_undoes_nothing_and_a_newer_one_tells_who_is_gone(session, register):
    load(session, OSLO, REVAL, is_complete=True)
    (older,) = load(session, OSLO.replace(",2016", ",2015"))
    assert older.older_than == date(2016, 12, 31)
    (newer,) = load(session, OSLO.replace(",2016", ",2018"))
    assert (newer.changed, [one.member_id for one in newer.gone]) == (1, [register["tallinn"].id])
    # Nobody has said of the newer one that it is complete.
    assert not queries.get_member_list(session, register["network"].id).is_complete


def test_member_that_has_left_since_stays_out(session, register):
    gone = make_network_member(
        session, register["network"], register["oslo"], left_on=date(2019, 1, 1)
    )
    load(session, OSLO)
    assert gone.left_on == date(2019, 1, 1)
    load(session, OSLO.replace(",2016", ",2020"))
    assert gone.left_on is None


def test_unknown_network_is_refused_left_out_or_added(session, register):
    row = "Eurotowns,Oslo,NO,,City,,2018"
    with pytest.raises(Refused, match="Eurotowns"):
        load(session, OSLO, row)
    assert not session.scalars(sa.select(NetworkMember)).all()
    (_known, skipped) = load(session, OSLO, row, strange=services.Strange.SKIP)
    assert skipped.is_unknown
    (_known, added) = load(session, OSLO, row, strange=services.Strange.ADD)
    assert added.added == 1


def test_acronym_of_a_body_that_is_no_city_network_means_nothing(session, register):
    kind = OrganisationKind.INTERNATIONAL_ORGANISATION
    make_organisation(session, "World Health Organization", acronym="WHO", kind=kind)
    with pytest.raises(Refused, match="WHO"):
        load(session, "WHO,Oslo,NO,,City,,2016")


def test_command_loads_and_reports_or_refuses_whole(app, session, tmp_path):
    invoke = app.test_cli_runner().invoke
    make_network(session, "Union of Capitals", acronym="UCUE")
    make_organisation(session, "City of Oslo", country="NO")
    session.flush()
    file, report = tmp_path / "lists.csv", tmp_path / "report.csv"
    file.write_text(f"{HEAD}\n{OSLO}\nUCUE,Riga,LV,,City,,2016\n", encoding="utf-8")
    done = invoke(args=["load-network-members", str(file), "--report", str(report)])
    assert done.exit_code == 0, done.output
    assert "new 1, changed 0, unchanged 0, not matched 1" in done.output
    assert "3,UCUE,Riga,LV" in report.read_text(encoding="utf-8-sig")
    for broken in ("Strange,Oslo,NO,,City,,2016", "UCUE,Oslo,NO,,City,,soon"):
        file.write_text(f"{HEAD}\n{REVAL}\n{broken}\n", encoding="utf-8")
        refused = invoke(args=["load-network-members", str(file)])
        assert refused.exit_code == 1
        assert "Nothing was loaded" in refused.output
    session.expire_all()
    assert len(session.scalars(sa.select(NetworkMember)).all()) == 1


def test_list_is_described_by_a_form_and_completeness_needs_its_evidence(
    session, client, sign_in, register
):
    sign_in("contributor")
    url = f"/organisations/{register['network'].id}/member-list"
    form = {"version": "0", "is_complete": "y", "source": "ucue.org", "coverage": ""}
    refused = client.post(url, data=form)
    assert refused.status_code == 422
    assert "needs its source and its date" in refused.text
    assert client.post(url, data={**form, "listed_on": "1.10.2026"}).status_code == 302
    page = client.get(f"/organisations/{register['network'].id}/members").text
    assert "complete: who is missing is not a member" in page
    # Somebody who opened the form before sees that it was saved meanwhile.
    assert client.post(url, data={**form, "listed_on": "1.9.2026"}).status_code == 409
    assert client.get(f"/organisations/{register['oslo'].id}/member-list").status_code == 404
