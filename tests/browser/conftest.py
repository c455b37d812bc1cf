"""Fixtures of the journeys: the real server on a full database, and a real browser.

The browser must be there: without one the journeys fail, they are never skipped. A page that logs
an error on the console, such as a refusal by the Content-Security-Policy, fails its test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright

from tests.conftest import CityDatabase
from tests.postgres import free_port
from tests.seeded import PASSWORD, environment

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
START_SECONDS = 120
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)

Axe = Callable[[Page], list[str]]
SignIn = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def server(city_database: CityDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running application with the demonstration of Helsinki in it."""
    yield from serving(city_database("helsinki"), tmp_path_factory.mktemp("server"))


def serving(database: str, folder: Path) -> Iterator[str]:
    """Run the application, which fills an empty database itself, as it does on a new machine."""
    port = free_port()
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.server"],
            cwd=ROOT,
            env=environment(database, folder, PORT=str(port), HOST="127.0.0.1"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address, log)
        yield address
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(requests.ConnectionError), requests.get(f"{address}/sign-in", timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.fail("No Chromium: install the package chromium or set CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def _open(browser: Browser, server: str, size: ViewportSize, **options: Any) -> Iterator[Page]:
    context = browser.new_context(
        base_url=server, viewport=size, locale="en-GB", reduced_motion="reduce", **options
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The browser also reports answers of 4xx here, which journeys ask for on purpose.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A page of 1280 × 800, nobody signed in."""
    yield from _open(browser, server, DESK)


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    """A page of 390 × 844 with touch, nobody signed in."""
    yield from _open(browser, server, PHONE, has_touch=True)


@pytest.fixture
def plain_page(browser: Browser, server: str) -> Iterator[Page]:
    """A page of 1280 × 800 without JavaScript, nobody signed in."""
    yield from _open(browser, server, DESK, java_script_enabled=False)


@pytest.fixture
def sign_in_as() -> SignIn:
    """``sign_in_as(page, "officer")`` signs in with the demonstration account of a role."""

    def sign_in(page: Page, role: str) -> None:
        page.goto("/sign-in")
        page.locator("input[name=email]").fill(f"{role}@demo.example")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)

    return sign_in


@pytest.fixture
def axe() -> Axe:
    """``axe(page)`` gives the accessibility violations of the page as it stands, one line each."""
    source = AXE.read_text(encoding="utf-8")

    def examine(page: Page) -> list[str]:
        page.evaluate(source)
        # What passes is not described element by element, which is most of the work.
        options = "{runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']}"
        result = page.evaluate(f"rules => axe.run(document, {options})", list(RULES))
        return [
            f"{page.url}: {violation['id']} {node['target']} {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return examine
