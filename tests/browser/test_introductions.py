"""From the search to the meeting that is planned: who introduces us."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn


def test_an_introduction_is_asked_for_on_a_phone_and_accepted_by_the_owner(
    phone: Page, page: Page, sign_in_as: SignIn
) -> None:
    sign_in_as(phone, "reader")
    phone.goto("/search?q=creative+cities")
    phone.get_by_role("link", name="Ask for an introduction to").first.click()
    phone.get_by_role("button", name="Ask").click()
    expect(phone.get_by_role("alert")).to_contain_text("nobody introduces without knowing why")
    phone.get_by_label("What do you want to talk about").fill("Design in schools, theirs and ours")
    phone.get_by_role("button", name="Ask").click()
    expect(phone.get_by_text("The answer comes to your home page", exact=False)).to_be_visible()

    sign_in_as(page, "contributor")
    asked = page.locator("#introductions").get_by_role("listitem")
    asked.filter(has_text="Design in schools").get_by_role("link").click()
    page.get_by_role("link", name="Accept").click()
    page.get_by_role("textbox", name="Date of the meeting").fill("1.12.2030")
    page.get_by_role("button", name="Accept").click()
    page.locator("dl").get_by_role("link", name="introduction of").click()
    expect(page.get_by_text("Planned", exact=True).first).to_be_visible()
    expect(page.get_by_text("Design in schools, theirs and ours")).to_be_visible()
