"""A new city strategy: drafted, adopted, and every partnership justified anew by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Axe, SignIn, serving
from tests.conftest import CityDatabase


@pytest.fixture(scope="module")
def server(city_database: CityDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A city of its own, for nothing is as before afterwards."""
    yield from serving(city_database("helsinki"), tmp_path_factory.mktemp("succession"))


def test_every_partnership_is_justified_anew_after_a_new_strategy(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "manager")
    _draft(page)
    main = page.get_by_role("main")
    main.get_by_role("link", name="Put in force").click()
    page.get_by_label("Adopted by").fill("City Council")
    page.locator("[name=decided_on]").fill("1.11.2026")
    main.get_by_role("button", name="Put in force").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("From the old to the new")
    expect(main).to_contain_text("moved under review")
    expect(main.locator("#waiting")).to_contain_text("The new document says so.")
    assert axe(page) == []
    address, total = page.url, _progress(main)[1]
    assert total > 10
    assert _progress(main)[0] < total

    boxes = main.locator("input[name=partnership]")
    while boxes.count():
        _justify(page, boxes)
        expect(main).to_contain_text("justified anew.")
        page.goto(address)
    expect(main).to_contain_text("No partnership waits")
    assert _progress(main) == (total, total)

    page.goto("/partnerships?q=c40")
    expect(page.locator("#list")).to_contain_text("Active")


def _draft(page: Page) -> None:
    """A draft with one goal that carries on all those in force."""
    page.goto("/strategy/new?kind=city_strategy")
    page.get_by_label("Title in English").fill("A city of the thirties")
    page.get_by_label("Vision in English").fill("Open and calm")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Add a goal").first.click()
    page.get_by_label("Code").fill("N1")
    page.get_by_label("Name in English").fill("An open city")
    before = page.get_by_role("group", name="Carries on from the one before")
    for box in before.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("An open city")


def _justify(page: Page, boxes: Locator) -> None:
    """Choose the first thirty, read what stands there, and stand behind it."""
    for box in boxes.all()[:30]:
        box.check()
    page.get_by_role("button", name="Justify the chosen anew").click()
    # A long form: what is not there yet would be left out.
    page.wait_for_url("**/rejustify/**", wait_until="load")
    for record in page.locator("main fieldset.group").all():
        choices = record.locator("select[name^=goal_id_]")
        if not any(choice.input_value() for choice in choices.all()):
            choices.first.select_option(index=1)
        for choice in choices.all():
            if choice.input_value():
                number = str(choice.get_attribute("name")).removeprefix("goal_id_")
                record.locator(f"[name=confirmed_{number}]").check()
                rationale = record.locator(f"[name=rationale_{number}]")
                rationale.fill(rationale.input_value() or "It keeps the city open.")
    page.get_by_role("main").get_by_role("button", name="Save").click()


def _progress(main: Locator) -> tuple[int, int]:
    """(answered, asked) as the page says it."""
    found = re.search(r"(\d+) of (\d+)", main.locator("#progress").inner_text())
    assert found
    return int(found[1]), int(found[2])
