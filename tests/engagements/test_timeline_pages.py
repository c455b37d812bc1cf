"""A page's timeline: where it ends, what leads on, and what htmx receives of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from app.core.session import Session
from app.core.timeline import BY_ITSELF, STEP
from app.partnerships.routes.overview import LATEST
from tests.client import AuditedClient
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_active_partnership

PAGES = {
    "organisations": STEP,
    "contacts": STEP,
    "partnerships": LATEST,
    "people": STEP,
    "units": STEP,
}
HTMX = {"HX-Request": "true"}
LAST = date(2026, 11, 2)


def fill(session: Session, me, count: int) -> dict[str, int]:
    """So many engagements a month apart; the numbers of those whose pages show all of them."""
    organisation = make_organisation(session)
    contact = make_contact(session, organisation=organisation)
    partnership = make_active_partnership(session, partners=[organisation.id])
    for number in range(count):
        make_engagement(
            session,
            partnership=partnership,
            organisations=[organisation],
            contacts=[contact],
            people=[me],
            starts_on=LAST - timedelta(days=30 * number),
        )
    return {
        "organisations": organisation.id,
        "contacts": contact.id,
        "partnerships": partnership.id,
        "people": me.id,
        "units": me.unit_id,
    }


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("page", PAGES)
def test_older_engagements_are_offered_only_where_there_are_some(
    session: Session, client: AuditedClient, sign_in: SignIn, page: str, more: int
) -> None:
    step = PAGES[page]
    number = fill(session, sign_in("reader"), step + more)[page]
    first = client.page(f"/{page}/{number}").soup
    links = first.select("a[href*='?before=']")
    assert len(first.select(".timeline article")) == step
    assert len(links) == more
    for link in links:
        rest = client.page(str(link["href"]).partition("#")[0]).soup
        assert len(rest.select(".timeline article")) == more
        assert not rest.select("a[href*='?before=']")
        assert "Back to the newest" in rest.get_text()
        added = BeautifulSoup(client.get(link["hx-get"], headers=HTMX).text, "html.parser")
        assert [child.name for child in added.find_all(recursive=False)] == ["li"] * more


@pytest.mark.parametrize("page", PAGES)
def test_timeline_costs_the_same_however_long_and_however_narrowed(
    session: Session,
    client: AuditedClient,
    sign_in: SignIn,
    count_statements: CountStatements,
    page: str,
) -> None:
    numbers = fill(session, sign_in("officer"), STEP + 1)
    session.expire_all()
    for query, found in (("", PAGES[page]), ("type=meeting&quarter=2026-Q4", 2), ("type=call", 0)):
        with count_statements() as statements:
            whole = client.page(f"/{page}/{numbers[page]}?{query}").soup
        assert len(statements) <= 9
        with count_statements() as statements:
            part = client.get(f"/{page}/{numbers[page]}?{query}", headers=HTMX).text
        assert len(statements) <= 5
        assert part.count("<article>") == len(whole.select(".timeline article")) == found
        assert whole.select("details.filters[open]") == whole.select("details.filters") or not query


def test_timeline_comes_by_itself_a_few_times_only_and_keeps_what_was_asked(
    session: Session, client: AuditedClient, sign_in: SignIn
) -> None:
    number = fill(session, sign_in("reader"), STEP * (BY_ITSELF + 2))["people"]
    part = client.page(f"/people/{number}?type=meeting&before=nonsense").soup
    triggers = []
    while links := part.select("#older"):
        triggers.append(links[0]["hx-trigger"])
        assert "type=meeting" in links[0]["href"]
        assert "step" not in links[0]["href"]
        part = BeautifulSoup(client.get(links[0]["hx-get"], headers=HTMX).text, "html.parser")
    assert triggers == ["click, revealed"] * BY_ITSELF + ["click"]
