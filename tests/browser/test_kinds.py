"""EU projects in the browser: the consortium without scripts, the stage form on a phone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, SignIn


def _open_bid(page: Page) -> str:
    page.goto("/eu-projects?stage=consortium_building")
    page.get_by_role("link", name="Cool Streets").click()
    page.wait_for_url("**/partnerships/*")
    return page.url


def test_a_consortium_is_edited_without_scripts(plain_page: Page, sign_in_as: SignIn) -> None:
    page = plain_page
    sign_in_as(page, "officer")
    address = _open_bid(page)
    page.get_by_role("link", name="Edit the consortium as a whole").click()
    page.get_by_label("Order of City of Malmö").fill("1")
    page.get_by_label("Country of Aalto University").fill("EL")
    page.get_by_label("Cost of City of Malmö, euros").fill("1 000,50")
    page.get_by_label("Search: Organisations that join").fill("Tartu")
    page.locator("button[value=joining_ids]").click()
    page.get_by_label("City of Tartu").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_label("Country of Aalto University")).to_have_value("GR")
    page.get_by_label("Remove City of Tartu").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(f"{address}*")
    rows = page.locator("#partners tbody tr")
    expect(rows.first).to_contain_text("City of Malmö")
    expect(rows.first).to_contain_text("1,000.50")
    expect(page.locator("#partners")).not_to_contain_text("Tartu")


def test_a_bid_is_not_submitted_before_it_is_approved(
    phone: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(phone, "officer")
    address = _open_bid(phone)
    assert axe(phone) == []
    phone.get_by_role("link", name="Move to another stage").click()
    assert axe(phone) == []
    phone.get_by_label("Next stage").select_option("submitted")
    phone.get_by_label("Reason").fill("Sent in time")
    phone.get_by_role("button", name="Move it").click()
    expect(phone.get_by_role("alert")).to_contain_text("before it is approved")
    phone.get_by_role("link", name="The budget line").click()
    expect(phone.get_by_label("Budget line of the bid")).to_be_visible()
    phone.goto(address.replace("/partnerships/", "/eu-projects/"))
    phone.get_by_role("link", name="Edit the consortium as a whole").click()
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
