"""A visit from a stranger's request to its programme, without scripts at the public door."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, SignIn

TITLE = "How ice rinks share their heat"


def test_a_visit_is_asked_for_accepted_and_programmed(
    page: Page, plain_page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    _ask(plain_page)
    sign_in_as(page, "officer")
    page.goto("/visits?state=requested")
    page.get_by_role("link", name=TITLE).click()
    main = page.get_by_role("main")
    assert axe(page) == []
    main.get_by_role("link", name="Accept").click()
    page.get_by_label("Else add it as").select_option(label="City")
    main.get_by_role("button", name="Accept").click()
    main.get_by_role("link", name="Add an item").click()
    page.get_by_label("Begins at").fill("09:00")
    page.get_by_label("What takes place").fill("Welcome")
    page.get_by_label("Place", exact=True).fill("City Hall")
    main.get_by_role("button", name="Save", exact=True).click()
    main.get_by_role("link", name="The programme is ready").click()
    main.get_by_role("button", name="The programme is ready").click()
    expect(main).to_contain_text("Programme ready")
    assert axe(page) == []


def _ask(page: Page) -> None:
    """Nobody is signed in, and no script runs."""
    page.goto("/request-visit")
    page.get_by_label("What the visit is about").fill(TITLE)
    page.get_by_label("What you would like to see and hear").fill("Two rinks and their pumps.")
    page.get_by_label("First day").fill("2027-02-10")
    page.get_by_label("How many people").fill("8")
    page.get_by_label("Your organisation").fill("City of Warm Rinks")
    page.get_by_label("Country").select_option(label="Norway")
    page.get_by_label("Your name").fill("Ada Asker")
    page.get_by_label("Your e-mail").fill("ada@rinks.example")
    page.get_by_label("I have read how my data is used").check()
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your request")
