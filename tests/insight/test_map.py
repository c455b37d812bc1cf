"""The map of partners: what a circle counts, where it leads, and to whom it shows."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import maps
from app.core.db import Visibility
from app.core.permissions import Role
from app.core.regions import COUNTRIES
from app.core.session import Session
from app.insight.atlas import EUROPE
from app.partnerships.models import PartnershipKind
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area

# Small enough that no shape of the base map is theirs alone.
UNDRAWN = {"SJ", "GI"}


def with_partners(session: Session, *partners: Any, **values: Any) -> Any:
    return make_partnership(session, exists=True, partners=[p.id for p in partners], **values)


def rows(page: Page) -> list[list[str]]:
    """Country (without its partners' names), partners, partnerships."""
    found = []
    for row in page.soup.select("#table tbody tr"):
        row.find("small").extract()
        found.append([cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])])
    return found


def circles(page: Page, key: str) -> dict[str, str]:
    """Label → where it leads."""
    return {a["aria-label"]: a["href"] for a in page.soup.select(f"#map-{key} svg a")}


@pytest.fixture
def three_cities(session: Session) -> None:
    malmo = make_organisation(session, "City of Malmö", country="SE")
    lund = make_organisation(session, "City of Lund", country="SE")
    tokyo = make_organisation(session, "Tokyo", country="JP")
    ourselves = make_organisation(session, "City of Helsinki", city="Helsinki", country="FI")
    with_partners(session, malmo, lund, ourselves)
    with_partners(session, malmo, tokyo, kind=PartnershipKind.COOPERATION)
    with_partners(session, make_organisation(session, "Somewhere"))


def test_a_circle_counts_partners_and_leads_to_their_partnerships(
    client: AuditedClient, session: Session, sign_in: SignIn, three_cities: None
) -> None:
    sign_in(Role.READER)
    page = client.page("/map")
    assert rows(page) == [
        ["Sweden", "2", "2"],
        ["Japan", "1", "1"],
        ["No country recorded", "1", "1"],
    ]
    assert "3 partners in 2 countries. 1 has no country recorded." in page.text
    swedish = "/partnerships?state=in_effect&country=SE"
    assert circles(page, "europe") == {"Sweden: 2 partners": swedish}
    assert circles(page, "world") == {
        "Europe: 2 partners": "#map-europe",
        "Japan: 1 partner": "/partnerships?state=in_effect&country=JP",
    }
    assert len(client.page(swedish).soup.select("table.list tbody tr")) == 2


def test_it_is_narrowed_as_the_list_is(
    client: AuditedClient, session: Session, sign_in: SignIn, three_cities: None
) -> None:
    sign_in(Role.READER)
    area = make_focus_area(session)
    oslo = make_organisation(session, "Oslo", country="NO")
    with_partners(session, oslo, focus_areas=[area.id])
    make_partnership(session, partners=[make_organisation(session, "Riga", country="LV").id])

    assert rows(client.page(f"/map?focus_area={area.id}")) == [["Norway", "1", "1"]]
    assert ["Japan", "1", "1"] in rows(client.page("/map?kind=cooperation"))
    assert rows(client.page("/map?state=proposed")) == [["Latvia", "1", "1"]]
    everything = [row[0] for row in rows(client.page("/map?state="))]
    assert {"Latvia", "Norway", "Sweden"} <= set(everything)
    assert "Nothing matches these filters" in client.page("/map?state=ended").text
    assert rows(client.page("/map?kind=nonsense")) == rows(client.page("/map"))


def test_what_may_not_be_seen_is_in_no_number_and_no_name(
    client: AuditedClient, session: Session, sign_in: SignIn, three_cities: None
) -> None:
    secret = make_organisation(session, "Vaduz", country="LI")
    with_partners(session, secret, visibility=Visibility.RESTRICTED)
    for role, seen in ((Role.READER, False), (Role.MANAGER, True)):
        sign_in(role)
        page = client.page("/map")
        assert ("Liechtenstein" in page.text) is seen
        assert ("Vaduz" in client.get("/map?format=csv").text) is False
        assert ("Liechtenstein" in client.get("/map?format=csv").text) is seen


def test_it_names_three_partners_of_a_country_and_counts_the_rest(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in(Role.READER)
    names = ["Aarhus", "Billund", "Copenhagen", "Dragør", "Esbjerg"]
    with_partners(session, *(make_organisation(session, n, country="DK") for n in reversed(names)))
    named = client.page("/map").soup.select_one("#table tbody small")
    assert [a.text for a in named.find_all("a")] == names[:3]
    assert "and 2 more" in named.text


def test_the_statements_do_not_grow(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    sign_in(Role.READER)
    with count_statements() as empty:
        client.page("/map")
    for code in ("AT", "BE", "CZ", "DE"):
        with_partners(session, make_organisation(session, f"City in {code}", country=code))
    with count_statements() as full:
        client.page("/map")
    assert len(full) == len(empty) <= 6


def test_every_country_of_europe_has_its_place_on_both_maps() -> None:
    europe, world = maps.base_map("europe"), maps.base_map("world")
    assert europe is not None
    assert world is not None
    for region, codes in COUNTRIES.items():
        for code in set(codes) - UNDRAWN:
            if region in EUROPE:
                x, y = europe.places[code]
                assert 0 <= x <= europe.width
                assert 0 <= y <= europe.height
    assert {"FI", "JP", "US", "BR", "ZA", "SG", "XK"} <= world.places.keys()


def test_without_the_static_files_the_table_is_there(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    three_cities: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
) -> None:
    sign_in(Role.READER)
    monkeypatch.setattr(maps, "FOLDER", tmp_path)
    maps.base_map.cache_clear()
    try:
        page = client.page("/map")
    finally:
        maps.base_map.cache_clear()
    assert rows(page)
    assert not page.soup.select("figure")


def test_the_area_of_a_circle_tells_the_number() -> None:
    assert maps.radius(40, 40) == maps.MOST
    assert maps.radius(10, 40) == maps.MOST / 2
    assert maps.radius(1, 1000) == maps.LEAST
