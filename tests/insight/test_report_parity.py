"""For a stated audience no figure differs between the screen, the PDF, the Word file and the
workbook, each read by somebody else's reader; and none counts what the audience may not see."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from docx import Document
from flask import Flask

from app.core.db import Visibility
from app.core.session import Session
from app.insight import full, report
from app.insight.report.shapes import Figure
from app.insight.scope import Scope
from app.partnerships.models import Participation
from tests.client import AuditedClient, Page
from tests.conftest import SignIn
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_network, make_network_member, make_organisation
from tests.factories.partnerships import make_active_partnership
from tests.insight.test_report import (
    IN_QUARTER,
    _of_book,
    _of_word,
    _plain,
    files,
    furnish,
    of_pdf,
    spaced,
)

CLOSED = "Quiet talks"


@pytest.mark.parametrize("audience", [Visibility.PUBLIC, Visibility.CITY])
def test_screen_and_files_say_the_same_figures_of_what_the_audience_may_see(
    app: Flask, client: AuditedClient, session: Session, sign_in: SignIn, audience: Visibility
) -> None:
    closed = make_active_partnership(session, name=CLOSED, visibility="restricted")
    opened = furnish(session)
    with app.test_request_context():
        before = report.whole(full.report(session, opened, Scope(audience)))
    for _each in range(3):
        make_engagement(session, partnership=closed, starts_on=IN_QUARTER, visibility="restricted")
    session.flush()
    session.expire_all()
    with app.test_request_context():
        sections = report.whole(full.report(session, opened, Scope(audience)))
    assert sections == before, "a restricted record counts"
    tables = [table for section in sections for table in section.tables if table.rows]
    rows = [[[text for text, _url in row] for row in table.rows] for table in tables]
    facts = [pair for section in sections for pair in section.facts]

    officer = sign_in("officer")
    query = f"?audience={audience.value}"
    made = files(client, opened, query)
    page = Page(client.get(f"/reviews/rounds/{opened.id}/report{query}"))
    # On screen the coverage is a matrix with links of its own; its figures are in the page's words.
    drawn = [section for section in sections if section.id != "coverage"]
    listed = [table for section in drawn for table in section.tables if table.rows]
    shown = of_screen(page)
    for table in listed:
        assert [[text for text, _url in row] for row in table.rows] in shown
    is_public = audience is Visibility.PUBLIC
    # The first page names the decisions asked, but not to the public.
    of_word = _of_word(made["docx"])[0 if is_public else 1 :]
    assert [each[1:] for each in of_word][: len(rows)] == rows
    pictures = 0 if is_public else 4
    assert _of_book(made["xlsx"], pictures) == [
        [[_plain(text) for text in row] for row in each] for each in rows
    ]
    paragraphs = [each.text for each in Document(io.BytesIO(made["docx"])).paragraphs]
    cover = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    pairs = [(label.value, value.value) for label, value in cover.iter_rows(max_col=2)]
    for label, text in facts:
        assert f"{label}: {text}" in paragraphs
        assert label in page.text
        assert (label, _value(text)) in pairs
    # Whoever took it out is named to colleagues alone.
    author = Document(io.BytesIO(made["docx"])).core_properties.author
    makers = {author, dict(pairs)["Made by"]}
    assert makers == ({"International Affairs"} if is_public else {officer.name})
    for words in (page.text, of_pdf(made["pdf"])):
        assert _figures(
            [*facts, *(("", text) for each in rows for row in each for text in row)]
        ) <= (Counter(spaced(words).split()))
        assert CLOSED not in words


def _value(text: str) -> Any:
    value = _plain(text)
    return value if isinstance(text, Figure) else text


def _figures(pairs: list[tuple[str, str]]) -> Counter[str]:
    """Every number, amount and day, word by word, as often as it is said."""
    said = (spaced(text) for _label, text in pairs if isinstance(text, Figure))
    return Counter(word for text in said for word in text.split())


def of_screen(page: Page) -> list[list[list[str]]]:
    return [
        [[cell.get_text().strip() for cell in row.find_all(["td", "th"])] for row in body]
        for body in (table.select("tbody tr") for table in page.soup.select("main table"))
    ]


def test_the_public_is_not_told_what_is_our_own_judgement_or_not_open(
    app: Flask, session: Session
) -> None:
    """Working days, benefit, promises, and how we take part where that is not open to all."""
    opened = furnish(session)
    network = make_network(session, name="Quiet network")
    peer = make_organisation(session, name="City of Oulu", peer_from=date(2020, 1, 1))
    make_network_member(session, network, peer)
    make_active_partnership(session, name="Within", partners=[network.id], working_days=31,
                            participation=Participation.MEMBER)  # fmt: skip
    make_active_partnership(session, name="Unpaid", visibility="public", working_days=33, benefit=5,
                            benefit_reason="Much")  # fmt: skip
    paid = make_active_partnership(session, name="Paid", visibility="public", working_days=34)
    make_engagement(session, partnership=paid, starts_on=IN_QUARTER, visibility="public",
                    cost_amount=Decimal("77.25"))  # fmt: skip
    session.flush()
    session.expire_all()
    told = {}
    with app.test_request_context():
        for audience in (Visibility.PUBLIC, Visibility.CITY):
            page = full.report(session, opened, Scope(audience))
            sections = {each.id: each for each in report.whole(page)}
            costs = [[text for text, _url in row] for row in sections["costs"].tables[0].rows]
            ours = [
                row for row in sections["benchmark"].tables[0].rows if row[0][0] == network.name
            ]
            labels = [label for label, _value in sections["overview"].facts]
            told[audience] = (costs, ours[0][2][0], "Late follow-ups at the end" in labels)
    costs, ours, promises = told[Visibility.PUBLIC]
    assert [(row[0], row[3].split()[0], *row[4:]) for row in costs] == [("Paid", "77.25", "1")]
    assert (ours, promises) == ("–", False)
    costs, ours, promises = told[Visibility.CITY]
    assert {"31", "33", "34"} <= {row[4] for row in costs}
    assert (ours, promises) == ("Member", True)


def test_a_workbook_has_contents_and_numbers_as_its_language_writes_them(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    opened = furnish(session)
    sign_in("officer")
    book = openpyxl.load_workbook(io.BytesIO(files(client, opened)["xlsx"]))
    cover, *sheets = book.worksheets
    links = [cell.hyperlink.location for (cell,) in cover.iter_rows(max_col=1) if cell.hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in sheets]
    assert all(len(sheet.title) <= 31 and not sheet.title.endswith(" ") for sheet in sheets)
    costs = next(sheet for sheet in sheets if sheet["A1"].value == "Partnership"
                 and sheet["B1"].value == "Fee a year")  # fmt: skip
    fee, recorded = costs["B2"], costs["D2"]
    assert (fee.value, fee.number_format) == (5000, '#,##0 "EUR"')
    assert (recorded.value, recorded.number_format) == (250.5, '#,##0.00 "EUR"')
    assert {cell.alignment.horizontal for cell in costs["B"]} == {"right"}
