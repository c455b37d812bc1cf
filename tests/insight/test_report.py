"""The whole report: for whom it counts what, and that every file says what the screen says."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pikepdf
import pytest
from docx import Document
from flask import Flask
from pypdf import PdfReader

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.periods import Quarter
from app.core.permissions import Role
from app.core.session import Session
from app.engagements.models import EngagementType, TravelMeans
from app.insight import full, report
from app.insight.report.paper import content_hash
from app.insight.report.shapes import Figure
from app.insight.scope import WHOLE_CITY, Scope
from app.organisations import services as organisations
from app.partnerships.models import Participation, PartnershipKind, ProjectStage
from app.reviews import services
from app.visits import services as visits
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_network, make_network_member, make_organisation
from tests.factories.papers import make_fee, make_obligation
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.strategy import make_focus_area, make_objective
from tests.factories.users import make_unit, make_user
from tests.factories.visits import make_visit

RUNNING = Quarter(2026, 4)
IN_QUARTER = date(2026, 10, 20)
PICTURES = 4
PUBLIC, RESTRICTED = Scope(Visibility.PUBLIC), Scope(Visibility.RESTRICTED)


def furnish(session: Session) -> Any:
    """A round with something in every section."""
    objective, area = make_objective(session), make_focus_area(session)
    lively = make_active_partnership(
        session, name="Baltic harbours", objectives=[objective.id], focus_areas=[area.id],
        travel_eur=Decimal(1200), benefit=4, benefit_reason="Ports", ends_on=date(2027, 2, 1),
        term="fixed",
    )  # fmt: skip
    make_engagement(
        session, partnership=lively, starts_on=IN_QUARTER, type=EngagementType.INCOMING_VISIT,
        cost_amount=Decimal("250.50"), objectives=[objective], focus_areas=[area],
    )  # fmt: skip
    make_fee(session, lively, 2026, amount=Decimal(5000), due_on=date(2026, 12, 1))
    make_obligation(session, lively, what="Progress report", due_on=date(2026, 10, 1))
    make_follow_up(session, partnership=lively, what="=Send the plan", due_on=IN_QUARTER)
    make_active_partnership(
        session, PartnershipKind.EU_PROJECT, name="Green streets", stage=ProjectStage.RUNNING,
        total_cost_eur=Decimal(800000), our_cost_eur=Decimal(90000),
    )  # fmt: skip
    peer = make_organisation(session, name="City of Aarhus")
    organisations.update_organisation(session, peer, {"peer_from": date(2020, 1, 1)}, actor=SYSTEM)
    network = make_network(session, name="Cities for clean air")
    make_network_member(session, network, peer, evidence_on=date(2025, 3, 4))
    make_active_partnership(
        session, name="Clean air", partners=[network.id], participation=Participation.LISTED_ONLY
    )
    opened = make_round(session, RUNNING)
    review = review_of(session, opened, lively)
    make_submitted(
        session, review, make_user(session), decision_asked="Join the steering group",
        decision_body="City Board", decision_due_on=date(2027, 1, 15), working_days=Decimal("3.5"),
    )  # fmt: skip
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    session.flush()
    session.expire_all()
    return opened


def told(session: Session, opened: Any, scope: Scope = WHOLE_CITY) -> str:
    """Every word of the report."""
    return spaced(report.whole(full.report(session, opened, scope)))


def spaced(words: object) -> str:
    """Amounts with a plain space before their currency."""
    return str(words).replace("\\xa0", " ").replace("\xa0", " ")


@pytest.fixture
def words(app: Flask) -> Any:
    with app.test_request_context():
        yield


def test_every_section_tells_what_the_register_holds(session: Session, words: None) -> None:
    text = told(session, furnish(session))
    for expected in (
        "Join the steering group", "City Board", "15 Jan 2027", "Progress report", "5,000 EUR",
        "=Send the plan", "Green streets", "800,000 EUR", "Cities for clean air",
        "City of Aarhus", "4 Mar 2025", "Listed only", "250.50 EUR", "1,200 EUR", "1 Feb 2027",
    ):  # fmt: skip
        assert expected in text, expected


def test_sums_name_how_many_state_them(session: Session, words: None) -> None:
    page = full.report(session, furnish(session))
    (costs,) = [s for s in report.whole(page) if s.id == "costs"]
    facts = {label: spaced(value) for label, value in costs.facts}
    whole = len(page.portfolio.lines)
    assert facts["Fees a year"] == f"5,000 EUR (stated by 1 of {whole})"
    assert facts["Cost recorded in the quarter"] == f"250.50 EUR (stated by 1 of {whole})"
    assert facts["Working days used, by accepted reviews"] == f"3.5 (stated by 1 of {whole})"


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        (Visibility.PUBLIC, {"Open"}),
        (Visibility.CITY, {"Open", "Inside"}),
        (Visibility.RESTRICTED, {"Open", "Inside", "Closed"}),
    ],
)
def test_an_audience_sees_and_counts_its_own_records_only(
    session: Session, words: None, audience: Visibility, seen: set[str]
) -> None:
    for name, visibility in (("Open", "public"), ("Inside", "city"), ("Closed", "restricted")):
        owner = make_user(session, name=f"Owner of {name}")
        partnership = make_active_partnership(
            session, name=name, visibility=visibility, owner=owner, travel_eur=Decimal(10)
        )
        make_engagement(session, partnership=partnership, starts_on=IN_QUARTER,
                        visibility=visibility)  # fmt: skip
        # What is more closed than its partnership counts for those who may see it.
        make_engagement(session, partnership=partnership, starts_on=IN_QUARTER,
                        visibility="restricted")  # fmt: skip
    page = full.report(session, make_round(session, RUNNING), Scope(audience))
    assert {line.name for line in page.portfolio.lines} == seen
    closed = 3 if audience is Visibility.RESTRICTED else 0
    assert page.portfolio.held_in_all == len(seen) + closed
    assert page.log[RUNNING].held == len(seen) + closed
    text = str(report.whole(page))
    for name in ("Open", "Inside", "Closed"):
        assert (f"Owner of {name}" in text) == (name in seen and audience is not Visibility.PUBLIC)


def test_visits_turned_away_and_emissions_are_told_where_they_are_known(
    session: Session, words: None
) -> None:
    for values in ({}, {"visibility": Visibility.RESTRICTED}):
        visit = make_visit(session, **values)
        visits.decline(session, visit, {"state_reason": "Full"}, actor=SYSTEM)
    leg = {"means": TravelMeans.TRAIN, "distance_km": 1000, "travellers": 1}
    make_engagement(session, starts_on=IN_QUARTER, travel=[leg])
    opened = make_round(session, RUNNING)
    for scope, away, emits in (
        (WHOLE_CITY, "1", True),
        (RESTRICTED, "2", True),
        (PUBLIC, "–", False),
        (Scope(unit_id=make_unit(session).id), "–", False),
    ):
        page = full.report(session, opened, scope)
        (section,) = [each for each in report.whole(page) if each.id == "visits"]
        row = {cells[0][0]: cells[1][0] for cells in section.tables[0].rows}
        assert row["Requests turned away"] == away
        assert (row["Emissions of our journeys, kg CO₂e"] != "–") is emits


def test_a_part_of_the_portfolio_holds_its_own_partnerships(session: Session, words: None) -> None:
    unit, objective, area = make_unit(session), make_objective(session), make_focus_area(session)
    mine = make_active_partnership(
        session, owner=make_user(session, Role.OFFICER, unit), name="Ours",
        objectives=[objective.id], focus_areas=[area.id],
    )  # fmt: skip
    make_active_partnership(session, name="Theirs")
    make_engagement(session, partnership=mine, starts_on=IN_QUARTER)
    opened = make_round(session, RUNNING)
    for scope in (
        Scope(unit_id=unit.id),
        Scope(objective_id=objective.id),
        Scope(focus_area_id=area.id),
        Scope(Visibility.CITY, unit.id, objective.id, area.id),
    ):
        page = full.report(session, opened, scope)
        assert [line.name for line in page.portfolio.lines] == ["Ours"]
        assert "Theirs" not in str(report.whole(page))
        row = next(r for r in page.portfolio.coverage.rows if r.objective.id == objective.id)
        cell = next(c for c in row.cells if c.focus_area_id == area.id)
        assert (cell.partnerships, cell.engagements) == (1, 1)


def test_the_version_is_final_once_all_reviews_are_accepted(session: Session, words: None) -> None:
    partnership = make_active_partnership(session)
    opened = make_round(session, RUNNING)
    review = review_of(session, opened, partnership)
    make_submitted(session, review, make_user(session))
    session.flush()
    page = full.report(session, opened)
    assert report.version(page.portfolio) == "Draft: 0 of 1 reviews accepted"
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    session.flush()
    page = full.report(session, opened)
    assert report.version(page.portfolio) == "Final: 1 of 1 reviews accepted"


def files(client: AuditedClient, opened: Any, query: str = "") -> dict[str, bytes]:
    url = f"/reviews/rounds/{opened.id}/portfolio"
    answers = {kind: client.get(f"{url}.{kind}{query}") for kind in ("pdf", "docx", "xlsx")}
    assert all(answer.status_code == 200 for answer in answers.values())
    return {kind: answer.data for kind, answer in answers.items()}


def test_every_file_says_what_the_database_says(
    app: Flask, client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    opened = furnish(session)
    sign_in("manager")
    made = files(client, opened)
    with app.test_request_context():
        sections = report.whole(full.report(session, opened))
        told_hash = content_hash(sections)
    tables = [table for section in sections for table in section.tables if table.rows]
    first, *others = _of_word(made["docx"])
    assert others[: len(tables)] == [
        [table.headings, *([text for text, _url in row] for row in table.rows)] for table in tables
    ]
    # The one decision asked stands on the first page.
    assert [row[2] for row in first] == ["Decision asked", "Join the steering group"]
    page = PdfReader(io.BytesIO(made["pdf"])).pages[0].extract_text()
    assert "Join the steering group" in page
    assert _of_book(made["xlsx"]) == [
        [[_plain(text) for text, _url in row] for row in table.rows] for table in tables
    ]
    document = Document(io.BytesIO(made["docx"]))
    assert told_hash in "\n".join(each.text for each in document.paragraphs)
    cover = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    assert told_hash in [cell.value for cell in cover["B"]]
    _check_pdf(made["pdf"], told_hash)
    drawn = [each._inline.docPr.get("descr") for each in document.inline_shapes]
    assert len([words for words in drawn if words]) == PICTURES
    with zipfile.ZipFile(io.BytesIO(made["xlsx"])) as book:
        assert len([name for name in book.namelist() if "/media/" in name]) == PICTURES


def _of_word(file: bytes) -> list[list[list[str]]]:
    document = Document(io.BytesIO(file))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def _of_book(file: bytes, pictures: int = PICTURES) -> list[list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(file))
    sheets = book.worksheets[1 : len(book.worksheets) - pictures]
    rows = [[[_read(cell) for cell in row] for row in sheet.iter_rows(min_row=2)]
            for sheet in sheets]  # fmt: skip
    # A sheet of one sentence is a table without rows.
    return [each for each, sheet in zip(rows, sheets, strict=True)
            if len(each) > 1 or sheet.cell(2, 2).value is not None]  # fmt: skip


def _read(cell: Any) -> Any:
    if cell.is_date:
        return cell.value.date()
    value = "" if cell.value is None else cell.value
    return Decimal(str(value)) if isinstance(value, int | float) else value.removeprefix("'")


def _plain(text: str) -> Any:
    if isinstance(text, Figure):
        return text.value if isinstance(text.value, date) else Decimal(text.value)
    return text


def _check_pdf(file: bytes, told_hash: str) -> None:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot is not None
        assert "Portfolio report 2026-Q4" in str(pdf.docinfo["/Title"])
    text = spaced(of_pdf(file))
    for expected in ("Baltic harbours", "5,000 EUR", "250.50 EUR", "800,000 EUR", told_hash[:32]):
        assert expected in text, expected


def of_pdf(file: bytes) -> str:
    """The words of a PDF as somebody else's reader finds them."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def test_no_cell_of_the_workbook_is_a_formula(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    opened = furnish(session)
    sign_in("manager")
    book = openpyxl.load_workbook(io.BytesIO(files(client, opened)["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "'=Send the plan" in [cell.value for cell in cells]
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)
    # LibreOffice makes no row higher by itself: what is longer than its column would be hidden.
    cover = book.worksheets[0]
    audience = next(cell for cell in cover["A"] if cell.value == "Audience")
    assert cover.row_dimensions[audience.row].height == 30


def test_word_repeats_the_heads_of_tables_and_knows_its_language(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    opened = furnish(session)
    sign_in("manager", locale="fi")
    document = Document(io.BytesIO(files(client, opened)["docx"]))
    assert document.core_properties.language == "fi-FI"
    assert document.core_properties.title == "Salkkuraportti 2026-Q4"
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert document.paragraphs[0].style.name == "Title"
    assert all("w:cantSplit" in row._tr.xml for row in document.tables[0].rows[1:])


def test_the_restricted_report_is_for_those_who_coordinate(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_active_partnership(session, name="Quiet talks", visibility="restricted")
    opened = make_round(session, RUNNING)
    url = f"/reviews/rounds/{opened.id}/"
    sign_in("reader")
    for path in ("report", "portfolio.pdf", "portfolio.docx", "portfolio.xlsx"):
        assert client.get(f"{url}{path}?audience=restricted").status_code == 403
    assert "Quiet talks" not in Page(client.get(f"{url}report")).text
    sign_in("officer")
    assert "Quiet talks" in Page(client.get(f"{url}report?audience=restricted")).text


def test_the_page_names_its_filters_and_keeps_them_in_its_files(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    furnish(session)
    unit = make_unit(session)
    make_active_partnership(session, name="Ours", owner=make_user(session, Role.OFFICER, unit))
    opened = services.keep_round_open(session, RUNNING, actor=SYSTEM)[0]
    session.flush()
    sign_in("reader")
    page = Page(client.get(f"/reviews/rounds/{opened.id}/report?unit={unit.id}&audience=city"))
    assert f"Unit: {unit.name_en}" in page.text
    links = [a["href"] for a in page.soup.find_all("a") if ".xlsx" in a["href"]]
    assert len(links) == 1
    assert f"unit={unit.id}" in links[0]
    assert "Ours" in page.text
    assert "Baltic harbours" not in page.text


def test_the_whole_report_costs_the_same_for_one_and_thirty(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    opened = furnish(session)
    sign_in(Role.MANAGER)
    url = f"/reviews/rounds/{opened.id}/report"
    with count_statements() as one:
        assert client.get(url).status_code == 200
    for number in range(15):
        made = make_active_partnership(session, travel_eur=Decimal(5))
        make_engagement(session, partnership=made, starts_on=IN_QUARTER)
        make_obligation(session, made, due_on=date(2026, 10, 1 + number))
        make_follow_up(session, partnership=made, due_on=IN_QUARTER)
    services.complete_round(session, opened, actor=SYSTEM)
    session.flush()
    with count_statements() as many:
        assert client.get(url).status_code == 200
    assert one == many
    assert len(one) <= 25


def test_the_annex_holds_each_decision_asked_with_what_speaks_for_it(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    opened = furnish(session)
    sign_in("reader")
    url = f"/reviews/rounds/{opened.id}/decisions"
    page = Page(client.get(url))
    for expected in ("Item 1: Baltic harbours", "Join the steering group", "City Board"):
        assert expected in page.text
    assert "Green streets" not in page.text
    document = Document(io.BytesIO(client.get(f"{url}.docx").data))
    asked = [cell.text for cell in document.tables[1].rows[1].cells]
    assert asked[1:] == [
        "Baltic harbours", "Strengthen", "Join the steering group", "City Board", "15 Jan 2027",
    ]  # fmt: skip
    with pikepdf.open(io.BytesIO(client.get(f"{url}.pdf").data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "Decisions asked 2026-Q4" in str(pdf.docinfo["/Title"])


def test_the_annex_costs_the_same_for_one_and_many(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    opened = furnish(session)
    sign_in("reader")
    url = f"/reviews/rounds/{opened.id}/decisions"
    costs = []
    for _round in range(2):
        with count_statements() as statements:
            assert client.get(url).status_code == 200
        costs.append(statements)
        for _number in range(5):
            made = make_active_partnership(session)
            services.complete_round(session, opened, actor=SYSTEM)
            make_submitted(session, review_of(session, opened, made), make_user(session))
    assert costs[0] == costs[1]
    assert len(costs[0]) <= 18


@pytest.mark.parametrize("audience", Visibility)
def test_every_figure_with_a_link_leads_to_a_list_that_counts_the_same(
    client: AuditedClient, session: Session, sign_in: SignIn, audience: Visibility
) -> None:
    """Whatever the reader may see besides, of whatever else the register holds."""
    objective, area, unit = make_objective(session), make_focus_area(session), make_unit(session)
    part = {"objectives": [objective.id], "focus_areas": [area.id]}
    day = date(2026, 9, 1)
    for visibility in Visibility:
        found = make_active_partnership(
            session, owner=make_user(session, unit=unit), visibility=visibility,
            starts_on=date(2026, 1, 1), **part,
        )  # fmt: skip
        talk = make_engagement(session, partnership=found, starts_on=day, visibility=visibility,
                               type=EngagementType.INCOMING_VISIT)  # fmt: skip
        make_follow_up(session, partnership=found, engagement=talk, due_on=day)
    make_partnership(session, name="Not yet", **part)
    # Promised after the quarter, though its day was in it.
    make_follow_up(session, partnership=found, due_on=day)
    report_of = f"/reviews/rounds/{make_round(session, Quarter(2026, 3)).id}/report"
    sign_in("manager")
    checked = 0
    for narrowed in ("", f"&unit={unit.id}&objective={objective.id}&focus_area={area.id}"):
        page = client.page(f"{report_of}?audience={audience.value}{narrowed}")
        for link in page.soup.select(f"main a[href^='{report_of}/']"):
            told = re.match(r"\d+", link.get_text())
            if told is None and checked:
                continue  # one gap of the coverage is as empty as another
            behind = client.page(link["href"])
            count = re.search(r"Found\s+(\d+)", behind.soup.find("main").get_text(" "))
            assert count is not None, link["href"]
            assert count[1] == (told[0] if told else "0"), link["href"]
            checked += 1
    assert checked >= 10
    assert client.get(f"{report_of}/engagements?type=nonsense").status_code == 404
