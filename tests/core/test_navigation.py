"""The main menu is drawn once; each page marks where it is, each role sees its own."""

from __future__ import annotations

import pytest

from tests.client import AuditedClient
from tests.conftest import SignIn


def marked(client: AuditedClient, path: str) -> dict[str, str]:
    links = client.page(path).soup.select("nav a[aria-current]")
    return {link["href"]: link["aria-current"] for link in links}


def test_the_page_and_what_it_belongs_to_are_marked(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("officer")
    assert marked(client, "/") == {"/": "page"}
    assert marked(client, "/organisations") == {"/organisations": "page"}
    assert marked(client, "/organisations/new") == {"/organisations": "true"}
    assert marked(client, "/contacts") == {"/contacts": "page"}


@pytest.mark.parametrize(("role", "administers"), [("administrator", True), ("manager", False)])
def test_the_menu_offers_what_the_role_may_do(
    client: AuditedClient, sign_in: SignIn, role: str, administers: bool
) -> None:
    sign_in(role)
    addresses = [link["href"] for link in client.page("/").soup.select("nav.nav a, .nav nav a")]
    assert ("/users" in addresses) is administers


def test_the_menu_speaks_the_language_of_whoever_looks(
    client: AuditedClient, sign_in: SignIn
) -> None:
    words = {}
    for locale in ("en", "fi", "sv"):
        sign_in("reader", locale=locale)
        words[locale] = client.page("/").soup.select_one("nav a[href='/organisations']").get_text()
    assert words == {"en": "Organisations", "fi": "Organisaatiot", "sv": "Organisationer"}
