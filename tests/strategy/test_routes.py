"""The pages of strategies, goals, indicators and expertise, as people use them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.audit import SYSTEM
from app.core.session import Session
from app.partnerships.models import PartnershipState
from app.strategy import queries, services
from app.strategy.models import FocusAreaGroup, Goal, Strategy, StrategyKind, StrategyState
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_active_partnership
from tests.factories.strategy import (
    make_draft,
    make_focus_area,
    make_framework,
    make_goal,
    make_indicator,
    make_objective,
    make_strategy,
    put_in_force,
)
from tests.factories.users import make_user


def successor(session: Session) -> Strategy:
    draft = make_draft(session, title_en="A new strategy", vision_en="Proud")
    make_goal(session, strategy=draft, name_en="Goal of the new strategy")
    return draft


def measured_goal(session: Session) -> Goal:
    objective = make_objective(session)
    goal = make_goal(session, objectives=[objective.id], sdgs=[11, 13])
    indicator = make_indicator(session, goal, baseline=Decimal(0), target=Decimal(10))
    values = {"period": "2026", "value": Decimal(5)}
    services.record_actual(session, indicator, values, actor=SYSTEM)
    make_indicator(session, objective)
    return goal


def test_empty_overview_says_what_to_do(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("officer")
    page = client.page("/strategy")
    assert "No city strategy is in force" in page.text
    assert "No international framework is in force" in page.text
    assert page.soup.find("a", href="/strategy/new?kind=framework")


def test_overview_shows_both_documents_in_force_with_all_they_hold(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_strategy(session, title_en="A place of growth", case_number="HEL 2021-1", source="hel.fi")
    make_framework(session, title_en="Roadmap", in_force_from=date(2019, 6, 10))
    make_focus_area(session, name_en="Smart City", group=FocusAreaGroup.MEGATREND)
    make_objective(session, name_en="Better known", key_bodies="Helsinki Marketing")
    goal = measured_goal(session)
    make_draft(session, title_en="The next strategy")
    sign_in("reader")

    soup = client.page("/strategy").soup

    strategy = soup.find(id="city-strategy").get_text(" ", strip=True)
    for text in ("A place of growth", "The most functional city", "HEL 2021-1", goal.name_en):
        assert text in strategy
    framework = soup.find(id="framework").get_text(" ", strip=True)
    for text in ("Roadmap", "Smart City", "Megatrends", "Better known", "Helsinki Marketing"):
        assert text in framework
    assert "The next strategy" in soup.find(id="others").get_text()


def test_blank_figures_are_not_shown_as_zero(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    goal = make_goal(session)
    make_indicator(session, goal, target=Decimal("0"))
    sign_in("reader")
    row = client.page(f"/strategy/goals/{goal.id}").soup.find(id="indicators").tbody
    cells = [" ".join(td.get_text().split()) for td in row.find_all("td")]
    assert cells == ["Not recorded", "Not measured yet", "0", "Not recorded"]


def test_names_come_in_the_users_language(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_strategy(session, title_en="A place of growth", title_fi="Kasvun paikka")
    sign_in("reader", locale="fi")
    assert "Kasvun paikka" in client.page("/strategy").text


def test_reader_sees_and_changes_nothing(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    goal = measured_goal(session)
    queries.load_indicators(session, [goal])
    strategy, indicator = goal.strategy_id, goal.indicators[0].id
    sign_in("contributor")
    soup = client.page(f"/strategy/{strategy}").soup
    assert not soup.main.find_all("form")
    for path in (
        "/strategy/new",
        f"/strategy/{strategy}/edit",
        f"/strategy/{strategy}/adopt",
        f"/strategy/{strategy}/goals/new",
        f"/strategy/goals/{goal.id}/edit",
        f"/strategy/goals/{goal.id}/indicators/new",
        f"/strategy/indicators/{indicator}/edit",
        f"/strategy/indicators/{indicator}/actuals/new",
    ):
        assert client.get(path).status_code == 403, path
    for path in (f"/strategy/goals/{goal.id}/move", f"/strategy/goals/{goal.id}/remove"):
        assert client.post(path).status_code == 403, path


def test_officer_drafts_but_does_not_adopt(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    draft = successor(session)
    sign_in("officer")
    assert client.get(f"/strategy/{draft.id}/adopt").status_code == 403
    assert "Put in force" not in client.page(f"/strategy/{draft.id}").text


def test_strategy_is_drafted_filled_and_edited(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("officer")
    made = client.submit(
        "/strategy/new?kind=framework", {"title_en": "Roadmap", "period_from": "2019"}
    )
    path = made.headers["Location"]
    [draft] = queries.all_strategies(session)
    assert (draft.kind, draft.state, draft.period_from) == (
        StrategyKind.FRAMEWORK, StrategyState.DRAFT, 2019,
    )  # fmt: skip

    client.submit(f"{path}/objectives/new", {"code": "O1", "name_en": "Expertise"})
    client.submit(
        f"{path}/focus-areas/new", {"code": "F6", "name_en": "Design", "group": "strength"}
    )
    client.submit(f"{path}/edit", {"title_fi": "Tiekartta"})

    page = client.page(path)
    assert "Expertise" in page.text
    assert "Design" in page.text
    history = client.page(f"{path}/history").text
    assert "Objective added: O1 Expertise" in history
    assert "Tiekartta" in history


def test_goal_is_tied_ordered_and_removed(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    objective = make_objective(session)
    goal = make_goal(session)
    sign_in("officer")
    path = f"/strategy/goals/{goal.id}"
    client.submit(f"{path}/edit", {"objectives": [str(objective.id)], "sdgs": ["4", "11"]})
    text = client.page(path).text
    assert objective.name_en in text
    assert "4 Quality Education" in text
    assert goal.name_en in client.page(f"/strategy/objectives/{objective.id}").text

    client.post(f"{path}/move", {"direction": "up"})
    session.expire_all()
    assert queries.current_goals(session)[0].id == goal.id

    answer = client.post(f"{path}/remove", follow_redirects=True)
    assert "Removed." in Page(answer).text
    assert client.get(path).status_code == 404


def test_goal_in_use_is_kept_and_the_page_says_why(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session)
    goal_id = partnership.alignments[0].goal_id
    sign_in("officer")
    page = Page(client.post(f"/strategy/goals/{goal_id}/remove", follow_redirects=True))
    assert "cannot be removed" in page.text
    assert "1 partnership" in client.page(f"/strategy/goals/{goal_id}").text


def test_two_goals_with_one_code_are_refused_at_the_code(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    goal = make_goal(session, code="1")
    sign_in("officer")
    page = Page(
        client.submit(f"/strategy/{goal.strategy_id}/goals/new", {"code": "1", "name_en": "Second"})
    )
    assert page.response.status_code == 422
    assert "code" in page.errors()
    assert page.soup.find(id="name_en")["value"] == "Second"


def test_indicator_is_added_measured_corrected_and_removed(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    goal = make_goal(session)
    sign_in("officer")
    client.submit(
        f"/strategy/goals/{goal.id}/indicators/new",
        {"name_en": "Students", "unit": "persons", "baseline": "1 000", "target": "2000,5"},
    )
    queries.load_indicators(session, [goal])
    [indicator] = goal.indicators
    assert (indicator.baseline, indicator.target) == (Decimal(1000), Decimal("2000.5"))
    path = f"/strategy/indicators/{indicator.id}"

    client.submit(f"{path}/actuals/new", {"period": "2026-Q3", "value": "1500"})
    again = Page(client.submit(f"{path}/actuals/new", {"period": "2026-Q3", "value": "7"}))
    assert "period" in again.errors()
    assert "49 of 100" in client.page(path).text
    client.submit(f"{path}/edit", {"target": "2000"})
    assert "50 of 100" in client.page(path).text

    session.expire_all()
    [actual] = queries.get_indicator(session, indicator.id).actuals
    client.submit(f"/strategy/actuals/{actual.id}/edit", {"value": "1600"})
    assert "1,600" in client.page(path).text
    client.post(f"/strategy/actuals/{actual.id}/remove")
    assert "Nothing was measured yet" in client.page(path).text
    client.post(f"{path}/remove")
    assert client.get(path).status_code == 404
    assert "Students" in client.page(f"/strategy/goals/{goal.id}/history").text


def test_stored_figures_come_back_without_trailing_zeros(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    indicator = make_indicator(session, make_goal(session), baseline=Decimal("10.5000"))
    sign_in("officer")
    soup = client.page(f"/strategy/indicators/{indicator.id}/edit").soup
    assert soup.find(id="baseline")["value"] == "10.5"


def test_adopting_tells_in_numbers_and_leaves_a_worklist(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session, name="Eurocities")
    old_goal = partnership.alignments[0].goal
    draft = successor(session)
    sign_in("manager")
    path = f"/strategy/{draft.id}/adopt"
    figures = client.page(path).soup.find(id="effect").get_text(" ", strip=True)
    assert "Active partnerships that move under review 1" in figures

    decision = {
        "adopted_by": "City Council",
        "decided_on": "2026-10-28",
        "in_force_from": "2026-11-01",
    }
    answer = client.submit(path, decision)

    assert answer.headers["Location"] == f"/strategy/{draft.id}/succession"
    page = client.page(answer.headers["Location"])
    assert "1 partnership moved under review" in page.text
    waiting = page.soup.find(id="waiting").get_text(" ", strip=True)
    assert "Eurocities" in waiting
    assert old_goal.name_en in waiting
    session.expire_all()
    assert partnership.state is PartnershipState.UNDER_REVIEW
    assert queries.current_strategy(session) == draft


def test_adopting_a_framework_tells_what_still_serves_the_old_one(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    old = make_framework(session, title_en="Roadmap 2019")
    draft = make_draft(session, StrategyKind.FRAMEWORK)
    make_objective(session, strategy=draft)
    make_focus_area(session, strategy=draft)
    sign_in("manager")
    path = f"/strategy/{draft.id}/adopt"
    assert "Roadmap 2019 is superseded" in client.page(path).text
    decision = {"adopted_by": "Sub-committee", "decided_on": "2026-10-28"}
    assert client.submit(path, decision).status_code == 302
    session.expire_all()
    assert old.state is StrategyState.SUPERSEDED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"adopted_by": ""}, "adopted_by"),
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "28.10.2027"}, "decided_on"),
        ({"in_force_from": "2027-01-01"}, "in_force_from"),
        ({"in_force_from": "2020-01-01"}, "in_force_from"),
        ({"in_force_from": "soon"}, "in_force_from"),
    ],
)
def test_wrong_decisions_are_refused_at_their_field(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    changed: dict[str, str],
    field: str,
) -> None:
    make_strategy(session)
    draft = successor(session)
    sign_in("manager")
    decision = {
        "adopted_by": "City Council",
        "decided_on": "2026-10-28",
        "in_force_from": "2026-11-01",
    }
    page = Page(client.submit(f"/strategy/{draft.id}/adopt", {**decision, **changed}))
    assert page.response.status_code == 422
    assert field in page.errors()
    session.expire_all()
    assert draft.state is StrategyState.DRAFT


def test_incomplete_draft_is_not_put_in_force(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    draft = make_draft(session)
    sign_in("manager")
    path = f"/strategy/{draft.id}/adopt"
    assert "At least one strategic goal" in client.page(path).text
    decision = {"adopted_by": "City Council", "decided_on": "2026-10-28"}
    page = Page(client.submit(path, decision))
    assert page.response.status_code == 422
    assert "cannot be put in force yet" in page.text


def test_what_is_not_a_draft_cannot_be_put_in_force(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    strategy = make_strategy(session)
    sign_in("manager")
    answer = client.get(f"/strategy/{strategy.id}/adopt", follow_redirects=True)
    assert "Only a draft can be put in force" in Page(answer).text


def test_superseded_goals_are_read_only(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    goal = make_goal(session)
    old = goal.strategy_id
    put_in_force(session, successor(session), date(2026, 10, 1))
    sign_in("administrator")
    page = client.page(f"/strategy/goals/{goal.id}")
    assert "superseded" in page.text
    assert not page.soup.main.find_all("form")
    for path in (
        f"/strategy/goals/{goal.id}/edit",
        f"/strategy/{old}/edit",
        f"/strategy/{old}/goals/new",
    ):
        answer = client.get(path)
        assert answer.headers["Location"].endswith(f"/strategy/{old}")


def test_draft_is_removed_but_nothing_else(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    strategy, draft = make_strategy(session), successor(session)
    sign_in("officer")
    client.post(f"/strategy/{draft.id}/remove")
    answer = client.post(f"/strategy/{strategy.id}/remove", follow_redirects=True)
    assert "Only a draft can be removed" in Page(answer).text
    session.expire_all()
    assert queries.all_strategies(session) == [strategy]


def test_strategy_is_marked_as_verified(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    draft = make_draft(session, source="hel.fi")
    sign_in("officer")
    answer = client.post(f"/strategy/{draft.id}/verify", follow_redirects=True)
    assert "Verified by" in Page(answer).text


def test_second_of_two_people_sees_both_versions(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    goal = make_goal(session, code="1", name_en="Learning")
    old = {"version": str(goal.version), "code": "1", "name_en": "My words"}
    sign_in("officer")
    path = f"/strategy/goals/{goal.id}/edit"
    client.submit(path, {"name_en": "Their words"})

    page = Page(client.submit(path, old))

    assert page.response.status_code == 409
    assert "Their words" in page.text
    assert "My words" in page.text


def test_expertise_is_ticked_and_kept(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    first, second = make_focus_area(session), make_focus_area(session)
    organisation = make_organisation(session)
    sign_in("contributor")
    path = f"/organisations/{organisation.id}/expertise"
    client.submit(path, {"focus_areas": [str(first.id), str(second.id)]})
    ticked = client.page(path).soup.find_all("input", {"name": "focus_areas", "checked": True})
    assert [int(box["value"]) for box in ticked] == [first.id, second.id]
    client.submit(path, {"focus_areas": [str(second.id)]})
    assert queries.expertise_of(session, organisation.id) == [second]
    wrong = Page(client.submit(path, {"focus_areas": ["999999"]}))
    assert wrong.response.status_code == 422


def test_expertise_of_an_old_framework_stays(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    old = make_focus_area(session)
    organisation = make_organisation(session)
    services.set_expertise(session, organisation.id, [old.id], actor=SYSTEM)
    draft = make_draft(session, StrategyKind.FRAMEWORK)
    make_objective(session, strategy=draft)
    new = make_focus_area(session, strategy=draft)
    put_in_force(session, draft, date(2026, 10, 1))
    sign_in("contributor")
    client.submit(f"/organisations/{organisation.id}/expertise", {"focus_areas": [str(new.id)]})
    found = {area.id for area in queries.expertise_of(session, organisation.id)}
    assert found == {old.id, new.id}


def test_expertise_without_a_framework_says_what_to_do(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    organisation = make_organisation(session)
    sign_in("contributor")
    page = client.page(f"/organisations/{organisation.id}/expertise")
    assert "There are no focus areas to choose from" in page.text


HOSTILE_STRATEGIES: list[dict[str, Any]] = [
    {},
    {"kind": "royal", "title_en": "A"},
    {"kind": "framework", "title_en": "x" * 201},
    {"kind": "framework", "title_en": "a\u200bb"},
    {"kind": "framework", "title_en": "A", "period_from": "-1"},
    {"kind": "framework", "title_en": "A", "period_from": "2021", "period_to": "2020"},
    {"kind": "framework", "title_en": "A", "decided_on": "10/28/2026"},
]


@pytest.mark.parametrize("data", HOSTILE_STRATEGIES)
def test_strategy_form_survives_what_people_send(
    client: AuditedClient, session: Session, sign_in: SignIn, data: dict[str, str]
) -> None:
    sign_in("officer")
    page = Page(client.post("/strategy/new", data))
    assert page.response.status_code == 422
    assert page.errors()
    assert queries.all_strategies(session) == []


@pytest.mark.parametrize(
    "data",
    [
        {"code": "x" * 21, "name_en": "A"},
        {"code": "1", "name_en": "A", "objectives": "x"},
        {"code": "1", "name_en": "A", "sdgs": "18"},
        {"code": "1", "name_en": "A", "sdgs": ["1", "' OR 1=1"]},
        {"code": "1", "name_en": "A", "description": "x" * 20_001},
    ],
)
def test_goal_form_survives_what_people_send(
    client: AuditedClient, session: Session, sign_in: SignIn, data: dict[str, Any]
) -> None:
    strategy = make_draft(session)
    sign_in("officer")
    page = Page(client.post(f"/strategy/{strategy.id}/goals/new", data))
    assert page.response.status_code == 422
    assert page.errors()


@pytest.mark.parametrize(
    "data",
    [
        {"name_en": "A", "baseline": "1e9"},
        {"name_en": "A", "baseline": "NaN"},
        {"name_en": "A", "target": "99999999999999999999"},
        {"name_en": "A", "target_year": "20"},
    ],
)
def test_indicator_form_survives_what_people_send(
    client: AuditedClient, session: Session, sign_in: SignIn, data: dict[str, Any]
) -> None:
    goal = make_goal(session)
    sign_in("officer")
    page = Page(client.post(f"/strategy/goals/{goal.id}/indicators/new", data))
    assert page.response.status_code == 422
    assert page.errors()


def test_unknown_addresses_are_not_found(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("administrator")
    for path in (
        "999", "999/edit", "999/adopt", "999/history", "999/succession", "goals/999",
        "goals/999/edit", "focus-areas/999", "indicators/999", "actuals/999/edit", "wishes/1",
        "focus-areas/1/indicators/new",
    ):  # fmt: skip
        assert client.get(f"/strategy/{path}").status_code == 404, path


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_cost_the_same_with_more_rows(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    rows: int,
) -> None:
    strategy, framework = make_strategy(session), make_framework(session)
    for _row in range(rows):
        goal = measured_goal(session)
        make_focus_area(session)
        make_draft(session)
    draft = successor(session)
    paths = {
        "/strategy": 8,
        f"/strategy/{draft.id}/adopt": 8,
        f"/strategy/{strategy.id}/edit": 1,
        f"/strategy/goals/{goal.id}/edit": 8,
        f"/strategy/{strategy.id}": 6,
        f"/strategy/{framework.id}": 7,
        f"/strategy/goals/{goal.id}": 7,
    }
    sign_in("manager")
    found = {}
    for path in paths:
        session.expire_all()
        with count_statements() as statements:
            client.page(path)
        found[path] = len(statements)
    # The budget of each is 9; the numbers are exact, so that one more is noticed.
    assert found == paths


@pytest.mark.parametrize("rows", [1, 8])
def test_worklist_costs_the_same_with_more_partnerships(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    rows: int,
) -> None:
    goal, owner = make_goal(session), make_user(session)
    for row in range(rows):
        make_active_partnership(session, name=f"Waiting {row}", goal=goal, owner=owner)
    draft = successor(session)
    put_in_force(session, draft, date(2026, 10, 1))
    path = f"/strategy/{draft.id}/succession"
    sign_in("reader")
    session.expire_all()
    with count_statements() as statements:
        page = client.page(path)
    assert page.text.count("Waiting") == rows
    # Twice the strategy, twice its goals, and the partnerships with partners and goals.
    assert len(statements) == 7
