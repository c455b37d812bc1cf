"""The fastest log: one key, one line, two times Enter; and nothing is lost with a session."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, SignIn
from tests.engagements.dropped_samples import EXCHANGE

LINE = "call with Amsterdam and Barcelona yesterday about data ethics"


def test_a_line_is_logged_with_four_interactions(page: Page, sign_in_as: SignIn, axe: Axe) -> None:
    sign_in_as(page, "officer")
    page.keyboard.press("n")
    expect(page.get_by_label("In one line", exact=False).first).to_be_focused()
    page.keyboard.type(LINE)
    page.keyboard.press("Enter")
    told = page.get_by_role("status").filter(has_text="Filled in from your line")
    expect(told).to_contain_text("City of Amsterdam, City of Barcelona")
    expect(page.get_by_role("radio", name="Call")).to_be_checked()
    expect(page.get_by_label("Summary in one line")).to_have_value("Data ethics")
    assert axe(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Data ethics")
    page.goto("/engagements/new")
    expect(page.get_by_role("main")).not_to_contain_text("unfinished draft: Data ethics")


def test_the_fields_are_filled_with_ten_interactions(page: Page, sign_in_as: SignIn) -> None:
    """Enter and Tab take the best answer even when they are pressed before it has come."""
    sign_in_as(page, "manager")
    page.keyboard.press("n")
    page.get_by_role("button", name="Yesterday").click()
    page.get_by_role("radio", name="Call").check()
    page.get_by_role("group", name="Organisations").get_by_role("combobox").click()
    for name, key in (("stockh", "Enter"), ("tallin", "Tab")):
        page.keyboard.type(name)
        page.keyboard.press(key)
        expect(page.locator("#organisations [data-chips]")).to_contain_text(name, ignore_case=True)
    expect(page.get_by_label("Summary in one line")).to_be_focused()
    page.keyboard.type("Ferries and shore power")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferries and shore power")
    expect(page.get_by_role("main")).to_contain_text("City of Stockholm")


def test_what_was_typed_outlives_the_session(page: Page, sign_in_as: SignIn) -> None:
    sign_in_as(page, "contributor")
    page.goto("/engagements/new")
    page.get_by_label("Summary in one line").fill("Half a thought about ferries")
    expect(page.locator("[data-kept]")).to_contain_text("Draft kept at")
    page.context.clear_cookies()
    page.get_by_label("Summary in one line").fill("Half a thought about ferries and more")
    expect(page.locator("[data-kept]")).to_contain_text("not being kept")
    sign_in_as(page, "contributor")
    page.goto("/engagements/new")
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("Summary in one line")).to_have_value("Half a thought about ferries")


def test_an_empty_picker_shows_what_one_works_with(page: Page, sign_in_as: SignIn) -> None:
    sign_in_as(page, "officer")
    page.goto("/engagements/new")
    field = page.get_by_role("group", name="Organisations").get_by_role("combobox")
    field.focus()
    field.press("ArrowDown")
    options = page.locator("#organisations [role=option]")
    expect(options.first).to_be_visible()
    name = re.sub(r"\s+", " ", options.first.locator("span").inner_text())
    field.press("ArrowDown")
    field.press("Enter")
    chips = page.get_by_role("group", name="Organisations").locator("[data-chips]")
    expect(chips).to_contain_text(name)


def test_an_invitation_dropped_on_the_page_becomes_a_draft(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "officer")
    page.goto("/engagements/new")
    files = page.evaluate_handle(
        """(text) => {
          const given = new DataTransfer();
          given.items.add(new File([text], "invite.ics", {type: "text/calendar"}));
          return given;
        }""",
        EXCHANGE,
    )
    page.dispatch_event("main", "drop", {"dataTransfer": files})
    expect(page.get_by_role("status").first).to_contain_text("“Call on shore power” is a draft now")
    expect(page.get_by_label("Date", exact=True)).to_have_value("3.12.2026")
    expect(page.get_by_role("group", name="New contacts to add")).to_contain_text("Svensson, Anna")
    assert axe(page) == []
