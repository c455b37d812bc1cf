"""The pages of EU projects through the client: stages, the consortium as a whole, the pipeline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.audit import SYSTEM
from app.core.session import Session
from app.partnerships import queries, services
from app.partnerships.models import PartnerRole, PartnershipKind, PartnershipState
from app.partnerships.models import ProjectStage as Stage
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.strategy import make_focus_area, make_objective
from tests.factories.users import make_unit
from tests.partnerships.test_project_rules import APPROVED

PROJECT = PartnershipKind.EU_PROJECT


@pytest.fixture(autouse=True)
def officer(sign_in: SignIn) -> Any:
    return sign_in("officer")


def make_project(session: Session, **values: Any) -> Any:
    return queries.reload(session, make_partnership(session, PROJECT, **values).id)


def read(session: Session, project: Any) -> Any:
    session.expire_all()
    return queries.reload(session, project.id)


def test_the_journey_of_a_bid_from_idea_to_close(client: AuditedClient, session: Session) -> None:
    bid = make_project(session)
    base = f"/partnerships/{bid.id}"
    assert "A grant: the project is granted or running" in client.page(base).text
    step = {"entered_on": "1.10.2026", "reason": "The consortium has met"}
    assert client.submit(f"{base}/stage", {**step, "stage": "consortium_building"}).location
    refused = client.submit(f"{base}/stage", {**step, "stage": "submitted"})
    assert refused.status_code == 422
    page = Page(refused)
    assert "The bid cannot be submitted before it is approved." in page.text
    assert page.soup.find("a", href=f"{base}/edit#bid_budget_line") is not None
    assert page.soup.find(id="reason").get_text(strip=True) == step["reason"]  # type: ignore[union-attr]
    approval = {
        name: "2026-10-05" if isinstance(value, date) else str(value)
        for name, value in APPROVED.items()
    }
    assert client.submit(f"{base}/edit", approval).status_code == 302
    later = {"entered_on": "2026-10-20", "reason": "Sent on the last day"}
    for stage in ("submitted", "granted", "running"):
        assert client.submit(f"{base}/stage", {**later, "stage": stage}).status_code == 302
    text = client.page(base).text
    for expected in ("Building the consortium", "Sent on the last day", "20 Oct 2026"):
        assert expected in text
    assert "A bid is proposed" not in text


def test_only_the_stages_that_may_follow_are_offered(
    client: AuditedClient, session: Session
) -> None:
    project = make_project(session, stage=Stage.SUBMITTED, exists=True)
    address = f"/partnerships/{project.id}/stage"
    options = client.page(address).soup.select("#stage option")
    assert [option["value"] for option in options if option["value"]] == [
        "reserve_list", "granted", "rejected", "withdrawn",
    ]  # fmt: skip
    values = {"stage": "closed", "entered_on": "2026-10-01", "reason": "x"}
    assert client.submit(address, values).status_code == 422
    score = {"stage": "rejected", "evaluation_score": "11,5", "reason": "Below the line"}
    assert client.submit(address, score).status_code == 302
    assert read(session, project).evaluation_score == Decimal("11.50")
    assert not client.page(address).soup.select("#stage")


def test_stages_are_recorded_corrected_and_removed_on_small_pages(
    client: AuditedClient, session: Session
) -> None:
    project = make_project(session, stage=Stage.RUNNING, stage_since=date(2025, 1, 1))
    base = f"/partnerships/{project.id}/stages"
    early = {"stage": "granted", "entered_on": "1.6.2025"}
    refused = client.submit(f"{base}/new", early)
    assert list(Page(refused).errors()) == ["entered_on"]
    assert client.submit(f"{base}/new", {**early, "entered_on": "1.6.2024"}).status_code == 302
    granted, running = sorted(
        queries.stages_of(session, project.id), key=lambda e: e.stage != Stage.GRANTED
    )
    edited = {"entered_on": "2024-07-01", "reason": "The letter of the Commission"}
    assert client.submit(f"{base}/{granted.id}/edit", edited).status_code == 302
    assert "The letter of the Commission" in client.page(f"/partnerships/{project.id}").text
    gone = client.submit(f"{base}/{running.id}/remove", {"reason": "Not yet"})
    assert gone.status_code == 302
    assert read(session, project).stage == Stage.GRANTED
    history = client.page(f"/partnerships/{project.id}/history").text
    for expected in ("Recorded an earlier stage", "Corrected a stage", "Removed a stage"):
        assert expected in history


def test_what_belongs_to_another_project_or_kind_is_not_found(
    client: AuditedClient, session: Session
) -> None:
    one, other = make_project(session), make_project(session)
    entry = queries.stages_of(session, other.id)[0].id
    for part in (f"stages/{entry}/edit", f"stages/{entry}/remove"):
        assert client.get(f"/partnerships/{one.id}/{part}").status_code == 404
    network = make_partnership(session)
    for part in ("stage", "stages/new", "consortium", "reports/new"):
        assert client.get(f"/partnerships/{network.id}/{part}").status_code == 404


def test_others_read_the_stages_and_change_none(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    project = make_project(session, unit_id=make_unit(session).id)
    for role in ("reader", "contributor"):
        sign_in(role, make_unit(session))
        page = client.page(f"/partnerships/{project.id}")
        assert page.soup.find(id="stages") is not None
        assert page.soup.find("a", href=f"/partnerships/{project.id}/stage") is None
        for part in ("stage", "stages/new", "consortium"):
            assert client.get(f"/partnerships/{project.id}/{part}").status_code == 403


def many(session: Session, number: int, **values: Any) -> Any:
    names = [f"Partner {place:02d}" for place in range(number)]
    partners = [make_organisation(session, name, country="FI").id for name in names]
    return make_project(session, partners=partners, **values)


def test_thirty_partners_are_edited_ordered_and_removed_on_one_page(
    client: AuditedClient, session: Session
) -> None:
    project = many(session, 30)
    first, second, last = (project.partners[n] for n in (0, 1, 29))
    joining = make_organisation(session, "City of Porto", country="PT")
    address = f"/partnerships/{project.id}/consortium"
    values = {
        f"position_{last.id}": "1",
        f"position_{first.id}": "2",
        f"remove_{second.id}": "y",
        f"role_{last.id}": "coordinator",
        f"country_{first.id}": "uk",
        f"cost_eur_{first.id}": "10 000,50",
        f"contribution_eur_{first.id}": "7000",
        "joining_ids": [str(joining.id)],
        "new_organisation_name": "City of Narva",
        "new_organisation_kind": "city",
        "new_organisation_country": "EE",
    }
    answer = client.submit(address, values)
    assert answer.location == f"/partnerships/{project.id}#partners"
    partners = read(session, project).partners
    names = [partner.organisation.name for partner in partners]
    assert names[:2] == ["Partner 29", "Partner 00"]
    assert names[-2:] == ["City of Porto", "City of Narva"]
    assert len(partners) == 31
    assert (partners[0].role, partners[1].country) == (PartnerRole.COORDINATOR, "GB")
    page = client.page(f"/partnerships/{project.id}")
    assert "United Kingdom (GB)" in page.text
    assert "10,000.50" in page.text


def test_saving_and_going_on_stays_with_the_consortium(
    client: AuditedClient, session: Session
) -> None:
    address = f"/partnerships/{many(session, 2).id}/consortium"
    assert client.submit(address, {"more": "yes"}).location == address


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("country", "Atlantis"), ("cost_eur", "lots"), ("role", "king"), ("position", "-1"),
        ("note", "x" * 300),
    ],
)  # fmt: skip
def test_a_mistake_in_a_row_is_told_there_and_the_rest_is_kept(
    client: AuditedClient, session: Session, column: str, value: str
) -> None:
    project = many(session, 3)
    one, other = project.partners[0].id, project.partners[1].id
    values = {f"{column}_{one}": value, f"note_{other}": "Typed with care"}
    answer = client.submit(f"/partnerships/{project.id}/consortium", values)
    assert answer.status_code == 422
    page = Page(answer)
    assert list(page.errors()) == [f"{column}_{one}"]
    assert page.soup.find(id=f"note_{other}")["value"] == "Typed with care"  # type: ignore[index]
    assert read(session, project).partners[1].note == ""


def test_a_partner_gets_no_more_than_it_spends(client: AuditedClient, session: Session) -> None:
    project = many(session, 1)
    number = project.partners[0].id
    values = {f"cost_eur_{number}": "5", f"contribution_eur_{number}": "6"}
    answer = client.submit(f"/partnerships/{project.id}/consortium", values)
    assert list(Page(answer).errors()) == [f"contribution_eur_{number}"]


def test_two_people_editing_the_consortium_lose_nothing(
    client: AuditedClient, session: Session
) -> None:
    project = many(session, 2)
    one, other = project.partners
    address = f"/partnerships/{project.id}/consortium"
    soup = client.page(address).soup
    version = soup.find("input", attrs={"name": "version"})["value"]  # type: ignore[index]
    theirs = {one.id: {"note": "Theirs"}}
    services.save_consortium(session, project, theirs, actor=SYSTEM)
    mine = {"version": version, f"note_{one.id}": "Mine", f"note_{other.id}": "Mine too"}
    answer = client.submit(address, mine)
    assert answer.status_code == 409
    page = Page(answer)
    assert "Theirs" in page.text
    version = page.soup.find("input", attrs={"name": "version"})["value"]  # type: ignore[index]
    chosen = {**mine, "version": version, f"choose-note_{one.id}": "theirs"}
    assert client.submit(address, chosen).status_code == 302
    assert [partner.note for partner in read(session, project).partners] == ["Theirs", "Mine too"]


def test_a_partner_added_meanwhile_is_not_emptied(client: AuditedClient, session: Session) -> None:
    project = many(session, 1)
    address = f"/partnerships/{project.id}/consortium"
    soup = client.page(address).soup
    values = {
        field["name"]: field.get("value", "")
        for field in soup.select("main form input[name]")
        if field.get("type") not in ("checkbox", "radio")
    }
    values[f"role_{project.partners[0].id}"] = "beneficiary"
    added = {"organisation_id": make_organisation(session).id, "note": "Came in between"}
    services.add_partner(session, project, added, actor=SYSTEM)
    answer = client.post(address, values)
    assert answer.status_code == 409
    version = Page(answer).soup.find("input", attrs={"name": "version"})["value"]  # type: ignore[index]
    assert client.post(address, {**values, "version": version}).status_code == 302
    assert read(session, project).partners[1].note == "Came in between"


def test_the_consortium_page_costs_the_same_for_one_and_thirty(
    client: AuditedClient, session: Session, count_statements: CountStatements
) -> None:
    costs = []
    for number in (1, 30):
        project = many(session, number)
        session.expunge_all()
        with count_statements() as statements:
            client.page(f"/partnerships/{project.id}/consortium")
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 6, costs


def test_the_page_costs_the_same_with_a_long_history(
    client: AuditedClient, session: Session, count_statements: CountStatements
) -> None:
    links = {
        "sdgs": [11],
        "focus_areas": [make_focus_area(session).id],
        "objectives": [make_objective(session).id],
    }
    project = make_active_partnership(session, PROJECT, **links)
    for stage in (Stage.IDEA, Stage.SUBMITTED, Stage.GRANTED):
        values = {"stage": stage, "entered_on": None}
        services.record_stage(session, project, values, actor=SYSTEM)
        report = {"period": stage.value, "due_on": date(2026, 12, 1)}
        services.add_report(session, project, report, actor=SYSTEM)
    session.expunge_all()
    with count_statements() as statements:
        page = client.page(f"/partnerships/{project.id}")
    assert len(statements) <= 9
    assert len(page.soup.select("#reports tbody tr")) == 3


def test_doubts_are_told_and_nothing_is_refused(client: AuditedClient, session: Session) -> None:
    partner = {"organisation_id": make_organisation(session).id, "contribution_eur": Decimal(900)}
    project = make_project(
        session, partners=[partner], eu_contribution_eur=Decimal(500), programme="Horizon Europe",
        grant_agreement="731297", our_cost_eur=Decimal(300), our_eu_share_eur=Decimal(100),
        own_funding_eur=Decimal(50), bid_cost_ceiling_eur=Decimal(200),
    )  # fmt: skip
    text = client.page(f"/partnerships/{project.id}").text
    for expected in (
        "The partners' EU contributions come to 900 EUR, the project's is 500 EUR.",
        "731297 does not look like a grant number of this programme.",
        "150 EUR of our cost is neither our EU share nor our own funding.",
        "Our cost, 300 EUR, is above the approved ceiling of 200 EUR.",
    ):
        assert expected in text.replace("\xa0", " ")


def test_a_pasted_grant_number_is_kept_plain(client: AuditedClient, session: Session) -> None:
    project = make_project(session)
    address = f"/eu-projects/{project.id}/edit"
    pasted = {"grant_agreement": "Grant agreement No. 101 096 405"}
    assert client.submit(address, pasted).status_code == 302
    assert read(session, project).grant_agreement == "101096405"
    answer = client.submit(address, {"grant_agreement": "see the letter of the Commission"})
    assert list(Page(answer).errors()) == ["grant_agreement"]


def test_the_pipeline_is_narrowed_by_stage_and_programme(
    client: AuditedClient, session: Session
) -> None:
    for name, stage, programme in (
        ("Bid", Stage.CONSORTIUM_BUILDING, "Horizon Europe"),
        ("Grant", Stage.RUNNING, "Horizon Europe"),
        ("Old", Stage.CLOSED, "Horizon 2020"),
    ):
        make_project(session, name=name, stage=stage, programme=programme, exists=True)

    def names(query: str) -> list[str]:
        rows = client.page(f"/eu-projects?{query}").soup.select("tbody tr th")
        return [row.get_text(strip=True) for row in rows]

    assert names("stage=bids") == ["Bid"]
    assert names("stage=grants") == ["Grant"]
    assert names("stage=closed") == ["Old"]
    assert names("programme=Horizon+Europe") == ["Bid", "Grant"]
    assert names("programme=Horizon+Europe&stage=bids") == ["Bid"]


def test_a_report_has_its_months_and_is_corrected(client: AuditedClient, session: Session) -> None:
    project = make_project(session)
    base = f"/partnerships/{project.id}/reports"
    values = {"period": "RP1", "starts_on": "1.1.2026", "ends_on": "30.6.2026"}
    values["due_on"] = "31.8.2026"
    wrong = client.submit(f"{base}/new", {**values, "ends_on": "1.1.2025"})
    assert list(Page(wrong).errors()) == ["ends_on"]
    assert client.submit(f"{base}/new", values).status_code == 302
    report = queries.papers_of(session, project.id).reports[0]
    ahead = client.submit(f"{base}/{report.id}/edit", {"submitted_on": "2027-01-01"})
    assert list(Page(ahead).errors()) == ["submitted_on"]
    assert client.submit(f"{base}/{report.id}/edit", {"submitted_on": "20.8.2026"}).location
    text = client.page(f"/partnerships/{project.id}").soup.find(id="reports").get_text()  # type: ignore[union-attr]
    assert "20 Aug 2026" in text
    assert "30 Jun 2026" in text


def test_closing_an_active_project_puts_it_under_review(
    client: AuditedClient, session: Session
) -> None:
    project = make_active_partnership(session, PROJECT)
    values = {"stage": "closed", "entered_on": "2026-11-01", "reason": "Final report accepted"}
    assert client.submit(f"/partnerships/{project.id}/stage", values).status_code == 302
    assert read(session, project).state == PartnershipState.UNDER_REVIEW
    page = client.page(f"/partnerships/{project.id}")
    assert "end it with what came of it" in page.text


def test_an_unfinished_project_is_not_ended(client: AuditedClient, session: Session) -> None:
    project = make_project(session)
    values = {"end_kind": "terminated", "outcome": "x", "reason": "x"}
    answer = client.submit(f"/partnerships/{project.id}/end", values)
    assert answer.status_code == 422
    assert "closed, rejected or withdrawn" in Page(answer).text
