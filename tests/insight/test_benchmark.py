"""The benchmark: what a blank means, what we share, and nothing that may not be seen."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.permissions import EVERYTHING, Viewer
from app.core.session import Session
from app.insight.benchmark import Answer, Benchmark, Show, benchmark, columns
from app.organisations import services
from app.partnerships.models import Participation, PartnershipKind
from tests.client import AuditedClient
from tests.conftest import CountStatements, SignIn
from tests.factories.organisations import make_network, make_network_member, make_organisation
from tests.factories.partnerships import make_active_partnership
from tests.factories.users import make_unit

NOBODY = Viewer(0, None, sees_restricted=False)


@pytest.fixture
def world(session: Session) -> dict[str, Any]:
    """Oslo and Tallinn are peers; we are in A (a complete list), in B (an unknown one) and, unseen
    by most, in C."""
    found: dict[str, Any] = {
        city: make_organisation(session, city, peer_from=date(2020, 1, 1), country=country)
        for city, country in (("Oslo", "NO"), ("Tallinn", "EE"))
    }
    for name, complete, members in (
        ("A", True, ["Oslo"]),
        ("B", False, []),
        ("C", True, ["Oslo", "Tallinn"]),
        ("D", True, ["Tallinn"]),
        ("E", True, ["Tallinn"]),
    ):
        found[name] = network = make_network(session, name)
        given = {"source": "List", "listed_on": date(2026, 1, 1), "is_complete": complete}
        services.describe_member_list(session, network.id, given, actor=SYSTEM)
        for city in members:
            make_network_member(session, network, found[city])
    _join(session, found["A"])
    _join(session, found["B"])
    unit = make_unit(session)
    _join(session, found["C"], visibility=Visibility.RESTRICTED, unit_id=unit.id)
    _join(session, found["D"], participation=Participation.PARTNER)
    _join(session, found["E"], participation=Participation.LISTED_ONLY)
    return found


def _join(session: Session, network: Any, **values: Any) -> None:
    make_active_partnership(
        session,
        **{"kind": PartnershipKind.NETWORK, "partners": [network.id],
           "participation": Participation.MEMBER, "name": f"We in {network.name}", **values},
    )  # fmt: skip


def told(found: Benchmark) -> dict[str, list[str]]:
    return {row.name: [row.ours.answer, *(cell.answer for cell in row.cells)]
            for row in found.networks}  # fmt: skip


def test_blank_is_no_member_only_where_the_list_is_complete(
    app: Flask, session: Session, world: dict[str, Any]
) -> None:
    with app.test_request_context():
        found = benchmark(session, [], Show.ALL, EVERYTHING)
    inside, out, unknown = Answer.IN, Answer.OUT, Answer.UNKNOWN
    assert told(found) == {
        "A": [inside, inside, out],
        "B": [inside, unknown, unknown],
        "C": [inside, inside, inside],
        # Cooperation is not membership.
        "D": [out, out, inside],
        # Only a list says that we are in it.
        "E": [unknown, out, inside],
    }
    tallinn = found.overlaps[1]
    assert (tallinn.both, tallinn.only_they, tallinn.only_we, tallinn.unknown) == (1, 1, 1, 1)
    assert tallinn.share == 33


def test_restricted_membership_is_in_no_cell_count_or_file_of_others(
    app: Flask, session: Session, world: dict[str, Any]
) -> None:
    with app.test_request_context():
        found = benchmark(session, [], Show.ALL, NOBODY)
        texts = [column.value(row) for row in found.networks for column in columns(found)]
    assert told(found)["C"][0] is Answer.OUT
    assert found.counts == {
        Show.ALL: 5, Show.THEIRS: 2, Show.OURS: 1, Show.SHARED: 1, Show.UNCLEAR: 1,
    }  # fmt: skip
    assert not any("We in C" in text for text in texts)


def test_page_and_file_show_the_same_for_the_cities_of_the_address(
    session: Session,
    client: AuditedClient,
    sign_in: SignIn,
    world: dict[str, Any],
    count_statements: CountStatements,
) -> None:
    sign_in("reader")
    address = f"/benchmark?city={world['Oslo'].id}&show=shared"
    with count_statements() as counted:
        page = client.get(address).text
    assert len(counted) <= 9
    assert "Tallinn" not in page
    assert "/members" in client.get("/benchmark").text
    book = load_workbook(BytesIO(client.get(f"{address}&format=xlsx").data))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert [row[0] for row in rows] == ["Network", "A"]
    assert rows[0][-1] == "Oslo"
    assert client.get("/benchmark?city=nonsense&show=other").status_code == 200
