"""Join a network: from a stranger's proposal to an active membership."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Axe, SignIn
from tests.factories.files import PDF

TITLE = "Join Cities of Long Winters"
NETWORK = "Cities of Long Winters"
CRITERIA = ("strategic_fit", "benefit", "offer", "resources", "overlap", "risk")


def test_a_network_is_joined_from_the_public_proposal_to_the_active_membership(
    page: Page, plain_page: Page, sign_in_as: SignIn, axe: Axe
) -> None:
    reference = _propose(plain_page)
    sign_in_as(page, "officer")
    expect(page.get_by_role("main")).to_contain_text(TITLE)
    address = _sort(page, reference, axe)
    for role, score in (("contributor", "4"), ("admin", "5")):
        _sign_out(page)
        sign_in_as(page, role)
        _assess(page, score)
    _sign_out(page)
    sign_in_as(page, "officer")
    _recommend(page, address, axe)
    _sign_out(page)
    sign_in_as(page, "manager")
    _decide_and_convert(page, address)
    _join(page, reference)


def _propose(page: Page) -> str:
    """Nobody is signed in, and no script runs."""
    page.goto("/propose")
    page.get_by_label("Title (required)").fill(TITLE)
    page.get_by_label("Kind").select_option(label="Network membership")
    page.get_by_label("What is proposed").fill("Share what each city knows of snow and darkness.")
    page.get_by_label("Culture and art").check()
    page.get_by_label("Your organisation").fill(NETWORK)
    page.get_by_label("Country").select_option(label="Norway")
    page.get_by_label("Your name").fill("Ada Proposer")
    page.get_by_role("button", name="Suomi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ehdota")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.get_by_role("alert")).to_contain_text("Read how your data is used")
    expect(page.get_by_label("Title (required)")).to_have_value(TITLE)
    page.get_by_label("Your e-mail").fill("ada@winters.example")
    plan = FilePayload(name="plan.pdf", mimeType="application/pdf", buffer=PDF)
    page.get_by_label("A document").set_input_files(plan)
    page.get_by_label("I have read how my data is used").check()
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your proposal")
    return page.locator("dl.facts dd").first.inner_text()


def _sort(page: Page, reference: str, axe: Axe) -> str:
    """Find it on the board, give it a goal, a handler and two assessors."""
    page.goto("/proposals/board")
    page.get_by_role("link", name=TITLE).click()
    address = page.url
    main = page.get_by_role("main")
    expect(main).to_contain_text(reference)
    expect(main).to_contain_text("Which membership could be left")
    assert axe(page) == []
    main.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_role("group", name="Goals").get_by_role("checkbox").first.check()
    page.get_by_label("Why it serves the city's goals").fill("Dark months become pleasant ones.")
    main.get_by_role("button", name="Save").click()
    main.get_by_role("link", name="Sort it").click()
    page.get_by_label("Note for the assessors").fill("Look at the fee.")
    main.get_by_role("button", name="Sort it").click()
    for name in ("International Coordinator, Culture and Leisure", "System Administrator"):
        main.get_by_role("link", name="Ask for an assessment").click()
        page.get_by_label("Assessor").select_option(label=name)
        main.get_by_role("button", name="Ask").click()
    return address


def _assess(page: Page, score: str) -> None:
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("main")).not_to_contain_text("of 5")
    page.get_by_role("link", name="Write my assessment").click()
    for name in CRITERIA:
        page.locator(f"[name={name}_score]").select_option(score)
        page.locator(f"[name={name}_reason]").fill(f"Because of its {name}.")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("main")).to_contain_text("Your assessment is handed in.")


def _recommend(page: Page, address: str, axe: Axe) -> None:
    page.goto(address)
    main = page.get_by_role("main")
    expect(main).to_contain_text("4 of 5")
    expect(main).to_contain_text("5 of 5")
    assert axe(page) == []
    main.get_by_role("link", name="Recommend").click()
    page.get_by_label("Recommendation (required)", exact=True).select_option(label="Accept")
    page.get_by_label("Reason for the recommendation").fill("Join for two years.")
    main.get_by_role("button", name="Recommend").click()
    expect(page.get_by_role("alert")).to_contain_text("Which membership could be left")
    page.get_by_label("Membership that could be left").select_option(index=1)
    main.get_by_role("button", name="Recommend").click()
    expect(main).to_contain_text("Recommendation given")


def _decide_and_convert(page: Page, address: str) -> None:
    page.goto(address)
    main = page.get_by_role("main")
    main.get_by_role("link", name="Record the decision").click()
    page.locator("[name=decision_body]").fill("City Board")
    page.locator("[name=decided_on]").fill("26.10.2026")
    page.get_by_label("Case number").fill("HEL 2026-000042")
    page.locator("[name=decision_section]").fill("§ 7")
    main.get_by_role("button", name="Record the decision").click()
    main.get_by_role("link", name="Convert to a partnership").click()
    page.get_by_label("Name of the partnership").fill(NETWORK)
    page.get_by_label("Else add it as").select_option(label="City network")
    main.get_by_role("button", name="Convert to a partnership").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NETWORK)
    expect(main.locator(".lead")).to_contain_text("Approved")


def _join(page: Page, reference: str) -> None:
    """Fee, seat and notice date, then through the gate."""
    main = page.get_by_role("main")
    expect(main).to_contain_text("HEL 2026-000042")
    main.get_by_role("link", name="Edit", exact=True).first.click()
    for folded in main.locator("details:not([open]) > summary").all()[::-1]:
        folded.click()
    page.locator("[name=term]").select_option("auto_renewing")
    page.locator("[name=starts_on]").fill("1.11.2026")
    page.locator("[name=ends_on]").fill("31.10.2027")
    page.locator("[name=renewal_months]").fill("12")
    page.locator("[name=notice_months]").fill("3")
    page.locator("[name=next_review_on]").fill("1.10.2027")
    main.get_by_role("button", name="Save", exact=True).click()
    expect(main).to_contain_text("31 Jul 2027")
    expect(main).to_contain_text("plan.pdf")
    main.get_by_role("link", name="Add a year").first.click()
    page.locator("[name=amount]").fill("4 000")
    page.locator("[name=due_on]").fill("31.1.2027")
    main.get_by_role("button", name="Save", exact=True).click()
    main.get_by_role("link", name="Add a seat").first.click()
    page.locator("[name=body]").fill("General assembly")
    page.locator("[name=holder_id]").select_option(label="Head of International Affairs")
    page.locator("[name=from_on]").fill("1.11.2026")
    main.get_by_role("button", name="Save", exact=True).click()
    expect(main).to_contain_text("General assembly")
    main.get_by_role("link", name="Activate").click()
    page.locator("[name=reason]").fill("The decision is final.")
    main.get_by_role("button", name="Activate").click()
    expect(main.locator(".lead")).to_contain_text("Active")
    expect(main).to_contain_text("4,000")
    main.get_by_role("link", name=reference).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(main).to_contain_text("Became a partnership")


def _sign_out(page: Page) -> None:
    page.locator("details.user-menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in*")
