"""The main jobs as a person does them, each asserting what the person sees."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, SignIn

INTERACTIONS_ALLOWED = 12


class Hands:
    """Does one thing at a time and counts: a key, a click, a text typed, an option chosen."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.done += 1

    def click(self, name: str, role: Any = "button") -> None:
        self.page.get_by_role(role, name=name).first.click()
        self.done += 1

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.press_sequentially(text)
        self.done += 1

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label).first.select_option(label=option)
        self.done += 1


def test_an_engagement_with_a_new_organisation_takes_twelve_interactions(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(page, "officer")
    hands = Hands(page)
    hands.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log an engagement")
    field = page.get_by_role("group", name="Organisations").get_by_role("combobox")
    field.press_sequentially("Port of Muuga")
    hands.done += 1
    page.get_by_role("option", name=re.compile("Create")).click()
    hands.done += 1
    hands.choose("Kind of organisation", "Company")
    hands.choose("Country", "Estonia")
    hands.type("Summary in one line", "First talk about shore power for ferries")
    assert axe(page) == []
    hands.click("Save")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "First talk about shore power for ferries"
    )
    expect(page.get_by_role("main")).to_contain_text("Port of Muuga")
    assert hands.done <= INTERACTIONS_ALLOWED
    page.get_by_role("main").get_by_role("link", name="Port of Muuga").first.click()
    expect(page.get_by_role("main")).to_contain_text("First talk about shore power for ferries")


def test_an_engagement_is_logged_without_scripts(plain_page: Page, sign_in_as: SignIn) -> None:
    page = plain_page
    sign_in_as(page, "contributor")
    page.goto("/engagements/new")
    group = page.get_by_role("group", name="Organisations")
    group.locator("input[name=organisations-query]").fill("tallin")
    group.get_by_role("button", name="Find").click()
    page.get_by_label("Summary in one line").fill("Letter from Tallinn")
    page.get_by_role("group", name="Organisations").get_by_label("City of Tallinn").first.check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Letter from Tallinn")


def test_an_engagement_is_logged_on_a_phone(phone: Page, sign_in_as: SignIn) -> None:
    sign_in_as(phone, "officer")
    phone.get_by_role("link", name="Log engagement").first.click()
    field = phone.get_by_role("group", name="Organisations").get_by_role("combobox")
    field.press_sequentially("eurocit")
    phone.get_by_role("option", name=re.compile("Eurocities")).first.click()
    phone.get_by_label("Summary in one line").fill("Call from the tram")
    phone.get_by_role("button", name="Save", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Call from the tram")
    wide = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    assert phone.evaluate(wide) <= 0


def test_a_proposed_sister_city_goes_through_the_gate(page: Page, sign_in_as: SignIn) -> None:
    sign_in_as(page, "officer")
    page.goto("/sister-cities")
    page.get_by_role("main").get_by_role("link", name="Add a city agreement").click()
    page.locator("main [name=name]").fill("Gothenburg harbour agreement")
    page.locator("[name=level]").select_option("sister_city")
    page.get_by_role("button", name="Save", exact=True).click()
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gothenburg harbour agreement")
    expect(main).to_contain_text("One accountable owner who is an active user")
    _move(page, "Mark as assessed", "It was looked at.")
    main.get_by_role("link", name="Mark as approved").click()
    page.locator("[name=reason]").fill("The board agreed.")
    page.get_by_role("main").get_by_role("button", name="Mark as approved").click()
    expect(page.get_by_role("alert")).to_contain_text("decision", ignore_case=True)
    _fill_the_gate(page)
    _move(page, "Mark as approved", "The board agreed.")
    _move(page, "Activate", "Everything is in place.")
    expect(main.locator(".lead")).to_contain_text("Active")
    expect(main).to_contain_text("Nothing is missing.")


def _move(page: Page, verb: str, reason: str) -> None:
    page.get_by_role("main").get_by_role("link", name=verb, exact=True).click()
    page.locator("[name=reason]").fill(reason)
    page.get_by_role("main").get_by_role("button", name=verb).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gothenburg harbour agreement")


def _fill_the_gate(page: Page) -> None:
    page.goto("/sister-cities?q=gothenburg+harbour")
    page.get_by_role("link", name="Gothenburg harbour agreement").first.click()
    address = page.url
    page.get_by_role("main").get_by_role("link", name="Edit", exact=True).first.click()
    owner = page.locator("[name=owner_id] option", has_text="city relations").first
    page.locator("[name=owner_id]").select_option(owner.get_attribute("value"))
    field = page.get_by_role("group", name="Partner organisations").get_by_role("combobox")
    field.press_sequentially("stockholm")
    page.get_by_role("listbox").get_by_role("option").first.click()
    page.locator("[name=common_operations]").fill("Joint shore power for ferries by 2028")
    page.locator("[name=decision_body]").fill("City Board")
    page.locator("[name=decided_on]").fill("12.10.2026")
    page.locator("[name=next_review_on]").fill("12.10.2027")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gothenburg harbour agreement")
    page.goto(address)
    page.get_by_role("main").get_by_role("link", name="Add a goal").first.click()
    page.locator("[name=goal_id]").select_option(index=1)
    page.locator("[name=contribution]").select_option("significant")
    page.locator("[name=rationale]").fill("Ferries without smoke serve the climate goal.")
    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gothenburg harbour agreement")


def test_a_review_is_opened_written_sent_back_and_accepted(page: Page, sign_in_as: SignIn) -> None:
    sign_in_as(page, "manager")
    page.goto("/reviews/rounds/new")
    page.get_by_label("Quarter").select_option(label="2026-Q4")
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Review round 2026-Q4")
    first = page.get_by_role("main").locator("tbody a").first
    partnership = first.inner_text()
    first.click()
    address = page.url
    _sign_out(page)

    sign_in_as(page, "officer")
    page.goto(f"{address}/edit")
    page.get_by_label("Status of the quarter").select_option(label="On track")
    page.get_by_label("Achievements").fill("A shared data model is in use.")
    page.get_by_label("Recommendation", exact=True).select_option(label="Strengthen")
    page.get_by_label("Reason for the recommendation").fill("The pilot needs one more person.")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("main")).to_contain_text("The review is submitted.")
    _sign_out(page)

    sign_in_as(page, "manager")
    page.goto(address)
    page.get_by_label("Comment to the owner").fill("How many use it?")
    page.get_by_role("button", name="Send back").click()
    expect(page.get_by_role("main")).to_contain_text("How many use it?")
    _sign_out(page)

    sign_in_as(page, "officer")
    page.goto(f"{address}/edit")
    expect(page.get_by_role("main")).to_contain_text("How many use it?")
    page.get_by_label("Achievements").fill("A shared data model is in use by 40 people.")
    page.get_by_role("button", name="Submit").click()
    _sign_out(page)

    sign_in_as(page, "manager")
    page.goto(address)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("main")).to_contain_text("SHA-256")
    answer = page.request.get(f"{address}/review.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.body())) as file:
        assert partnership in str(file.docinfo["/Title"])
        assert file.Root.MarkInfo.Marked


def _sign_out(page: Page) -> None:
    page.locator("details.user-menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in*")


@pytest.mark.parametrize("typed", ["malmo", "Malmö stad", "Mlamö"])
def test_malmo_is_found_however_it_is_typed(page: Page, sign_in_as: SignIn, typed: str) -> None:
    sign_in_as(page, "reader")
    field = page.get_by_role("banner").get_by_role("combobox")
    field.press_sequentially(typed)
    expect(page.get_by_role("option", name=re.compile("Malmö")).first).to_be_visible()
    field.press("Enter")
    expect(page.get_by_role("main").locator("ol.results li").first).to_contain_text("Malmö")


def test_partner_is_found_narrowed_and_compared_without_javascript(
    plain_page: Page, sign_in_as: SignIn
) -> None:
    sign_in_as(plain_page, "reader")
    main = plain_page.get_by_role("main")
    plain_page.goto("/search")
    main.get_by_label("What are you looking for?").fill("Tukholma country:Sweden")
    main.get_by_role("button", name="Search").click()
    expect(main.locator(".results li").first).to_contain_text("City of Stockholm")
    expect(main.get_by_role("link", name=re.compile("Country: Sweden"))).to_be_visible()

    plain_page.get_by_role("link", name="Find a partner").click()
    main.get_by_label("What for?").select_option(label="Study visit")
    main.get_by_label("Smart City and digitalisation").check()
    main.get_by_role("button", name="Find partners").click()
    expect(main.get_by_text("of 1 focus areas").first).to_be_visible()
    for place in (0, 1):
        main.get_by_role("checkbox", name=re.compile("^Compare")).nth(place).check()
    main.get_by_role("button", name="Compare the chosen ones").click()
    expect(main.get_by_role("columnheader")).to_have_count(2)


PAGES = (
    "/", "/engagements", "/engagements/new", "/follow-ups", "/reviews", "/search?q=tallinn",
    "/organisations", "/organisations/1", "/organisations/1/edit", "/contacts", "/contacts/1",
    "/partnerships", "/partnerships/1", "/partnerships/1/edit", "/networks", "/sister-cities",
    "/eu-projects", "/cooperation", "/partnerships/worklist", "/strategy", "/coordination-group",
    "/reviews/rounds/1", "/reviews/rounds/1/portfolio", "/reviews/rounds/1/report", "/reviews/1",
    "/reviews/rounds/1/decisions", "/reviews/rounds/compare",
    "/engagements/1", "/engagements/1/edit", "/users", "/units", "/permissions", "/me",
    "/visits/8", "/visits/capacity", "/visits/turned-away", "/request-visit",
    "/no-such-page",
    "/engagements/travel?quarter=2026-Q3", "/engagements/1/travel", "/engagements/1/documents/new",
    "/follow-ups/board", "/follow-ups/board?all=1", "/follow-ups/postpone?all=1",
    "/proposals", "/proposals/board", "/proposals/1", "/proposals/new", "/propose",
    "/search?country=EE&kind=organisation", "/search/saved/new?q=tallinn",
    "/introductions", "/introductions/1", "/introductions/new?organisation=1",
    "/benchmark?show=theirs", "/organisations/1/members",
    "/find-partner?action=joint_pilot&focus=1&words=climate",
    "/map", "/benchmark", "/duplicates", "/duplicates?kind=contact", "/duplicates/1",
    "/merge/organisation/1/2",
    "/find-partner/compare?action=joint_pilot&focus=1&id=4&id=9",
)  # fmt: skip


def test_no_page_has_an_accessibility_violation_on_a_desk(
    page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    assert axe_of_sign_in(page, axe) == []
    sign_in_as(page, "admin")
    assert _violations(page, axe) == []


def test_no_page_has_an_accessibility_violation_or_scrolls_sideways_on_a_phone(
    phone: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    sign_in_as(phone, "admin")
    phone.set_viewport_size({"width": 320, "height": 700})
    assert _violations(phone, axe) == []


def axe_of_sign_in(page: Page, axe: Axe) -> list[str]:
    page.goto("/sign-in")
    return axe(page)


def _violations(page: Page, axe: Axe) -> list[str]:
    found = []
    for path in PAGES:
        page.goto(path)
        found += axe(page)
        wide = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        if page.evaluate(wide) > 0:
            found.append(f"{path} scrolls sideways")
    return found


@pytest.mark.parametrize(
    ("language", "heading"), [("Suomi", "Kumppanuudet"), ("Svenska", "Partnerskap")]
)
def test_the_interface_speaks_the_language_chosen(
    page: Page, sign_in_as: SignIn, language: str, heading: str
) -> None:
    sign_in_as(page, "reader")
    page.goto("/partnerships")
    page.locator("details.user-menu > summary").click()
    page.get_by_role("button", name=language).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.locator("details.user-menu > summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Partnerships")
