"""No address tells a reader without rights anything of a restricted engagement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.attachments import Upload
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.permissions import Role
from app.core.session import Session
from app.engagements import queries, services
from app.engagements.models import Engagement, FollowUp, ResultKind, TravelMeans
from app.knowledge.models import Solution
from app.organisations.models import Contact, Organisation
from app.partnerships.models import Partnership
from app.users.models import User
from tests.client import AuditedClient
from tests.factories.engagements import make_engagement
from tests.factories.knowledge import make_solution
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_framework, make_objective
from tests.factories.users import make_user

# A word that stands in nothing else, in every text of the hidden engagement.
MARK = "zephyrine"
QUERIES = ("", f"?q={MARK}", f"?search={MARK}", "?format=csv", "?all=1", "?closed=1")


@pytest.fixture
def hidden(session: Session) -> Engagement:
    """A restricted engagement with a mark in all its texts, amid records that anybody may see."""
    framework = make_framework(session)
    partner = make_organisation(session, "City of Lyon")
    author = make_user(session, Role.CONTRIBUTOR)
    engagement = make_engagement(
        session,
        partnership=make_partnership(session, partners=[partner.id]),
        visibility=Visibility.RESTRICTED,
        organisations=[partner],
        contacts=[make_contact(session, organisation=partner)],
        people=[author],
        objectives=[make_objective(session, strategy=framework).id],
        focus_areas=[make_focus_area(session, strategy=framework).id],
        results=[ResultKind.LEARNING],
        travel=[{"means": TravelMeans.FLIGHT, "distance_km": 41_237, "travellers": 1}],
        media=[{"outlet": f"The {MARK} Times"}],
        follow_ups=[{"what": f"Send the {MARK} paper", "assignee_id": author.id}],
        **dict.fromkeys(
            ("summary", "notes", "place", "learned", "learned_for", "position", "forum", "ask"),
            f"The {MARK} talks",
        ),
    )
    engagement = queries.get_engagement(session, engagement.id)
    file = Upload(f"The {MARK} minutes.txt", f"The {MARK} minutes".encode())
    services.add_document(session, engagement, file, actor=SYSTEM)
    make_solution(session, organisation_id=partner.id, engagements=[engagement.id])
    return engagement


def numbers(session: Session, hidden: Engagement) -> dict[str, list[int]]:
    """The numbers of the records around it, by the name they have in addresses."""
    follow_up = session.scalars(sa.select(FollowUp.id)).one()
    return {
        "engagement_id": [hidden.id],
        "document_id": [document.id for document in hidden.documents],
        "travel_id": [each.id for each in hidden.travel],
        "mention_id": [each.id for each in hidden.media],
        "follow_up_id": [follow_up],
        "solution_id": list(session.scalars(sa.select(Solution.id))),
        "partnership_id": [hidden.partnership_id or 0],
        "organisation_id": [each.id for each in hidden.organisations],
        "contact_id": [each.contact_id for each in hidden.contacts],
        "user_id": [each.id for each in hidden.people],
        "unit_id": [hidden.unit_id],
        "focus_area_id": [each.id for each in hidden.focus_areas],
        "objective_id": [each.id for each in hidden.objectives],
    }


def addresses(app: Flask, known: dict[str, list[int]]) -> Iterator[str]:
    """Every address that can be opened, with these records where it names one."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        filled = rule.rule
        for name, converter in rule._converters.items():
            choices = getattr(converter, "items", None) or known.get(name) or [1]
            value = next(iter(choices))
            filled = re.sub(rf"<(?:[^<>]*:)?{name}>", str(value), filled)
        if "<" not in filled and "sign-out" not in filled:
            yield filled


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR])
def test_no_page_suggestion_export_or_file_tells_of_it(
    client: AuditedClient, session: Session, hidden: Engagement, role: Role
) -> None:
    stranger = make_user(session, role)
    client.sign_in(session, stranger)
    client.is_examining = False
    known, opened = numbers(session, hidden), 0
    for address, query in product(addresses(client.application, known), QUERIES):
        answer = client.get(address + query)
        opened += answer.status_code == 200
        # A search says back what was asked for.
        told = answer.get_data(as_text=True).replace(f"q={MARK}", "").lower()
        told = re.sub(rf'(?:value="|“|&#34;){MARK}', "", told)
        assert f"the {MARK}" not in told, address + query
        assert "41,237" not in told, address + query
    assert opened > 100


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR])
def test_counts_and_dates_are_those_of_what_may_be_seen(
    client: AuditedClient, session: Session, hidden: Engagement, role: Role
) -> None:
    client.sign_in(session, make_user(session, role))
    listed = client.page("/engagements").soup.find(id="list")
    assert listed is not None
    assert listed.get("data-count") == "Found: 0"
    for model, number in (
        (Organisation, hidden.organisations[0].id),
        (Contact, hidden.contacts[0].contact_id),
        (Partnership, hidden.partnership_id),
    ):
        assert session.get_one(model, number).last_engaged_on is None
    assert "No journey is recorded" in client.page("/engagements/travel").text


def test_those_with_rights_find_it(
    client: AuditedClient, session: Session, hidden: Engagement
) -> None:
    for reader in (make_user(session, Role.OFFICER), hidden.people[0]):
        client.sign_in(session, session.get_one(User, reader.id))
        assert MARK in client.page("/engagements").text
        assert MARK in client.page(f"/search?q={MARK}").text
