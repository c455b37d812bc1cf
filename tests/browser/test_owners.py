"""Owners leave and networks are left: nothing stays in nobody's hands."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, SignIn

WIDE = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
LEAVER = "International Affairs Officer, city relations"
HEIR = "International Affairs Officer, networks"


def _move(page: Page, name: str, reason: str) -> None:
    main = page.get_by_role("main")
    main.get_by_role("link", name=name, exact=True).click()
    page.locator("[name=reason]").fill(reason)
    main.get_by_role("button", name=name, exact=True).click()


def _promise(page: Page, number: str, what: str) -> None:
    page.goto(f"/follow-ups/new?partnership={number}")
    page.locator("main [name=what]").fill(what)
    page.get_by_role("button", name="Add", exact=True).click()


def test_a_network_is_left_with_its_follow_ups_moved(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "manager")
    page.goto("/networks?state=active")
    page.locator("main tbody th a").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    number = page.url.rpartition("/")[2]
    for what in ("Send the last report", "Pass the working group on"):
        _promise(page, number, what)
    page.goto(f"/partnerships/{number}")
    _move(page, "Put under review", "Is it worth its fee?")
    _move(page, "Suspend", "Notice was given to the secretariat.")
    page.get_by_role("main").get_by_role("link", name="End", exact=True).click()
    page.locator("[name=end_kind]").select_option("terminated")
    page.locator("[name=outcome]").fill("Two joint pilots; the third never came.")
    page.locator("[name=reason]").fill("The same partners meet in another network.")
    page.get_by_role("main").get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Decide what becomes of it")
    assert axe(page) == []
    fates = page.locator("select[name^=fate-]")
    for place in range(fates.count()):
        fates.nth(place).select_option("done" if place == 0 else "moved")
    target = page.get_by_role("group", name="Move to").get_by_role("combobox")
    target.press_sequentially("tallinn")
    page.get_by_role("option", name=re.compile("Tallinn")).first.click()
    page.get_by_role("main").get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("main")).to_contain_text("It has ended")
    expect(page.get_by_role("main")).to_contain_text("not opened again")
    page.goto("/follow-ups")
    expect(page.get_by_role("main")).to_contain_text("Pass the working group on")


def test_everything_is_handed_over_and_the_account_closed(
    page: Page, phone: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "admin")
    page.goto("/users?q=relations")
    page.get_by_role("main").get_by_role("link", name=LEAVER).click()
    page.get_by_role("main").get_by_role("link", name="Deactivate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hand over from {LEAVER}")
    assert axe(page) == []
    page.locator("[name=note]").fill("The **mayor of Tallinn** expects a letter in May.")
    page.get_by_role("button", name="Hand over and deactivate").click()
    expect(page.get_by_role("alert")).to_contain_text("choose who takes it over")
    expect(page.locator("[name=note]")).to_have_value(re.compile("mayor of Tallinn"))
    heir = page.locator("[name=successor_id] option").filter(has_text=HEIR).inner_text()
    page.locator("[name=successor_id]").select_option(label=heir)
    page.get_by_role("button", name="Hand over and deactivate").click()
    expect(page.get_by_role("main")).to_contain_text("Not active")

    sign_in_as(phone, "officer")
    expect(phone.get_by_role("main")).to_contain_text("handed to you")
    phone.get_by_role("main").get_by_role("link", name="Accept or decline").click()
    expect(phone.get_by_role("main")).to_contain_text("mayor of Tallinn")
    assert phone.evaluate(WIDE) <= 0
    assert axe(phone) == []
    phone.get_by_role("button", name="Accept the ticked ones").click()
    expect(phone.get_by_role("main")).to_contain_text("Nothing is waiting for your answer")
