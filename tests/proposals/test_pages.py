"""The pages of colleagues: list, entry, moves, and who may see and do what."""

from __future__ import annotations

import pytest

from app.core.audit import SYSTEM
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.proposals import queries, services
from app.proposals.models import Criterion, Proposal, ProposalState
from app.users import services as users
from app.users.queries import handed_to
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_active_partnership
from tests.factories.proposals import (
    ask,
    hand_in,
    make_assessed,
    make_decided,
    make_proposal,
    make_triaged,
    read_again,
    scores,
)
from tests.factories.strategy import make_focus_area, make_framework, make_goal
from tests.factories.users import make_user

LIST, DETAIL, CREATE = 6, 9, 15


def newest(session: Session) -> Proposal:
    found = session.scalars(queries.list_proposals(EVERYTHING).order_by(Proposal.id.desc()))
    return next(iter(found.unique()))


def test_contributor_enters_a_proposal_with_the_words_searched_for(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("contributor")
    page = client.page("/proposals/new?title=Cold+climate&organisation=Port+of+Muuga")
    assert page.soup.find(id="organisation_name")["value"] == "Port of Muuga"
    answer = client.submit(
        "/proposals/new?title=Cold+climate&organisation=Port+of+Muuga",
        {"kind": "network", "what": "Share what we know of ice.", "country": "EE"},
    )
    assert answer.status_code == 302
    made = newest(session)
    assert (made.title, made.submitted_by_id) == ("Cold climate", me.id)
    assert "PR-2026-0001" in Page(client.get(answer.location)).text


def test_mistakes_keep_what_was_typed(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("officer")
    answer = client.submit("/proposals/new", {"title": "Kept title", "received_on": "1.1.2030"})
    page = Page(answer)
    assert answer.status_code == 422
    assert page.soup.find(id="title")["value"] == "Kept title"
    assert set(page.errors()) == {"kind", "what", "organisation_name", "received_on"}


def test_list_is_narrowed_by_state_country_and_focus_area(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    area = make_focus_area(session, name_en="Ice")
    make_proposal(session, title="Ours", country="EE", focus_areas=[area.id])
    make_triaged(session, title="Sorted already", country="SE")
    sign_in("reader")
    for query, shown in (
        ("state=received", "Ours"),
        ("state=triaged", "Sorted already"),
        ("country=EE", "Ours"),
        (f"focus_area={area.id}", "Ours"),
        ("q=sorted", "Sorted already"),
    ):
        text = client.page(f"/proposals?{query}").text
        assert shown in text
        assert ({"Ours", "Sorted already"} - {shown}).pop() not in text


def test_pages_tell_from_whom_a_handler_and_an_assessor_have_it(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    """Until they have accepted, or the proposal goes another way."""
    leaver = make_user(session, name="Anna Away")
    proposal = make_triaged(session, handler=leaver)
    ask(session, proposal, leaver)
    heir = sign_in("officer")
    given = users.Given(for_the_rest=users.Decision(heir.id))
    users.hand_over(session, leaver, given, actor=SYSTEM)
    address = f"/proposals/{proposal.id}"

    def told(path: str) -> int:
        session.expire_all()
        text = client.page(path).text
        told = "From Anna Away, not accepted yet", "Anna Away, handed over to"
        return sum(text.count(each) for each in told)

    assert [told(path) for path in (address, "/proposals", "/proposals/board")] == [2, 1, 1]
    again = read_again(session, proposal)
    owed = queries.find_assessment(session, proposal.id, heir.id)
    services.submit_assessment(session, again, owed, scores(), actor=heir)
    assert told(address) == 1
    services.withdraw(session, read_again(session, proposal), "Not needed", actor=SYSTEM)
    assert (told(address), handed_to(session, heir.id)) == (0, [])


def test_export_names_no_person_and_no_score(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    proposal = make_triaged(session, contact_name="Zebedeus Quux")
    hand_in(session, proposal, make_user(session), risk_reason="They are bankrupt.")
    sign_in("manager")
    text = client.get("/proposals?format=csv").get_data(as_text=True)
    assert proposal.reference in text
    assert "Quux" not in text
    assert "bankrupt" not in text


def test_person_shows_to_those_who_handle_proposals(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    proposal = make_proposal(session, contact_name="Zebedeus Quux")
    for role, shown in (("reader", False), ("contributor", False), ("officer", True)):
        sign_in(role)
        assert ("Quux" in client.page(f"/proposals/{proposal.id}").text) is shown


def move(
    client: AuditedClient, proposal: Proposal, verb: str, values: dict[str, str]
) -> str | None:
    answer = client.submit(f"/proposals/{proposal.id}/{verb}", values, form=0)
    return answer.location


def test_way_from_reception_to_the_partnership(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    goal = make_goal(session)
    network = make_organisation(session, "Cities in the Cold")
    proposal = make_proposal(
        session, goals=[goal.id], rationale="Ice.", organisation_id=network.id, title="Join in"
    )
    number = proposal.id
    first, second = make_user(session, "contributor"), make_user(session, "contributor")
    officer = sign_in("officer")
    assert "Sort it" in client.page(f"/proposals/{number}").text
    move(client, proposal, "triage", {"triage_note": "Look at the fee."})
    for assessor in (first, second):
        move(client, proposal, "assessors", {"assessor_id": str(assessor.id)})
    for assessor in (first, second):
        client.sign_in(session, assessor)
        page = client.page("/")
        assert "Your assessment is asked for" in page.text
        marks = {f"{each.value}_score": "4" for each in Criterion}
        reasons = {f"{each.value}_reason": "It is good." for each in Criterion}
        client.submit(f"/proposals/{number}/assessment", {**marks, **reasons}, button="Hand in")
    client.sign_in(session, officer)
    assert "4 of 5" in client.page(f"/proposals/{number}").text
    given = {"recommendation": "accept", "recommendation_text": "Yes.", "could_leave_note": "None."}
    move(client, proposal, "recommend", given)
    manager = sign_in("manager")
    decision = {"decision": "accept", "decision_body": "City Board", "decided_on": "26.10.2026"}
    move(client, proposal, "decide", decision)
    location = move(client, proposal, "convert", {"owner_id": str(manager.id)})
    assert location is not None
    text = client.page(location).text
    assert "Approved" in text
    assert "Came from a proposal" in text
    back = client.get(f"/proposals/reference/{proposal.reference}").location
    assert back == f"/proposals/{number}"
    assert "Became a partnership" in client.page(f"/proposals/{number}").text


def test_stale_move_is_a_conflict(client: AuditedClient, session: Session, sign_in: SignIn) -> None:
    proposal = make_triaged(session)
    sign_in("manager")
    values = {"decline_reason": "No goal.", "version": "1"}
    answer = client.submit(f"/proposals/{proposal.id}/decline", values)
    assert answer.status_code == 409
    assert read_again(session, proposal).state is ProposalState.TRIAGED


def test_second_assessor_reads_no_score_on_any_page(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    proposal = make_triaged(session)
    second = make_user(session, "contributor")
    ask(session, proposal, second)
    hand_in(session, read_again(session, proposal), make_user(session), risk_reason="Bankrupt.")
    client.sign_in(session, second)
    for path in ("", "/history", "/assessment"):
        assert "Bankrupt" not in client.page(f"/proposals/{proposal.id}{path}").text


def test_assessment_of_somebody_not_asked_is_not_there(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    proposal = make_triaged(session)
    sign_in("officer")
    client.page(f"/proposals/{proposal.id}/assessment", status=404)


def test_officer_does_not_decide(client: AuditedClient, session: Session, sign_in: SignIn) -> None:
    proposal = make_assessed(session)
    sign_in("officer")
    for verb in ("decide", "convert", "decline"):
        assert client.get(f"/proposals/{proposal.id}/{verb}").status_code == 403


def test_search_says_what_a_proposal_is(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_proposal(session, title="Nordic ice forum")
    sign_in("reader")
    text = client.page("/search?q=nordic+ice").text
    assert "Nordic ice forum" in text
    assert "Proposal" in text


def test_search_in_vain_offers_a_proposal(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("contributor")
    page = client.page("/search?q=Qwzxkv")
    link = page.soup.find("a", string="Propose this partner")
    assert "organisation=Qwzxkv" in link["href"]


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_at_any_length(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    rows: int,
) -> None:
    for _number in range(rows):
        make_triaged(session)
    sign_in("manager")
    with count_statements() as statements:
        client.page("/proposals")
    assert len(statements) <= LIST


@pytest.mark.parametrize("parts", [1, 5])
def test_page_costs_the_same_however_much_there_is(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    parts: int,
) -> None:
    framework = make_framework(session)
    proposal = make_decided(
        session,
        focus_areas=[make_focus_area(session, strategy=framework).id for _ in range(parts)],
        goals=[make_goal(session).id for _ in range(parts)],
    )
    sign_in("manager")
    with count_statements() as statements:
        client.page(f"/proposals/{proposal.id}")
    assert len(statements) <= DETAIL


def test_entering_one_costs_little(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
) -> None:
    sign_in("officer")
    make_proposal(session)
    values = {
        "title": "Counted", "kind": "network", "what": "Words.", "organisation_name": "Somebody",
        "received_on": "1.11.2026", "visibility": "city",
    }  # fmt: skip
    with count_statements() as statements:
        assert client.post("/proposals/new", values).status_code == 302
    assert len(statements) <= CREATE


def test_what_is_missing_leads_to_where_it_is_seen_to(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    proposal = make_triaged(session)
    sign_in("officer")
    page = client.page(f"/proposals/{proposal.id}")
    links = [a["href"] for a in page.soup.select("#next .checklist a")]
    assert links == [f"/proposals/{proposal.id}/assessors#assessor_id"]
    primary = page.soup.select_one(".moves .hds-button--primary")
    assert primary.get_text() == "Ask for an assessment"


def test_whoever_may_not_move_it_on_reads_whose_turn_it_is(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    assessed, decided = make_assessed(session), make_decided(session)
    sign_in("reader")
    page = client.page(f"/proposals/{assessed.id}")
    assert "It waits for whoever handles it: Recommend." in page.text
    assert page.soup.select("#next .checklist a") == []
    sign_in("officer")
    told = client.page(f"/proposals/{decided.id}").text
    assert "It waits for a manager: Convert to a partnership." in told


def test_what_was_decided_rules_out_the_opposite(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    proposal = make_decided(session)
    sign_in("manager")
    buttons = [
        a.get_text() for a in client.page(f"/proposals/{proposal.id}").soup.select(".moves a")
    ]
    assert buttons == ["Convert to a partnership", "Mark as withdrawn"]


def test_the_assessor_sees_what_we_have_already_beside_the_form(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    network = make_organisation(session, "Ice Cities")
    make_active_partnership(session, name="Membership of ice", partners=[network.id])
    proposal = make_triaged(session, organisation_id=network.id)
    ask(session, proposal, sign_in("contributor"))
    session.expire_all()
    with count_statements() as statements:
        page = client.page(f"/proposals/{proposal.id}/assessment")
    assert "Membership of ice With the same organisation" in page.text
    assert len(statements) <= DETAIL
