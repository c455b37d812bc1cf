"""Overlap shows by itself, with its reasons and as far as the viewer may know."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.session import Session
from app.partnerships.models import PartnershipKind, Term
from tests.client import AuditedClient
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_network, make_network_member, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.proposals import make_assessed, make_proposal, make_triaged
from tests.factories.strategy import make_focus_area
from tests.factories.users import make_user

AGREEMENT = PartnershipKind.CITY_AGREEMENT


def section(client: AuditedClient, number: int, name: str) -> str:
    found = client.page(f"/proposals/{number}").soup.find(id=name)
    return " ".join(found.get_text(" ").split())


def test_overlap_is_found_by_organisation_network_member_and_country(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    area = make_focus_area(session)
    city = make_organisation(session, "City of Ice", country="EE")
    near = make_organisation(session, "Town of Snow", country="EE")
    network = make_network(session, "Winter Cities")
    make_network_member(session, network, city)
    owner = make_user(session, name="Owner of Ice")
    make_partnership(session, AGREEMENT, name="Ice pact", partners=[city.id], owner_id=owner.id)
    make_partnership(session, name="Winter membership", partners=[network.id])
    make_partnership(
        session, AGREEMENT, name="Snow pact", partners=[near.id], focus_areas=[area.id]
    )
    make_partnership(session, AGREEMENT, name="Elsewhere", focus_areas=[area.id])
    proposal = make_proposal(
        session, organisation_id=city.id, country="EE", focus_areas=[area.id], kind=AGREEMENT
    )
    sign_in("reader")
    text = section(client, proposal.id, "overlap")
    assert "Ice pact Proposed With the same organisation Owner: Owner of Ice" in text
    assert "Winter membership Proposed A network to which the organisation belongs" in text
    assert "Snow pact Proposed In the same country, on the same focus area" in text
    assert "Elsewhere" not in text


def test_partner_in_the_proposed_network_is_told(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    city, network = make_organisation(session, "City of Ice"), make_network(session, "Winter")
    make_network_member(session, network, city)
    make_partnership(session, AGREEMENT, name="Ice pact", partners=[city.id])
    area = make_focus_area(session)
    make_partnership(session, name="Snow forum", focus_areas=[area.id])
    make_partnership(session, AGREEMENT, name="Snow pact", focus_areas=[area.id])
    proposal = make_proposal(session, organisation_id=network.id, focus_areas=[area.id])
    sign_in("reader")
    text = section(client, proposal.id, "overlap")
    assert "With a member of the proposed network" in text
    assert "Snow forum Proposed A network on the same focus area" in text
    assert "Snow pact" not in text


def test_similar_name_is_told_with_one_typing_mistake(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_organisation(session, "Wintercities Alliance")
    proposal = make_proposal(session, organisation_name="Wintercites Aliance")
    sign_in("reader")
    assert "Wintercities Alliance" in section(client, proposal.id, "overlap")


def test_restricted_partnership_is_no_overlap_for_others(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    city = make_organisation(session, "City of Ice")
    make_partnership(session, name="Secret pact", partners=[city.id], visibility="restricted")
    proposal = make_proposal(session, organisation_id=city.id)
    for role, shown in (("reader", False), ("officer", True)):
        sign_in(role)
        assert ("Secret pact" in client.page(f"/proposals/{proposal.id}").text) is shown


def membership(session: Session, name: str, **values: Any) -> Any:
    return make_partnership(session, name=name, exists=True, **values)


def test_proposed_membership_names_what_could_be_left_and_why(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    area = make_focus_area(session, name_en="Design")
    membership(
        session,
        "Design Cities",
        focus_areas=[area.id],
        fee_amount=12000,
        term=Term.AUTO_RENEWING,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        renewal_months=12,
        notice_months=1,
    )
    lively = membership(session, "Lively Cities")
    for _number in range(3):
        make_engagement(session, partnership=lively)
    proposal = make_proposal(session, focus_areas=[area.id])
    sign_in("reader")
    text = section(client, proposal.id, "leave")
    assert "Design Cities No engagement in the last 12 months" in text
    assert "Serves the same focus area: Design" in text
    assert "Notice can be given until 30 Nov 2026" in text
    assert "Costs 12,000" in text
    assert "Lively Cities" not in text


def test_other_kinds_ask_for_no_membership_to_leave(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    proposal = make_proposal(session, kind=AGREEMENT)
    sign_in("reader")
    assert client.page(f"/proposals/{proposal.id}").soup.find(id="leave") is None


def test_candidate_is_chosen_in_the_recommendation(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    old = membership(session, "Old Cities")
    proposal = make_assessed(session, could_leave_note="")
    sign_in("officer")
    answer = client.submit(
        f"/proposals/{proposal.id}/recommend",
        {
            "recommendation": "accept",
            "recommendation_text": "It does more for less.",
            "could_leave_id": str(old.id),
        },
    )
    assert answer.status_code == 302
    assert "Old Cities" in client.page(f"/proposals/{proposal.id}").text


def test_board_shows_each_in_its_column(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_proposal(session, title="Just in")
    make_triaged(session, title="At work")
    make_proposal(session, title="Waits too long", received_on=date(2026, 8, 1))
    sign_in("reader")
    page = client.page("/proposals/board")

    def lane(state: str) -> str:
        return page.soup.find(id=f"lane-{state}").find_parent("section").get_text(" ")

    assert "Just in" in lane("received")
    assert "At work" in lane("triaged")
    assert "Answer was due" in lane("received")


@pytest.mark.parametrize("number", [1, 20])
def test_page_and_board_cost_the_same_with_many_neighbours(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    number: int,
) -> None:
    area = make_focus_area(session)
    city = make_organisation(session, "City of Ice", country="EE")
    for place in range(number):
        membership(session, f"Network {place}", partners=[city.id], focus_areas=[area.id])
        make_triaged(session, organisation_id=city.id)
    proposal = make_triaged(session, organisation_id=city.id, country="EE", focus_areas=[area.id])
    sign_in("manager")
    with count_statements() as page:
        client.page(f"/proposals/{proposal.id}")
    with count_statements() as board:
        client.page("/proposals/board")
    assert len(page) <= 9
    assert len(board) <= 6
