"""The pages of partnerships through the client, each examined as a page."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.permissions import Role
from app.core.session import Session
from app.partnerships.kinds import KINDS
from app.partnerships.models import PartnershipKind
from tests.client import AuditedClient
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.users import make_user

ADDRESSES = {
    PartnershipKind.NETWORK: "/networks",
    PartnershipKind.CITY_AGREEMENT: "/sister-cities",
    PartnershipKind.EU_PROJECT: "/eu-projects",
    PartnershipKind.COOPERATION: "/cooperation",
}


@pytest.fixture
def officer(client: AuditedClient, session: Session) -> Any:
    user = make_user(session, Role.OFFICER)
    client.sign_in(session, user)
    return user


@pytest.mark.parametrize("kind", list(PartnershipKind))
def test_a_partnership_is_served_at_the_address_of_its_kind(
    client: AuditedClient, session: Session, officer: Any, kind: PartnershipKind
) -> None:
    partnership = make_active_partnership(session, kind)
    for address in ("/partnerships", ADDRESSES[kind]):
        page = client.page(f"{address}/{partnership.id}")
        assert page.heading == partnership.name
        assert "Nothing is missing." in page.text
        client.page(f"{address}/{partnership.id}/edit")
    for other in set(ADDRESSES.values()) - {ADDRESSES[kind]}:
        assert client.get(f"{other}/{partnership.id}").status_code == 404
        assert client.get(f"{other}/{partnership.id}/edit").status_code == 404


@pytest.mark.parametrize("address", ["/partnerships", *ADDRESSES.values()])
def test_every_list_opens_empty_and_filled(
    client: AuditedClient, session: Session, officer: Any, address: str
) -> None:
    client.page(address)
    for kind in KINDS:
        make_partnership(session, kind)
    assert len(client.page(address).soup.select("tbody tr")) == (
        4 if address == "/partnerships" else 1
    )
