"""How long logging takes a person: ``./dev bench logging``.

A browser does what hands would do: each letter takes 200 ms (60 words a minute is twice as fast),
and before each thing that is done a person looks for a second. The same call, with two partners, is
logged in one line, field by field, and from an invitation. The table is Markdown for
docs/performance.md; status 1 when one of the ways takes 30 seconds or more than 10
interactions. Every key is counted, but for the letters of a text, which are one thing to do.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import chrome
from benchmarks.accounts import PASSWORD
from benchmarks.lighthouse import SETTINGS
from tests.postgres import free_port

LETTER_MS, LOOK = 200, 1.0
MOST_SECONDS, MOST_INTERACTIONS = 30, 10
LINE = "call with Amsterdam and Barcelona yesterday about data ethics"
INVITATION = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:measured-1\r
DTSTART:20260105T080000Z\r
DTEND:20260105T090000Z\r
SUMMARY:Call on data ethics\r
ATTENDEE;CN=Anna Jansen:mailto:anna@amsterdam.example\r
ATTENDEE;CN=Pau Serra:mailto:pau@barcelona.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


@dataclass
class Hands:
    """Does one thing at a time as a person would, and counts."""

    page: Page
    keys: int = 0
    clicks: int = 0
    texts: int = 0

    @property
    def interactions(self) -> int:
        """Keys pressed, clicks, and texts written; the letters of a text are one thing to do."""
        return self.keys + self.clicks + self.texts

    def press(self, key: str) -> None:
        time.sleep(LOOK)
        self.page.keyboard.press(key)
        self.keys += 1

    def write(self, text: str) -> None:
        time.sleep(LOOK)
        self.page.keyboard.type(text, delay=LETTER_MS)
        self.texts += 1

    def click(self, selector: str) -> None:
        time.sleep(LOOK)
        self.page.locator(selector).first.click()
        self.clicks += 1

    def settle(self) -> None:
        """What a person sees before going on; waiting for the server is part of the seconds."""
        self.page.wait_for_load_state("networkidle")


def in_one_line(hands: Hands) -> None:
    hands.press("n")
    hands.page.wait_for_selector("#line")
    hands.write(LINE)
    hands.press("Enter")
    hands.page.wait_for_selector(".understood")
    hands.press("Enter")


def field_by_field(hands: Hands) -> None:
    """The day, the type, two organisations and the summary by hand; the author is there already."""
    hands.press("n")
    hands.page.wait_for_selector("#organisations-query")
    hands.click("[data-fill] >> text=Yesterday")
    hands.click("#type input[value=call]")
    hands.click("#organisations-query")
    # Tab takes what is marked and goes on to the summary.
    for name, taken_by in (("amst", "Enter"), ("barc", "Tab")):
        hands.write(name)
        hands.page.wait_for_selector("#organisations [aria-selected=true]")
        hands.press(taken_by)
    hands.write("Data ethics")
    hands.press("Enter")


def from_an_invitation(hands: Hands) -> None:
    """Dragged from the calendar onto the page: one movement."""
    hands.press("n")
    hands.page.wait_for_selector("#files")
    time.sleep(LOOK)
    given = {"name": "invite.ics", "mimeType": "text/calendar", "buffer": INVITATION}
    hands.page.set_input_files("#files", files=[given])  # type: ignore[list-item]
    hands.clicks += 1
    hands.page.evaluate("document.querySelector('[data-drop]').requestSubmit()")
    hands.page.wait_for_url("**draft=*")
    hands.click("form[data-log-form] .buttons button")


# Each by somebody else, so that none is warned that it repeats the one before.
WAYS: tuple[tuple[str, str, Callable[[Hands], None]], ...] = (
    ("in one line", "officer", in_one_line),
    ("field by field", "contributor", field_by_field),
    ("from an invitation", "manager", from_an_invitation),
)
HEAD = (
    "| way | keys | clicks | texts | interactions | seconds |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: |"
)


def signed_in(browser: Browser, server: str, role: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{server}/sign-in")
    page.fill("[name=email]", f"{role}@demo.example")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}/")
    return page


def measure(browser: Browser, server: str) -> bool:
    """A line for each way; whether each is quick enough."""
    is_quick = True
    print(HEAD, flush=True)
    for name, role, way in WAYS:
        page = signed_in(browser, server, role)
        page.goto(f"{server}/partnerships")
        hands, began = Hands(page), time.monotonic()
        way(hands)
        page.wait_for_url(re.compile(r"/engagements/\d+(#line)?$"))
        hands.settle()
        seconds = time.monotonic() - began
        print(
            f"| {name} | {hands.keys} | {hands.clicks} | {hands.texts} "
            f"| {hands.interactions} | {seconds:.0f} |",
            flush=True,
        )
        is_quick &= seconds < MOST_SECONDS and hands.interactions <= MOST_INTERACTIONS
    return is_quick


def main() -> None:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="kumppani-logging-") as name:
        folder = Path(name)
        settings = SETTINGS | {"KUMPPANI_INSTANCE": name, "PORT": str(port)}
        log = folder / "server.log"
        with chrome.process([sys.executable, "-m", "app.serve"], log, **settings) as ours:
            chrome.wait(ours, port, "/sign-in", log)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chrome.chromium(), args=["--no-sandbox"]
                )
                is_quick = measure(browser, f"http://127.0.0.1:{port}")
                browser.close()
    if not is_quick:
        sys.exit("\nMissed: a way takes too long")


if __name__ == "__main__":
    main()
