"""A case study on its page and in its files: one audience, the same figures, the chain drawn."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.engagements.models import ResultKind
from app.reviews import queries, services
from tests.client import AuditedClient
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.partnerships import make_active_partnership

SECRET = "A quiet word about the harbour"


@pytest.fixture
def study(session: Session) -> Any:
    """Of an open talk and a restricted one, for the city's employees, in Swedish."""
    partnership = make_active_partnership(session, visibility=Visibility.PUBLIC)
    open_talk = {"summary": "Agreed on lorries", "results": [ResultKind.INFLUENCE]}
    make_engagement(session, partnership=partnership, **open_talk)
    make_engagement(
        session, partnership=partnership, summary=SECRET, visibility=Visibility.RESTRICTED
    )
    session.flush()
    session.expire_all()
    subject = queries.get_told_partnership(session, partnership.id, EVERYTHING)
    begun = services.begin_case_study(session, subject, Visibility.CITY, "sv", True, actor=SYSTEM)
    return queries.get_case_study(session, begun.id, EVERYTHING)


def test_the_page_shows_sections_the_chain_drawn_and_as_a_table_and_the_figures(
    client: AuditedClient, sign_in: SignIn, study: Any
) -> None:
    sign_in("officer")
    page = client.page(f"/case-studies/{study.id}")
    titles = [heading.get_text() for heading in page.soup.find("main").find_all("h2")]
    assert "Gender and social inclusivity" in " ".join(titles)
    drawing = page.soup.find("figure").find("svg")
    assert drawing["role"] == "img"
    assert not drawing.find_all(["style", "script", "a"])
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("#chain tbody tr")]
    assert [row.split()[0] for row in rows] == [
        "Resources", "Activities", "Outputs", "Outcomes", "Impact",
    ]  # fmt: skip
    assert "Engagements held 1" in page.soup.find(id="figures").get_text(" ", strip=True)
    assert SECRET not in page.text


def test_files_state_their_audience_and_say_what_the_page_says(
    client: AuditedClient, sign_in: SignIn, study: Any
) -> None:
    sign_in("officer")
    url = f"/case-studies/{study.id}"
    document = Document(io.BytesIO(client.get(f"{url}/case-study.docx").data))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Stadens anställda" in told
    assert "SHA-256" in told
    assert "Agreed on lorries" in told
    assert SECRET not in told + "".join(cells)
    place = cells.index("Hållna möten") if "Hållna möten" in cells else -1
    assert cells[place + 1] == "1"
    pdf = client.get(f"{url}/case-study.pdf")
    assert pdf.mimetype == "application/pdf"
    assert b"/StructTreeRoot" in pdf.data
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages)
    # What the log says line by line is a list in both.
    listed = [each.text for each in document.paragraphs if each.style.name == "List Bullet"]
    assert listed
    assert all(" ".join(text.split()) in " ".join(words.split()) for text in listed)
    svg = client.get(f"{url}/impact-chain.svg")
    assert svg.mimetype == "image/svg+xml"
    assert "Resurser" in svg.get_data(as_text=True)


def test_a_case_study_costs_the_same_however_much_was_logged(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    study: Any,
    count_statements: CountStatements,
) -> None:
    sign_in("officer")
    partnership = study.partnership
    pages = (f"/case-studies/{study.id}", f"/reviews/case-studies/{study.id}/edit")
    costs = []
    for _round in range(2):
        for page in pages:
            session.expire_all()
            with count_statements() as statements:
                client.page(page)
            costs.append(len(statements))
        for _number in range(5):
            talk = make_engagement(session, partnership=partnership)
            make_follow_up(session, engagement=talk, partnership=partnership)
    assert costs[:2] == costs[2:]
    assert max(costs) <= 9
