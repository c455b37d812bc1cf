"""A timeline that comes as one scrolls, and a lesson that becomes a solution."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from app.core.timeline import STEP
from tests.browser.conftest import Axe, SignIn


def test_timeline_comes_as_one_scrolls_and_a_lesson_from_it_is_assessed(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "officer")
    page.goto("/me")
    page.get_by_role("link", name="What I have done").click()
    lines = page.locator(".timeline article")
    expect(lines).to_have_count(STEP)
    page.get_by_role("link", name="Show older").scroll_into_view_if_needed()
    expect(lines.nth(STEP)).to_be_attached()
    page.locator("#timeline summary").click()
    page.get_by_label("Type").select_option(label="Call")
    page.wait_for_url("**type=call**")
    expect(page.locator(".timeline .t").first).to_have_text("Call")
    assert axe(page) == []
    page.locator(".timeline .what a").last.click()
    page.get_by_role("link", name="Add to the solutions").click()
    page.get_by_label("Title").fill("Benches before concrete")
    page.get_by_label("What it is and why it works").fill("Try it with **paint** first.")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Assess it").click()
    page.get_by_label("Would it work here?").select_option(label="Fits with changes")
    page.get_by_label("Assessment").fill("With furniture that stands the snow.")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("With furniture that stands the snow.")
    assert axe(page) == []
