"""The portfolio in pictures: what each shows, to whom, and what is blank."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core import clock
from app.core.audit import SYSTEM
from app.core.periods import Quarter
from app.core.permissions import Role, viewer_of
from app.core.session import Session
from app.insight import pictures
from app.insight.scope import Scope
from app.partnerships import services
from app.partnerships.models import InstrumentKind, Term
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements
from tests.factories.engagements import make_engagement
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_objective
from tests.factories.users import make_unit, make_user

KEYS = ("coverage", "priority", "cost", "timeline")


@pytest.fixture
def reader(client: AuditedClient, session: Session) -> Any:
    user = make_user(session, role=Role.READER)
    client.sign_in(session, user)
    return user


def existing(session: Session, **values: Any) -> Any:
    """In effect; each score with its reason, without which none is taken."""
    reasons = {f"{score}_reason": "Seen" for score in ("benefit", "offer") if score in values}
    return make_partnership(session, exists=True, **reasons, **values)


def rows(page: Page, number: int = 1) -> list[str]:
    table = page.soup.find(id=f"table-{number}").find("tbody")
    return [row.get_text(" ", strip=True) for row in table.find_all("tr")] if table else []


@pytest.mark.parametrize("key", KEYS)
def test_each_picture_is_drawn_without_style_and_script(
    client: AuditedClient, session: Session, reader: Any, key: str
) -> None:
    make_objective(session)
    make_focus_area(session)
    existing(session, benefit=3, offer=4, next_review_on=date(2027, 1, 15))
    page = client.page("/portfolio" if key == "coverage" else f"/portfolio/{key}")
    drawing = page.soup.find("figure").find("svg")
    assert drawing["role"] == "img"
    assert drawing.find("title").text
    assert drawing.find("desc").text
    assert not drawing.find_all(["style", "script", "a"])
    assert not [tag for tag in drawing.find_all(True) if tag.get("style") or tag.get("class")]

    file = client.get(f"/portfolio/{key}.svg")
    assert file.mimetype == "image/svg+xml"
    drawn = ElementTree.fromstring(file.text)  # noqa: S314 (what we drew ourselves)
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"


def test_empty_pictures_say_so(client: AuditedClient, reader: Any) -> None:
    assert "No partnership is scored." in client.page("/portfolio/priority").text
    assert "No membership is in effect." in client.page("/portfolio/cost").text
    assert "No date in this quarter." in client.page("/portfolio/timeline").text
    client.page("/portfolio")


def test_coverage_counts_partnerships_engagements_and_cost_and_shows_gaps(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    objective, area = make_objective(session), make_focus_area(session)
    make_focus_area(session)
    links = {"objectives": [objective.id], "focus_areas": [area.id]}
    paid = existing(session, fee_amount=Decimal(4000), travel_eur=Decimal(500), **links)
    existing(session, **links)
    make_engagement(session, starts_on=date(2026, 8, 5), partnership_id=paid.id, **links)
    make_engagement(session, starts_on=date(2026, 10, 5), partnership_id=paid.id, **links)

    table = client.page("/portfolio?quarter=2026-Q3").soup.select_one("table.matrix tbody")
    served = table.select_one("td:not(.gap) a").parent
    assert " ".join(served.text.split()) == (
        "2 partnerships 1 engagement 4,500 EUR, cost of 1 not recorded"
    )
    assert served.a["href"] == (
        f"/partnerships?objective={objective.id}&focus_area={area.id}&state=in_effect"
    )
    # The factory's framework has one objective and one focus area more.
    assert table.text.count("Gap") == 5


def test_the_drawing_of_the_coverage_tells_activity_and_cost_too(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    objective, area = make_objective(session), make_focus_area(session)
    links = {"objectives": [objective.id], "focus_areas": [area.id]}
    paid = existing(session, fee_amount=Decimal(4000), **links)
    existing(session, **links)
    make_engagement(session, starts_on=date(2026, 8, 5), partnership_id=paid.id, **links)
    drawing = client.page("/portfolio?quarter=2026-Q3").soup.find("figure").svg
    words = [word.text for word in drawing.find_all("text")]
    at = words.index("2")
    assert words[at : at + 3] == ["2", "1", "4,000 +"]


def test_a_gap_links_to_its_empty_list(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    make_objective(session)
    make_focus_area(session)
    gap = client.page("/portfolio").soup.select_one("td.gap a")
    assert client.page(gap["href"]).soup.select_one("#list table") is None


def test_paper_takes_the_drawing_its_key_and_the_same_numbers(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    existing(session, name="Scored", benefit=3, offer=4, next_review_on=date(2027, 1, 15))
    with client.application.test_request_context():
        drawn = pictures.all_on_paper(session, Quarter(2026, 4), viewer_of(reader))
        part = pictures.all_on_paper(
            session, Quarter(2026, 4), viewer_of(reader), Scope(unit_id=make_unit(session).id)
        )
    assert [one.svg.count("<svg") for one in drawn] == [1, 1, 1, 1]
    assert all(one.alt.startswith(one.title) for one in drawn)
    by_title = {one.title: one for one in drawn}
    scored = by_title["Benefit and offer"].tables[0]
    assert [text for text, _url in scored.rows[0][:5]] == ["Scored", "3", "Seen", "4", "Seen"]
    assert by_title["Terms, notice and reviews ahead"].legend[0][0].startswith("<svg")
    assert [one.title for one in part] == [one.title for one in drawn]
    assert not part[1].tables[0].rows


def test_what_is_too_much_to_draw_is_summed_up_and_a_long_table_leads_to_its_list(
    client: AuditedClient, session: Session, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("One", "Two"):
        existing(session, name=name, next_review_on=date(2027, 1, 15))
    monkeypatch.setattr("app.core.charts.drawings.MOST", 1)
    few = replace(pictures.asked({}), rows=1)
    monkeypatch.setattr("app.insight.pictures.asked", lambda _arguments: few)
    page = client.page("/portfolio/timeline")
    drawing = page.soup.find("figure").svg
    assert len(drawing.find_all("circle")) == 1
    assert drawing.find("circle").find_next("text").text == "2"
    assert "The first 1 of 2." in page.text
    assert page.soup.find("a", string="All of them as a list")["href"].endswith("state=in_effect")


def test_the_quadrant_counts_who_stands_together_and_lists_the_unscored(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    for name in ("One", "Two"):
        existing(session, name=name, benefit=5, offer=2)
    existing(session, name="Half", benefit=4)
    page = client.page("/portfolio/priority")
    bubbles = page.soup.find("figure").svg.find_all("circle")
    assert len(bubbles) == 1
    assert bubbles[0].find_next("text").text == "2"
    assert [row.split()[0] for row in rows(page)] == ["One", "Two"]
    assert rows(page, 2) == ["Half 4 Not scored No owner"]


def test_a_blank_fee_is_told_apart_from_a_fee_of_zero(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    existing(session, name="Dear", fee_amount=Decimal(9000), travel_eur=Decimal(1000))
    existing(session, name="Free", fee_amount=Decimal(0))
    blank = existing(session, name="Blank", travel_eur=Decimal(700))
    make_engagement(session, starts_on=clock.today(), partnership_id=blank.id)
    found = rows(client.page("/portfolio/cost"))
    assert [row.split()[1] for row in found] == ["Dear", "Free", "Blank"]
    assert "10,000" in found[0]
    assert found[2].split(" ", 2)[2].startswith("Not recorded Not recorded 700")
    assert found[2].endswith(" 1 –")


def test_the_timeline_shows_the_renewed_end_its_notice_and_the_review(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    term = {
        "term": Term.AUTO_RENEWING, "starts_on": date(2020, 1, 1), "ends_on": date(2021, 12, 31),
        "renewal_months": 12, "notice_months": 3,
    }  # fmt: skip
    existing(session, name="Renews", next_review_on=date(2027, 1, 20), **term)
    page = client.page("/portfolio/timeline")
    text = page.soup.find("main").get_text(" ", strip=True)
    assert "Quarter 4 of 2026" in text
    assert rows(page, 1) == ["31 Dec 2026 End of the term Renews No owner"]
    assert rows(page, 2) == ["20 Jan 2027 Next review Renews No owner"]
    assert rows(page, 3) == ["30 Sept 2027 Last day to give notice Renews No owner"]
    assert len(page.soup.find("figure").svg.find_all(["polygon", "circle"])) == 3


def test_the_timeline_tells_the_end_of_an_instrument_apart(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    partnership = existing(session, name="Lasts")
    paper = {
        "kind": InstrumentKind.MEMORANDUM, "title": "Memorandum", "term": Term.FIXED,
        "ends_on": date(2027, 6, 30),
    }  # fmt: skip
    services.add_instrument(session, partnership, paper, actor=SYSTEM)
    page = client.page("/portfolio/timeline")
    assert rows(page) == ["30 Jun 2027 End of an instrument: Memorandum Lasts No owner"]
    drawn = page.soup.find("figure").svg.find_all("polygon")
    assert [len(one["points"].split()) for one in drawn] == [4]


def test_filters_narrow_by_unit_and_kind_and_ignore_nonsense(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    unit = make_unit(session)
    existing(session, name="Ours", unit_id=unit.id, benefit=1, offer=1)
    existing(session, name="Theirs", benefit=1, offer=1)
    assert len(rows(client.page(f"/portfolio/priority?unit={unit.id}"))) == 1
    assert rows(client.page("/portfolio/priority?kind=eu_project")) == []
    for nonsense in ("unit=x", "kind=x", "quarter=2026-Q9", "unit=99999999999"):
        assert len(rows(client.page(f"/portfolio/priority?{nonsense}"))) == 2


@pytest.mark.parametrize("key", ["priority", "cost"])
def test_restricted_ones_are_in_no_picture_of_others(
    client: AuditedClient, session: Session, reader: Any, key: str
) -> None:
    existing(session, name="Secret", visibility="restricted", benefit=5, offer=5)
    assert "Secret" not in client.page(f"/portfolio/{key}").text
    assert rows(client.page(f"/portfolio/{key}")) == []


def test_restricted_engagements_are_counted_for_nobody_who_may_not_see_them(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    shown = existing(session, name="Open")
    make_engagement(
        session, starts_on=clock.today(), partnership_id=shown.id, visibility="restricted"
    )
    assert rows(client.page("/portfolio/cost"))[0].endswith(" 0 –")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("many", [1, 12])
def test_a_picture_costs_the_same_with_more_in_it(
    client: AuditedClient,
    session: Session,
    reader: Any,
    count_statements: CountStatements,
    key: str,
    many: int,
) -> None:
    objective, area = make_objective(session), make_focus_area(session)
    for _each in range(many):
        existing(
            session, objectives=[objective.id], focus_areas=[area.id], benefit=2, offer=2,
            next_review_on=date(2027, 1, 15),
        )  # fmt: skip
    session.expire_all()
    path = "/portfolio" if key == "coverage" else f"/portfolio/{key}"
    with count_statements() as statements:
        client.page(path)
    costs = {"coverage": 6, "priority": 2, "cost": 3, "timeline": 3}
    assert len(statements) == costs[key]
