"""From an open round over three owners' reviews to the report that a coordination group gets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import openpyxl
import pikepdf
import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Axe, SignIn, serving
from tests.conftest import MakeDatabase
from tests.seeded import PASSWORD


@pytest.fixture(scope="module")
def server(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A city of its own, whose newest round is opened here."""
    yield from serving(make_database(), tmp_path_factory.mktemp("reviews"))


def test_three_owners_write_and_the_report_says_what_was_accepted(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "manager")
    page.goto("/reviews/rounds/new?quarter=2026-Q4")
    page.get_by_role("button", name="Open the round").click()
    board = page.url
    assert axe(page) == []
    _sign_out(page)

    found = []
    for role in ("officer", "contributor", "admin"):
        sign_in_as(page, role)
        name, path = _mine(page, board, [name for name, _path in found])
        found.append((name, path))
        _write(page, f"{path}/edit", f"Written by {role}", axe)
        _sign_out(page)

    sign_in_as(page, "manager")
    first = found[0][1]
    page.goto(first)
    page.get_by_label("Comment to the owner").fill("Which peers?")
    page.get_by_role("button", name="Send back").click()
    _sign_out(page)
    sign_in_as(page, "officer")
    page.goto(f"{first}/edit")
    expect(page.get_by_role("main")).to_contain_text("Which peers?")
    page.get_by_label("Achievements").fill("Six peers are in it.")
    page.get_by_role("button", name="Submit").click()
    _sign_out(page)

    sign_in_as(page, "manager")
    for _name, path in found:
        page.goto(path)
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_role("main")).to_contain_text("SHA-256")
    page.get_by_role("main").locator("#move button").click()
    expect(page.get_by_role("main")).to_contain_text("is now: Under review")

    page.goto(board)
    page.get_by_role("link", name="Portfolio report").click()
    page.get_by_role("link", name="Whole report and files").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Join the steering group")
    expect(main).to_contain_text("Draft: 3 of ")
    assert axe(page) == []
    _read_files(page, [name for name, _path in found])


def test_a_case_study_is_begun_from_the_log_written_and_taken_as_files(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "officer")
    page.goto("/partnerships/1")
    page.get_by_role("main").get_by_role("link", name="Case studies").first.click()
    page.get_by_label("Audience").select_option(index=1)
    page.get_by_label("Language").select_option(label="English")
    page.get_by_role("button", name="Begin the case study").click()
    assert axe(page) == []
    expect(page.get_by_label("Actions and implementation")).not_to_be_empty()
    page.get_by_label("Summary").fill("Told in the browser.")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Told in the browser.")
    expect(page.get_by_role("main").get_by_role("img")).to_be_visible()
    assert axe(page) == []
    files = {}
    for kind in ("PDF", "DOCX"):
        href = page.get_by_role("link", name=kind, exact=True).get_attribute("href")
        files[kind] = page.request.get(str(href)).body()
    words = [each.text for each in Document(io.BytesIO(files["DOCX"])).paragraphs]
    assert "Told in the browser." in words
    with pikepdf.open(io.BytesIO(files["PDF"])) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_what_was_typed_when_the_session_was_lost_is_there_after_signing_in_again(
    page: Page, sign_in_as: SignIn
) -> None:
    sign_in_as(page, "contributor")
    page.goto("/reviews")
    page.locator("#to-write li").get_by_role("link").first.click()
    page.wait_for_url("**/edit")
    written = page.url
    page.get_by_label("Challenges").fill("Half a sentence about")
    expect(page.locator("[data-kept]")).to_contain_text("Draft kept at")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.locator("input[name=email]").fill("contributor@demo.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(written)
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("Challenges")).to_have_value("Half a sentence about")


def _mine(page: Page, board: str, taken: list[str]) -> tuple[str, str]:
    """A review of the round that waits for whoever is signed in, else any that is free."""
    page.goto("/reviews")
    waiting = page.locator("#to-write li").filter(has_text="2026-Q4").get_by_role("link")
    if not waiting.count():
        page.goto(board)
        waiting = page.get_by_role("main").locator("tbody th a")
    free = [one for one in waiting.all() if one.inner_text() not in taken]
    path = str(free[0].get_attribute("href"))
    return free[0].inner_text(), path.removesuffix("/edit")


def _write(page: Page, address: str, achievements: str, axe: Axe) -> None:
    """A score without its evidence is refused; then all is there."""
    page.goto(address)
    page.get_by_label("Status of the quarter").select_option(label="On track")
    page.get_by_label("Achievements").fill(achievements)
    page.get_by_label("Recommendation", exact=True).select_option(label="Refocus")
    page.get_by_label("Reason for the recommendation").fill("One theme is enough.")
    page.locator("#decision > summary").click()
    page.get_by_label("Decision asked").fill("Join the steering group")
    page.get_by_label("Who should decide").fill("City Board")
    page.get_by_label("Working days used").fill("2,5")
    page.locator("#scores > summary").click()
    page.locator("[name=risk_score]").select_option(label="4")
    page.locator("[name=risk_reason]").fill("The partner is stable.")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("main")).to_contain_text("Name what shows it")
    assert axe(page) == []
    page.locator("[name=risk_evidence]").fill("https://example.org/minutes")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("main")).to_contain_text("The review is submitted.")
    assert axe(page) == []


def _read_files(page: Page, names: list[str]) -> None:
    """The three files, each read by somebody else's reader, say the same."""
    shown = page.get_by_role("main").locator("#decisions").inner_text()
    files = {}
    for kind in ("PDF", "DOCX", "XLSX"):
        href = page.get_by_role("link", name=kind, exact=True).get_attribute("href")
        answer = page.request.get(str(href))
        assert answer.ok
        files[kind] = answer.body()
    word = Document(io.BytesIO(files["DOCX"]))
    decisions = [[cell.text for cell in row.cells] for row in word.tables[2].rows]
    book = openpyxl.load_workbook(io.BytesIO(files["XLSX"]))
    sheet = next(each for each in book if each.title.startswith("Decisions"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for name in names:
        assert name in shown
        assert name in [row[0] for row in decisions]
        assert name in [row[0] for row in rows]
    hashes = [re.findall(r"\b[0-9a-f]{64}\b", each.text) for each in word.paragraphs]
    (told,) = [found[0] for found in hashes if found]
    assert told in [cell.value for cell in book.worksheets[0]["B"]]
    with pikepdf.open(io.BytesIO(files["PDF"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files["PDF"])).pages)
    assert told in text.replace("\n", "")


def _sign_out(page: Page) -> None:
    page.locator("details.user-menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in*")
