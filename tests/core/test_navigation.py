"""The main menu is drawn once; each page marks where it is, each role sees its own."""

from __future__ import annotations

import pytest

from app.core.session import Session
from tests.client import AuditedClient
from tests.conftest import SignIn
from tests.factories.partnerships import make_partnership


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


def test_a_page_tells_of_its_side_before_its_content(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    """A column that is only known at the end of the page moves what was painted before."""
    sign_in("officer")
    partnership = make_partnership(session)
    body = client.page(f"/partnerships/{partnership.id}").soup.select_one(".page-body")
    assert body.find("aside") is not None
    assert "with-aside" in body["class"]
    body = client.page("/organisations").soup.select_one(".page-body")
    assert body.find("aside") is None
    assert "with-aside" not in body["class"]
