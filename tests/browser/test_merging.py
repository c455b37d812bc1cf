"""Two records that are one: found, looked at side by side, merged, and parted again."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, SignIn


def test_a_body_entered_twice_is_merged_and_the_merge_undone(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "manager")
    page.goto("/duplicates")
    page.get_by_role("link", name="Helsinki-Uusimaa Regional Council").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One or two?")
    page.get_by_role("link", name="Keep this one").first.click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("What moves")
    expect(main).to_contain_text("Transport Planner (Uudenmaan liitto)")
    assert axe(page) == []
    main.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Helsinki-Uusimaa Regional Council")
    expect(main).to_contain_text("Transport Planner")
    page.get_by_role("link", name="History of changes").click()
    page.get_by_role("button", name="Undo the merge").click()
    expect(main).to_contain_text("The merge was undone; both records are as they were.")
    page.goto("/search?q=Uudenmaan+liitto&kind=organisation")
    expect(main.locator(".results > li")).to_have_count(2)
