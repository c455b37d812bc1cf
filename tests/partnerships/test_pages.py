"""The pages of partnerships through the client, each examined as a page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.core import clock
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.permissions import EVERYTHING, Role
from app.core.session import Session
from app.organisations import services as organisations
from app.organisations.models import Standing
from app.organisations.queries import get_organisation
from app.partnerships import queries, services
from app.partnerships.kinds import KINDS
from app.partnerships.models import EndKind, PartnerRole, PartnershipKind, PartnershipState
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import (
    make_active_partnership,
    make_partnership,
    make_ready_partnership,
)
from tests.factories.strategy import make_focus_area, make_goal, make_objective
from tests.factories.users import make_unit, make_user

ADDRESSES = {kind: f"/{entry.slug}" for kind, entry in KINDS.items()}
KIND_LIST = list(PartnershipKind)
STATEMENTS = 9


@pytest.fixture
def officer(client: AuditedClient, session: Session) -> Any:
    return sign_in(client, session, Role.OFFICER)


def sign_in(client: AuditedClient, session: Session, role: Role, **values: Any) -> Any:
    user = make_user(session, role, **values)
    client.sign_in(session, user)
    return user


def read(session: Session, number: int) -> Any:
    session.expire_all()
    return queries.reload(session, number)


@pytest.mark.parametrize("kind", KIND_LIST)
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
    expected = 4 if address == "/partnerships" else 1
    assert len(client.page(address).soup.select("tbody tr")) == expected


@pytest.mark.parametrize("kind", KIND_LIST)
def test_a_page_costs_the_same_however_much_hangs_on_it(
    client: AuditedClient,
    session: Session,
    officer: Any,
    count_statements: CountStatements,
    kind: PartnershipKind,
) -> None:
    areas, objectives = [make_focus_area(session).id], [make_objective(session).id]
    links = {"sdgs": [11], "focus_areas": areas, "objectives": objectives}
    partnership = make_active_partnership(session, kind, **links)
    costs = []
    for number in (1, 29):
        for place in range(number):
            organisation = make_organisation(session, f"Partner {number}-{place}")
            values = {"organisation_id": organisation.id, "role": PartnerRole.PARTNER}
            services.add_partner(session, partnership, values, actor=SYSTEM)
            make_engagement(session, partnership=partnership)
            make_follow_up(session, partnership=partnership)
        session.expunge_all()
        with count_statements() as statements:
            client.page(f"/partnerships/{partnership.id}")
        costs.append(len(statements))
        partnership = read(session, partnership.id)
    assert costs[0] == costs[1] <= STATEMENTS, costs


def test_the_checklist_leads_to_where_each_gap_is_closed(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership = make_partnership(session, PartnershipKind.CITY_AGREEMENT, partners=[])
    page = client.page(f"/partnerships/{partnership.id}")
    links = {str(a["href"]) for a in page.soup.select(".checklist a")}
    edit = f"/partnerships/{partnership.id}/edit"
    assert links == {
        f"{edit}#owner_id",
        f"/partnerships/{partnership.id}/goals/new",
        f"{edit}#decision_body",
        f"{edit}#next_review_on",
        f"{edit}#organisation_ids",
        f"{edit}#strategic_goal_stated",
    }
    form = client.page(edit).soup
    for link in links:
        anchor = link.partition("#")[2]
        assert not anchor or form.find(id=anchor) is not None, anchor


def test_the_journey_of_a_proposed_sister_city_through_the_gate(
    client: AuditedClient, session: Session
) -> None:
    manager = sign_in(client, session, Role.MANAGER)
    goal = make_goal(session)
    city = make_organisation(session, "City of Tartu", country="EE")
    answer = client.submit(
        f"/partnerships/new?kind=city_agreement&organisation={city.id}",
        {"name": "Helsinki–Tartu", "level": "sister_city", "owner_id": ""},
    )
    assert answer.status_code == 302
    address = answer.location
    number = int(address.rpartition("/")[2])
    page = client.page(address)
    assert "5 things are missing" in page.text
    assert "City of Tartu" in page.text

    assert _move(client, number, "assess", "Fits the strategy").status_code == 302
    refused = _move(client, number, "approve", "The board said yes")
    assert refused.status_code == 422
    assert "A decision, with who decided and when" in Page(refused).text

    answer = client.submit(
        f"/sister-cities/{number}/edit",
        {
            "owner_id": str(manager.id),
            "decision_body": "City Board",
            "decided_on": "5.10.2026",
            "next_review_on": "2027-10-05",
            "common_operations": "A joint pilot of winter cycling routes",
            "change_reason": "Leads the Baltic work",
        },
    )
    assert answer.status_code == 302
    assert _move(client, number, "approve", "Decided on 5 October").status_code == 302
    refused = _move(client, number, "activate", "Let us begin")
    assert refused.status_code == 422
    assert "At least one goal of the city strategy" in Page(refused).text

    answer = client.submit(
        f"/partnerships/{number}/goals/new",
        {"goal_id": str(goal.id), "contribution": "principal", "rationale": "Shared winters"},
    )
    assert answer.status_code == 302
    assert "Nothing is missing." in client.page(f"/sister-cities/{number}").text
    assert _move(client, number, "activate", "Let us begin").status_code == 302
    page = client.page(f"/sister-cities/{number}")
    assert "Helsinki–Tartu is now: Active." in page.text
    history = client.page(f"/partnerships/{number}/history").text
    assert "Leads the Baltic work" in history
    assert "Let us begin" in history
    assert manager.name in history


def _move(client: AuditedClient, number: int, verb: str, reason: str) -> Any:
    return client.submit(f"/partnerships/{number}/{verb}", {"reason": reason})


def test_the_last_goal_and_the_last_partner_stay_with_an_active_one(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership = make_active_partnership(session)
    alignment, partner = partnership.alignments[0], partnership.partners[0]
    base = f"/partnerships/{partnership.id}"
    answer = client.submit(f"{base}/goals/{alignment.id}/remove", {"reason": "Out of date"})
    assert answer.status_code == 422
    assert "An active partnership must keep what makes it one." in Page(answer).text
    answer = client.submit(f"{base}/partners/{partner.id}/edit", form="/remove")
    assert answer.status_code == 302
    assert "An active partnership must keep" in client.page(base).text
    answer = client.submit(f"{base}/edit", {"owner_id": "", "name": "Kept as typed"})
    assert answer.status_code == 422
    page = Page(answer)
    assert "One accountable owner" in page.errors()["owner_id"]
    assert page.soup.find(id="name")["value"] == "Kept as typed"  # type: ignore[index]
    after = read(session, partnership.id)
    assert after.state == PartnershipState.ACTIVE
    assert (len(after.alignments), len(after.partners)) == (1, 1)


def test_goals_partners_and_reports_are_changed_on_small_pages(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    project = make_active_partnership(session, PartnershipKind.EU_PROJECT)
    base = f"/partnerships/{project.id}"
    alignment = project.alignments[0]
    changed = {"rationale": "Better buses", "contribution": "marginal"}
    assert client.submit(f"{base}/goals/{alignment.id}/edit", changed).status_code == 302
    other = make_organisation(session, "Forum Virium")
    added = {"organisation_id": str(other.id), "contribution_eur": "360 000,50"}
    assert client.submit(f"{base}/partners/new", added).status_code == 302
    assert client.submit(f"{base}/partners/new", added).status_code == 422
    partner = read(session, project.id).partners[-1]
    edited = {"role": "coordinator", "note": "Leads"}
    assert client.submit(f"{base}/partners/{partner.id}/edit", edited).status_code == 302
    report = {"period": "RP1", "due_on": "2026-12-31"}
    assert client.submit(f"{base}/reports/new", report).status_code == 302
    assert client.submit(f"{base}/reports/new", report).status_code == 422
    text = client.page(base).text
    for expected in ("Better buses", "Forum Virium", "Coordinator", "360,000.50", "RP1"):
        assert expected in text
    assert client.submit(base, form="/submit").status_code == 302
    assert "2 Nov 2026" in client.page(base).soup.find(id="reports").get_text()  # type: ignore[union-attr]
    assert client.submit(base, form="/remove").status_code == 302
    assert queries.papers_of(session, project.id).reports == []


@pytest.mark.parametrize("part", ["edit", "partners/new"])
def test_a_missing_partner_is_added_without_leaving(
    client: AuditedClient, session: Session, officer: Any, part: str
) -> None:
    partnership = make_partnership(session)
    address = f"/partnerships/{partnership.id}/{part}"
    kindless = {"new_organisation_name": "City of Narva", "new_organisation_country": "EE"}
    answer = client.submit(address, kindless)
    assert answer.status_code == 422
    assert list(Page(answer).errors()) == ["new_organisation_kind"]
    assert client.submit(address, {**kindless, "new_organisation_kind": "city"}).status_code == 302
    partners = read(session, partnership.id).partners
    assert [p.organisation.name for p in partners][1:] == ["City of Narva"]
    assert partners[1].organisation.country == "EE"


def test_a_partner_is_chosen_or_new_but_not_both_and_not_neither(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership, other = make_partnership(session), make_organisation(session)
    address = f"/partnerships/{partnership.id}/partners/new"
    new = {"new_organisation_name": "City of Narva", "new_organisation_kind": "city"}
    for values in ({}, {**new, "organisation_id": str(other.id)}):
        answer = client.submit(address, values)
        assert answer.status_code == 422
        assert list(Page(answer).errors()) == ["organisation_id"]
    assert len(read(session, partnership.id).partners) == 1


def test_only_projects_have_reports(client: AuditedClient, session: Session, officer: Any) -> None:
    network = make_partnership(session)
    assert client.get(f"/partnerships/{network.id}/reports/new").status_code == 404


def test_verifying_shows_who_and_when(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership = make_partnership(session)
    values = {"source": "hel.fi, decisions", "evidence_on": "2026-10-01"}
    address = f"/partnerships/{partnership.id}/verify"
    assert client.submit(address, {**values, "evidence_on": "2026-12-01"}).status_code == 422
    assert client.submit(address, values).status_code == 302
    assert (
        f"Verified by {officer.name} on 2 Nov 2026."
        in client.page(f"/partnerships/{partnership.id}").text
    )


def test_ending_asks_for_open_follow_ups_first(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership = make_active_partnership(session)
    make_follow_up(session, partnership=partnership, what="Send the report")
    address = f"/partnerships/{partnership.id}/end"
    assert "Send the report" in client.page(address).text
    values = {"end_kind": "terminated", "outcome": "Two pilots", "reason": "Overlap"}
    answer = client.submit(address, values)
    assert answer.status_code == 422
    assert "Decide what becomes of it" in Page(answer).text
    assert read(session, partnership.id).state == PartnershipState.ACTIVE


def test_an_ended_one_shows_its_outcome_and_its_successor(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership, successor = make_active_partnership(session), make_partnership(session)
    values = {
        "end_kind": EndKind.SUPERSEDED.value,
        "superseded_by_id": str(successor.id),
        "outcome": "Grew into a network",
        "reason": "Bigger now",
    }
    assert client.submit(f"/partnerships/{partnership.id}/end", values).status_code == 302
    page = client.page(f"/partnerships/{partnership.id}")
    assert "Grew into a network" in page.text
    assert page.soup.find("a", href=f"/partnerships/{successor.id}") is not None
    assert client.get(f"/partnerships/{partnership.id}/activate").status_code == 409


def test_two_people_editing_lose_nothing(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership = make_partnership(session, name="Before", summary="Before")
    address = f"/partnerships/{partnership.id}/edit"
    stale = client.page(address).soup.find("input", attrs={"name": "version"})["value"]  # type: ignore[index]
    services.update_partnership(session, partnership, {"name": "Theirs"}, actor=SYSTEM)
    answer = client.submit(address, {"version": stale, "name": "Mine", "summary": "Mine too"})
    assert answer.status_code == 409
    page = Page(answer)
    assert "Theirs" in page.text
    assert "Mine" in page.text
    kept = {"name": "Mine", "choose-name": "theirs", "summary": "Mine too"}
    version = page.soup.find("input", attrs={"name": "version"})["value"]  # type: ignore[index]
    assert client.submit(address, {**kept, "version": version}).status_code == 302
    after = read(session, partnership.id)
    assert (after.name, after.summary) == ("Theirs", "Mine too")


@pytest.mark.parametrize("kind", KIND_LIST)
def test_everything_a_form_asks_is_kept(
    client: AuditedClient, session: Session, officer: Any, kind: PartnershipKind
) -> None:
    area, objective = make_focus_area(session), make_objective(session)
    partnership = make_partnership(session, kind)
    address = f"/partnerships/{partnership.id}/edit"
    values = {
        "name": "Name", "acronym": "N", "name_fi": "Nimi", "name_sv": "Namn", "summary": "S",
        "owner_id": str(officer.id), "unit_id": str(officer.unit_id),
        "political_lead": "deputy_mayor", "political_area": "Culture", "for_management_team": "y",
        "objectives": [str(objective.id)], "focus_areas": [str(area.id)], "sdgs": ["11", "13"],
        "benefit": "5", "benefit_reason": "B", "offer": "2", "offer_reason": "O",
        "fee_amount": "75 000", "fee_currency": "DKK", "fee_eur": "10 050",
        "fee_eur_on": "1.2.2026", "travel_eur": "2000", "working_days": "12,5",
        "budget_line": "1 50 03", "signed_on": "2020-01-01", "term": "auto_renewing",
        "starts_on": "2020-01-01", "ends_on": "2026-12-31", "renewal_months": "12",
        "notice_months": "6", "review_cycle_months": "24", "decision_body": "City Board",
        "decided_on": "2019-12-01", "case_number": "HEL 2019-012572",
        "decision_section": "§ 253", "next_review_on": "2027-01-01", "cadence_days": "180",
        "source": "Register", "evidence_on": "2026-01-01", "visibility": "public",
    }  # fmt: skip
    assert client.submit(address, values).status_code == 302
    soup = client.page(address).soup
    for name, value in values.items():
        if name in ("objectives", "focus_areas", "sdgs", "for_management_team"):
            ticked = [
                c["value"] for c in soup.select(f"input[name={name}]") if c.has_attr("checked")
            ]
            assert ticked == (value if isinstance(value, list) else [value])
    after = read(session, partnership.id)
    assert (str(after.fee_amount), after.fee_currency, str(after.fee_eur)) == (
        "75000.00", "DKK", "10050.00",
    )  # fmt: skip
    text = client.page(f"/partnerships/{partnership.id}").text
    for expected in (
        "Give notice by",
        "30 Jun 2027",
        "Culture",
        "HEL 2019-012572, § 253",
        "5 of 5",
    ):
        assert expected in text


BAD = {
    "name": "", "decided_on": "2026-13-40", "fee_amount": "lots", "working_days": "-3",
    "benefit": "9", "owner_id": "999999", "term": "for ever", "cadence_days": "0",
    "focus_areas": ["424242"], "visibility": "secret", "case_number": "x" * 500,
    "summary": "a\u202eb", "evidence_on": "2027-01-01", "organisation_ids": ["424242"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), BAD.items())
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    client: AuditedClient, session: Session, officer: Any, name: str, value: Any
) -> None:
    partnership = make_partnership(session)
    values = {"political_area": "Typed with care", name: value}
    answer = client.submit(f"/partnerships/{partnership.id}/edit", values)
    assert answer.status_code == 422
    page = Page(answer)
    assert list(page.errors()) == [name]
    assert page.soup.find(id="political_area")["value"] == "Typed with care"  # type: ignore[index]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"term": "fixed"}, "ends_on"),
        ({"term": "auto_renewing"}, "renewal_months"),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "ends_on"),
        ({"planned_start_on": "2026-02-01", "planned_end_on": "2026-01-01"}, "planned_end_on"),
        ({"current_start_on": "2026-02-01", "current_end_on": "2026-01-01"}, "current_end_on"),
        ({"total_cost_eur": "5", "eu_contribution_eur": "6"}, "eu_contribution_eur"),
        ({"eu_contribution_eur": "5", "our_eu_share_eur": "6"}, "our_eu_share_eur"),
        ({"bid_eu_percent": "101"}, "bid_eu_percent"),
    ],
)
def test_fields_that_contradict_each_other_are_told(
    client: AuditedClient, session: Session, officer: Any, values: dict[str, str], field: str
) -> None:
    project = make_partnership(session, PartnershipKind.EU_PROJECT)
    answer = client.submit(f"/partnerships/{project.id}/edit", values)
    assert answer.status_code == 422
    assert list(Page(answer).errors()) == [field]


def test_two_projects_cannot_share_a_grant_agreement_but_may_both_have_none(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    kind = PartnershipKind.EU_PROJECT
    make_partnership(session, kind, grant_agreement="101096405")
    others = [make_partnership(session, kind) for _ in range(2)]
    for project in others:
        assert client.submit(f"/eu-projects/{project.id}/edit", {"topic": "T"}).status_code == 302
    answer = client.submit(f"/eu-projects/{others[0].id}/edit", {"grant_agreement": "101096405"})
    assert answer.status_code == 422
    assert list(Page(answer).errors()) == ["grant_agreement"]


CHOSEN = {
    PartnershipKind.NETWORK: {"category": "full", "leadership": "city_led"},
    PartnershipKind.CITY_AGREEMENT: {"level": "friendship"},
    PartnershipKind.EU_PROJECT: {"stage": "running"},
    PartnershipKind.COOPERATION: {"form": "coalition"},
}


def test_a_new_one_of_each_kind_with_a_first_goal(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    goal = make_goal(session)
    assert len(client.page("/partnerships/add").soup.select(".card")) == 4
    assert client.get("/partnerships/new").status_code == 302
    for kind in KINDS:
        values = {
            "name": f"New {kind.value}", "exists": "y", "goal_id": str(goal.id),
            "rationale": "Serves it", **CHOSEN[kind],
        }  # fmt: skip
        answer = client.submit(f"/partnerships/new?kind={kind.value}", values)
        assert answer.status_code == 302
        made = read(session, int(answer.location.rpartition("/")[2]))
        assert (made.kind, made.state) == (kind, PartnershipState.UNDER_REVIEW)
        assert made.owner_id == officer.id
        assert [a.rationale for a in made.alignments] == ["Serves it"]


def test_a_rationale_without_its_goal_is_not_dropped(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    values = {"name": "Eurocities", "rationale": "Typed first", **CHOSEN[PartnershipKind.NETWORK]}
    answer = client.submit("/partnerships/new?kind=network", values)
    assert answer.status_code == 422
    page = Page(answer)
    assert list(page.errors()) == ["goal_id"]
    assert "Typed first" in page.text


def test_creating_one_stays_within_its_budget(
    client: AuditedClient, session: Session, officer: Any, count_statements: CountStatements
) -> None:
    partner = make_organisation(session)
    page = client.page(f"/partnerships/new?kind=network&organisation={partner.id}")
    assert "City of Malmö" in page.text
    with count_statements() as statements:
        answer = client.post(
            "/partnerships/new?kind=network",
            {
                "name": "Eurocities", "participation": "member", "category": "full",
                "leadership": "city_led", "term": "unknown", "fee_currency": "EUR",
                "visibility": "city", "organisation_ids": str(partner.id),
                "owner_id": str(officer.id), "unit_id": str(officer.unit_id),
            },
        )  # fmt: skip
    assert answer.status_code == 302
    assert len(statements) <= 15, "\n".join(statements)


def test_a_contributor_edits_what_belongs_to_the_own_unit_only(
    client: AuditedClient, session: Session
) -> None:
    unit = make_unit(session)
    own = make_partnership(session, unit_id=unit.id)
    foreign = make_partnership(session, unit_id=make_unit(session).id)
    loose = make_partnership(session)
    sign_in(client, session, Role.CONTRIBUTOR, unit=unit)
    assert client.submit(f"/partnerships/{own.id}/edit", {"name": "Ours"}).status_code == 302
    for other in (foreign, loose):
        page = client.page(f"/partnerships/{other.id}")
        assert "Add a goal" not in page.text
        for part in ("edit", "goals/new", "partners/new", "verify"):
            assert client.get(f"/partnerships/{other.id}/{part}").status_code == 403, part
    answer = client.submit(f"/partnerships/{own.id}/edit", {"unit_id": str(foreign.unit_id)})
    assert answer.status_code == 422
    assert "Choose your own unit." in Page(answer).errors()["unit_id"]
    answer = client.submit(
        "/partnerships/new?kind=network", {"name": "Theirs", "unit_id": str(foreign.unit_id)}
    )
    assert answer.status_code == 422
    for verb in ("assess", "end"):
        assert client.get(f"/partnerships/{own.id}/{verb}").status_code == 403
    assert "Move it on" not in client.page(f"/partnerships/{own.id}").text


def test_a_reader_changes_nothing(client: AuditedClient, session: Session) -> None:
    partnership = make_active_partnership(session)
    sign_in(client, session, Role.READER)
    page = client.page(f"/partnerships/{partnership.id}")
    assert not page.forms()
    assert "Log engagement" not in page.text
    for part in ("edit", "goals/new", "partners/new", "verify", "suspend", "end"):
        assert client.get(f"/partnerships/{partnership.id}/{part}").status_code == 403
    assert client.get("/partnerships/new?kind=network").status_code == 403


def test_a_restricted_one_is_not_there_for_others(client: AuditedClient, session: Session) -> None:
    unit = make_unit(session)
    hidden = make_partnership(
        session, visibility=Visibility.RESTRICTED, unit_id=unit.id, name="Hidden talks"
    )
    successor = make_active_partnership(session)
    values = {
        "end_kind": EndKind.SUPERSEDED, "outcome": "x", "reason": "x",
        "superseded_by_id": hidden.id,
    }  # fmt: skip
    services.end(session, successor, values, actor=SYSTEM)
    sign_in(client, session, Role.READER)
    for part in ("", "/history"):
        assert client.get(f"/partnerships/{hidden.id}{part}").status_code == 404
    assert "Hidden talks" not in client.page(f"/partnerships/{successor.id}").text
    sign_in(client, session, Role.CONTRIBUTOR, unit=unit)
    assert client.page(f"/partnerships/{hidden.id}").heading == "Hidden talks"
    sign_in(client, session, Role.OFFICER)
    assert client.page(f"/partnerships/{hidden.id}").heading == "Hidden talks"


def test_a_partner_out_of_standing_shows_on_the_page_and_in_the_gate(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership = make_active_partnership(session)
    organisation = get_organisation(session, partnership.partners[0].organisation_id)
    organisations.set_standing(session, organisation, Standing.SUSPENDED, "Sanctions", actor=SYSTEM)
    page = client.page(f"/partnerships/{partnership.id}")
    assert "Sanctions" in page.text
    assert "1 thing is missing." in page.text
    answer = _move(client, partnership.id, "activate", "Try")
    assert answer.status_code == 422


def test_what_belongs_to_another_partnership_is_not_found(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    one, other = make_ready_partnership(session), make_ready_partnership(session)
    one, other = read(session, one.id), read(session, other.id)
    alignment, partner = other.alignments[0].id, other.partners[0].id
    for part in (
        f"goals/{alignment}/edit",
        f"goals/{alignment}/remove",
        f"partners/{partner}/edit",
    ):
        assert client.get(f"/partnerships/{one.id}/{part}").status_code == 404
    answer = client.post(f"/partnerships/{one.id}/partners/{partner}/remove")
    assert answer.status_code == 404


def test_suggestions_and_shared_figures_hide_restricted_ones(session: Session) -> None:
    organisation = make_organisation(session)
    area = make_focus_area(session)
    values = {"partners": [organisation.id], "focus_areas": [area.id], "exists": True}
    shown = make_partnership(session, **values)
    hidden = make_partnership(session, visibility=Visibility.RESTRICTED, **values)
    nobody = queries.overview.NOBODY
    for viewer, expected in ((EVERYTHING, {shown.id, hidden.id}), (nobody, {shown.id})):
        found = [
            queries.list_for_organisation(session, organisation.id, viewer),
            queries.suggest_for_organisations(session, [organisation.id], viewer),
            queries.worklist(session, viewer),
        ]
        assert all({p.id for p in each} == expected for each in found)
        assert queries.count_by_focus_area(session, viewer)[area.id] == len(expected)
    assert queries.prefill(session, hidden.id, nobody) == {"objectives": [], "focus_areas": []}


def test_the_page_of_owners_tells_who_owned_it_on_a_day(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    first, second = make_user(session, name="Aino First"), make_user(session, name="Bo Second")
    with clock.at(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        partnership = make_active_partnership(session, owner=first)
    services.set_owner(session, partnership, second.id, "Work shared anew", actor=officer)
    address = f"/partnerships/{partnership.id}/owners"
    told = client.page(f"{address}?on=1.6.2026").text
    assert "Owner on 1 Jun 2026 Aino First" in " ".join(told.split())
    assert "Work shared anew" in told
    assert "Nobody answered for it" in client.page(f"{address}?on=2020-01-01").text
    response = client.get(f"{address}?on=yesterday")
    assert (response.status_code, set(Page(response).errors())) == (422, {"on"})


@pytest.mark.parametrize(("query", "expected"), [("team=yes", 1), ("lead=mayor", 1), ("", 2)])
def test_lists_are_narrowed_to_the_management_team_and_a_political_lead(
    client: AuditedClient, session: Session, officer: Any, query: str, expected: int
) -> None:
    make_partnership(session, for_management_team=True, political_lead="mayor")
    make_partnership(session)
    assert len(client.page(f"/partnerships?{query}").soup.select("tbody tr")) == expected


def test_a_deputy_mayor_without_an_area_is_refused_at_the_field(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    partnership = make_partnership(session)
    address = f"/partnerships/{partnership.id}/edit"
    response = client.submit(address, {"political_lead": "deputy_mayor"})
    assert "political_area" in Page(response).errors()


def test_ending_asks_on_one_screen_what_becomes_of_open_follow_ups(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    found, onward = make_active_partnership(session), make_active_partnership(session)
    kept = make_follow_up(session, partnership=found, what="Send the paper")
    moved = make_follow_up(session, partnership=found, what="Invite the mayor")
    address = f"/partnerships/{found.id}/end"
    values = {"end_kind": "terminated", "outcome": "Two pilots", "reason": "Too dear"}
    response = client.submit(address, values)
    errors = Page(response).errors()
    fields = [f"fate-follow_up-{promise.id}" for promise in (kept, moved)]
    assert set(fields) <= set(errors)
    assert "Two pilots" in response.text
    values |= {fields[0]: "done", fields[1]: "moved", "moved_to_id": onward.id}
    assert client.submit(address, values).status_code == 302
    session.expire_all()
    assert (kept.state.value, moved.partnership_id) == ("done", onward.id)
    assert "not opened again" in client.page(f"/partnerships/{found.id}").text


def test_the_page_links_to_what_it_superseded_and_what_superseded_it(
    client: AuditedClient, session: Session, officer: Any
) -> None:
    old = make_active_partnership(session, name="Old agreement")
    new = make_partnership(session, name="New agreement")
    values = {
        "end_kind": EndKind.SUPERSEDED, "superseded_by_id": new.id, "outcome": "x", "reason": "x",
    }  # fmt: skip
    services.end(session, old, values, actor=officer)
    assert client.page(f"/partnerships/{old.id}").soup.find("a", string="New agreement")
    assert client.page(f"/partnerships/{new.id}").soup.find("a", string="Old agreement")


def test_an_ended_partnership_is_given_its_successor_on_its_page(
    client: AuditedClient, session: Session
) -> None:
    manager = sign_in(client, session, Role.MANAGER)
    old, new = make_active_partnership(session), make_active_partnership(session, name="The new")
    values = {"end_kind": EndKind.EXPIRED, "outcome": "x", "reason": "x"}
    services.end(session, old, values, actor=manager)
    address = f"/partnerships/{old.id}/ending"
    assert client.page(f"/partnerships/{old.id}").soup.find("a", href=address) is not None
    given = {"end_kind": "superseded", "superseded_by_id": new.id, "reason": "Signed since"}
    assert client.submit(address, given).status_code == 302
    assert "Superseded by: The new" in client.page(f"/partnerships/{old.id}").text
    assert f"Takes the place of: {old.name}" in client.page(f"/partnerships/{new.id}").text
