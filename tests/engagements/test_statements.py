"""Pages cost the same number of statements, however much there is to show."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.core.attachments import Upload
from app.core.audit import SYSTEM
from app.core.permissions import Role
from app.core.session import Session
from app.engagements import queries, services
from app.engagements.models import (
    Engagement,
    EngagementContact,
    ResultKind,
    TravelMeans,
    engagement_organisation,
    engagement_user,
)
from app.strategy.models import Strategy
from app.users.models import User
from tests.client import AuditedClient
from tests.conftest import CountStatements
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_framework, make_objective
from tests.factories.users import make_user

LIST, DETAIL, HOME, CREATE = 6, 9, 12, 15
TODAY = date(2026, 11, 2)


@pytest.fixture
def me(client: AuditedClient, session: Session) -> User:
    user = make_user(session, Role.CONTRIBUTOR)
    client.sign_in(session, user)
    return user


def rich(session: Session, framework: Strategy, parts: int, me: User) -> Any:
    """An engagement with ``parts`` of everything that there can be many of."""
    numbers = range(parts)
    engagement = make_engagement(
        session,
        partnership=make_partnership(session),
        organisations=[make_organisation(session) for _ in numbers],
        people=[me, *(make_user(session) for _ in numbers)],
        contacts=[make_contact(session, organisation=make_organisation(session)) for _ in numbers],
        objectives=[make_objective(session, strategy=framework).id for _ in numbers],
        focus_areas=[make_focus_area(session, strategy=framework).id for _ in numbers],
        results=list(ResultKind)[:parts],
        media=[{"outlet": f"Paper {n}"} for n in numbers],
        travel=[{"means": TravelMeans.TRAIN, "distance_km": 100} for _ in numbers],
        follow_ups=[{"what": f"Promise {n}", "assignee_id": me.id} for n in numbers],
    )
    engagement = queries.get_engagement(session, engagement.id)
    for number in numbers:
        file = Upload(f"minutes-{number}.txt", b"What was said")
        services.add_document(session, engagement, file, actor=SYSTEM)
    return engagement


@pytest.mark.parametrize("address", ["/engagements", "/follow-ups"])
def test_lists_cost_the_same_at_1_and_30_rows(
    client: AuditedClient,
    session: Session,
    me: User,
    count_statements: CountStatements,
    address: str,
) -> None:
    counts = []
    for rows in (1, 29):
        for _ in range(rows):
            engagement = make_engagement(session, partnership=make_partnership(session))
            make_follow_up(session, engagement=engagement, due_on=TODAY)
        session.expire_all()
        with count_statements() as statements:
            client.page(address)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= LIST


def test_detail_costs_the_same_with_little_and_much(
    client: AuditedClient, session: Session, me: User, count_statements: CountStatements
) -> None:
    counts, framework = [], make_framework(session)
    for parts in (1, 4):
        engagement = rich(session, framework, parts, me)
        session.expire_all()
        with count_statements() as statements:
            client.page(f"/engagements/{engagement.id}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= DETAIL


def multiply(session: Session, engagement: Engagement, times: int) -> None:
    """So many engagements more that are like it, each a day earlier, with its links; in bulk."""
    links = (engagement_organisation, engagement_user, EngagementContact.__table__)
    for table in (Engagement.__table__, *links):
        key = "id" if table is Engagement.__table__ else "engagement_id"
        (row,) = session.execute(sa.select(table).where(table.c[key] == engagement.id)).mappings()
        numbers = {name for name in ("id", "engagement_id") if name in row}
        copies: list[dict[str, Any]] = [
            dict(row)
            | {name: row[name] + each for name in numbers}
            | {"starts_on": engagement.starts_on - timedelta(days=each // 4)}
            for each in range(1, times + 1)
        ]
        if copies:
            session.execute(sa.insert(table), copies)


def test_pages_cost_the_same_with_ten_thousand_engagements_on_one_partnership(
    client: AuditedClient, session: Session, count_statements: CountStatements
) -> None:
    me = make_user(session, Role.OFFICER)
    client.sign_in(session, me)
    partner = make_organisation(session)
    contact = make_contact(session, organisation=partner)
    partnership = make_partnership(session, partners=[partner.id])
    engagement = make_engagement(
        session, partnership=partnership, organisations=[partner], people=[me], contacts=[contact]
    )
    pages = {
        f"/partnerships/{partnership.id}": DETAIL,
        f"/organisations/{partner.id}": DETAIL,
        f"/contacts/{contact.id}": DETAIL,
        f"/people/{me.id}": DETAIL,
        f"/engagements/new?from=/partnerships/{partnership.id}": DETAIL,
        "/engagements?q=": LIST,
        "/": HOME,
    }
    counts: list[list[int]] = []
    for times in (0, 10_000):
        multiply(session, engagement, times)
        counts.append([])
        for address in pages:
            session.expire_all()
            with count_statements() as statements:
                client.page(address)
            counts[-1].append(len(statements))
    few, many = counts
    assert few == many
    assert all(cost <= most for cost, most in zip(many, pages.values(), strict=True)), many


def test_page_of_a_follow_up_keeps_the_budget(
    client: AuditedClient, session: Session, me: User, count_statements: CountStatements
) -> None:
    follow_up = make_follow_up(session, partnership=make_partnership(session))
    session.expire_all()
    with count_statements() as statements:
        client.page(f"/follow-ups/{follow_up.id}")
    assert len(statements) <= DETAIL


@pytest.mark.parametrize("is_prefilled", [True, False])
def test_logging_keeps_the_budget(
    client: AuditedClient,
    session: Session,
    me: User,
    count_statements: CountStatements,
    is_prefilled: bool,
) -> None:
    framework = make_framework(session)
    objective = make_objective(session, strategy=framework)
    area = make_focus_area(session, strategy=framework)
    organisation = make_organisation(session)
    partnership = make_partnership(
        session, objectives=[objective.id], focus_areas=[area.id], partners=[organisation.id]
    )
    values: dict[str, Any] = {
        "type": "meeting",
        "starts_on": "2026-11-02",
        "summary": "Data ethics",
        "organisations": [str(organisation.id)],
        "people": [str(me.id)],
        "partnership_id": str(partnership.id),
        "cost_currency": "EUR",
        "visibility": "city",
        "follow_up_promiser": "us",
    }
    if is_prefilled:
        values |= {"objectives": [str(objective.id)], "focus_areas": [str(area.id)]}
    session.expire_all()
    with count_statements() as statements:
        assert client.post("/engagements/new", values).status_code == 302
    assert len(statements) <= CREATE, "\n".join(statements)


def test_log_form_costs_the_same_at_1_and_30_drafts_and_suggestions(
    client: AuditedClient, session: Session, me: User, count_statements: CountStatements
) -> None:
    organisation = make_organisation(session)
    counts = []
    for rows in (1, 29):
        for number in range(rows):
            make_partnership(session, partners=[organisation.id])
            client.post("/engagements/new", {"action": "draft", "summary": f"Draft {number}"})
        session.expire_all()
        with count_statements() as statements:
            client.page(f"/engagements/new?from=/organisations/{organisation.id}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= DETAIL


def test_pages_stay_light(client: AuditedClient, session: Session, me: User) -> None:
    for number in range(50):
        make_engagement(session, starts_on=TODAY - timedelta(days=number))
    for address in ("/engagements", "/engagements/new", "/follow-ups"):
        assert len(client.get(address).get_data()) < 100_000
