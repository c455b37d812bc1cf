"""Where a page's timeline ends, and what leads on to the older engagements."""

from __future__ import annotations

import pytest

from app.core.session import Session
from app.core.timeline import STEP
from app.partnerships.routes.overview import LATEST
from tests.client import AuditedClient
from tests.conftest import SignIn
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_active_partnership


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize(
    ("page", "step"), [("organisations", STEP), ("contacts", STEP), ("partnerships", LATEST)]
)
def test_older_engagements_are_offered_only_where_there_are_some(
    session: Session, client: AuditedClient, sign_in: SignIn, page: str, step: int, more: int
) -> None:
    organisation = make_organisation(session)
    contact = make_contact(session, organisation=organisation)
    partnership = make_active_partnership(session, partners=[organisation.id])
    for _number in range(step + more):
        make_engagement(
            session, partnership=partnership, organisations=[organisation], contacts=[contact]
        )
    numbers = {
        "organisations": organisation.id,
        "contacts": contact.id,
        "partnerships": partnership.id,
    }
    sign_in("reader")
    first = client.page(f"/{page}/{numbers[page]}").soup
    links = first.select("a[href*='?before=']")
    assert len(first.select(".timeline > li")) == step
    assert len(links) == more
    for link in links:
        rest = client.page(str(link["href"]).partition("#")[0]).soup
        assert len(rest.select(".timeline > li")) == more
        assert not rest.select("a[href*='?before=']")
