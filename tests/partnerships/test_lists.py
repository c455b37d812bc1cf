"""The list pages: every sort, every filter, and what they cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.db import Visibility
from app.core.permissions import EVERYTHING, Role
from app.core.session import Session
from app.partnerships import queries, rules
from app.partnerships.kinds import KINDS
from app.partnerships.lists import PARTNERSHIPS
from app.partnerships.models import PartnershipKind, PartnershipState, ProjectStage
from app.partnerships.queries import lists as narrow
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import (
    align_to,
    make_active_partnership,
    make_partnership,
    make_ready_partnership,
)
from tests.factories.strategy import make_focus_area, make_goal, make_objective
from tests.factories.users import make_unit, make_user

PAGES = {"/partnerships": PARTNERSHIPS} | {f"/{k.slug}": k.page for k in KINDS.values()}
SORTS = [(path, key) for path, page in PAGES.items() for key in page.sorts]
STATEMENTS = 6


@pytest.fixture
def reader(client: AuditedClient, session: Session) -> Any:
    user = make_user(session, Role.READER)
    client.sign_in(session, user)
    return user


def names(page: Page) -> list[str]:
    return [th.get_text().strip() for th in page.soup.select("tbody th")]


def fill(session: Session, kind: PartnershipKind, number: int) -> None:
    unit, goal, area = make_unit(session), make_goal(session), make_focus_area(session)
    for place in range(number):
        organisation = make_organisation(session, f"Partner {place}", country="SE")
        owner = make_user(session, unit=unit)
        make_ready_partnership(
            session,
            kind,
            owner=owner,
            goal=goal,
            partners=[organisation.id],
            focus_areas=[area.id],
            fee_amount=Decimal(100 + place),
        )


@pytest.mark.parametrize(("path", "key"), SORTS)
def test_every_sort_orders_both_ways(
    client: AuditedClient, session: Session, reader: Any, path: str, key: str
) -> None:
    kinds = [kind for kind, entry in KINDS.items() if path in ("/partnerships", f"/{entry.slug}")]
    for place, kind in enumerate(kinds * 3):
        values: dict[str, Any] = {
            "fee_amount": Decimal(place),
            "signed_on": date(2020, 1, 1 + place),
        }
        make_partnership(session, kind, name=f"Name {place:02d}", **values)
    up, down = (names(client.page(f"{path}?sort={sign}{key}")) for sign in ("", "-"))
    assert sorted(up) == sorted(down)
    if key in ("name", "fee", "signed"):
        assert up == down[::-1] == sorted(up)


@pytest.mark.parametrize("path", PAGES)
def test_a_list_costs_the_same_for_one_row_and_for_thirty(
    client: AuditedClient,
    session: Session,
    reader: Any,
    count_statements: CountStatements,
    path: str,
) -> None:
    kind = next((k for k, e in KINDS.items() if f"/{e.slug}" == path), PartnershipKind.NETWORK)
    costs = []
    for number in (1, 29):
        fill(session, kind, number)
        session.expunge_all()
        with count_statements() as statements:
            client.page(path)
        costs.append(len(statements))
    assert costs[0] == costs[1] <= STATEMENTS


def test_searching_and_filtering_stays_within_the_budget(
    client: AuditedClient, session: Session, reader: Any, count_statements: CountStatements
) -> None:
    fill(session, PartnershipKind.NETWORK, 2)
    with count_statements() as statements:
        page = client.page("/networks?q=partnership&state=under_review&missing=any&country=SE")
    assert len(statements) <= STATEMENTS + 2
    assert "Found: 0" in page.text


def test_each_filter_narrows_to_what_it_says(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    goal, area, objective = make_goal(session), make_focus_area(session), make_objective(session)
    swede = make_organisation(session, "Malmö", country="SE")
    wanted = make_active_partnership(
        session,
        goal=goal,
        name="Wanted",
        owner=make_user(session, name="Maija Virtanen"),
        focus_areas=[area.id],
        objectives=[objective.id],
        partners=[swede.id],
    )
    other = make_partnership(session, PartnershipKind.EU_PROJECT, name="Other")
    for query in (
        "kind=network",
        "state=active",
        "state=in_effect",
        f"unit={wanted.unit_id}",
        f"owner={wanted.owner_id}",
        "owner=virtann",
        f"focus_area={area.id}",
        f"objective={objective.id}",
        f"goal={goal.id}",
        "country=SE",
        "q=wantd",
    ):
        assert names(client.page(f"/partnerships?{query}")) == ["Wanted"], query
    for query in ("missing=any", "missing=owner", "missing=goal", "state=proposed"):
        assert names(client.page(f"/partnerships?{query}")) == [other.name], query
    assert names(client.page("/partnerships?verified=no")) == ["Other", "Wanted"]
    assert names(client.page("/partnerships?verified=yes")) == []
    assert names(client.page(f"/eu-projects?stage={ProjectStage.IDEA}")) == ["Other"]


@pytest.mark.parametrize("code", narrow.MISSING)
def test_what_the_list_calls_missing_is_what_the_gate_misses(session: Session, code: str) -> None:
    goal = make_goal(session)
    owner = make_user(session)
    full: dict[str, Any] = {"alignments": [align_to(goal)]}
    lacks: dict[str, dict[str, Any]] = {
        "owner": {"owner_id": None},
        "goal": {"alignments": [{"goal_id": goal.id, "rationale": " "}]},
        "decision": {"decision_body": ""},
        "next_review": {"next_review_on": None},
        "partners": {"partners": []},
    }
    made = {
        name: make_ready_partnership(session, owner=owner, **{**full, **values})
        for name, values in {**lacks, "nothing": {}}.items()
    }
    found = session.execute(narrow.by_missing(narrow.listing(PARTNERSHIPS.model)(EVERYTHING), code))
    assert [p.id for p in found] == [made[code].id]
    session.expire_all()
    gaps = rules.activation_gaps(queries.reload(session, made[code].id), date(2026, 11, 2))
    assert [gap.code for gap in gaps] == [code]


def test_restricted_ones_stay_out_of_lists_counts_and_choices(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    make_partnership(session, name="Hidden talks", visibility=Visibility.RESTRICTED)
    make_partnership(session, name="Open door")
    page = client.page("/partnerships")
    assert names(page) == ["Open door"]
    assert "Found: 1" in page.text
    assert names(client.page("/partnerships?q=hidden")) == []
    assert "Hidden" not in client.get("/partnerships?format=csv").get_data(as_text=True)


def test_an_export_has_the_rows_of_the_page(
    client: AuditedClient, session: Session, reader: Any
) -> None:
    make_partnership(session, name="Eurocities", fee_amount=Decimal(7230))
    text = client.get("/networks?format=csv").get_data(as_text=True)
    assert "Eurocities" in text
    assert "7230" in text


def test_the_worklist_groups_by_what_is_missing(
    client: AuditedClient, session: Session, reader: Any, count_statements: CountStatements
) -> None:
    make_ready_partnership(session, name="Ready one")
    make_partnership(session, exists=True, name="Bare one")
    make_partnership(session, exists=True, name="Secret", visibility=Visibility.RESTRICTED)
    make_partnership(session, name="Only proposed")
    session.expunge_all()
    with count_statements() as statements:
        page = client.page("/partnerships/worklist")
    assert len(statements) <= STATEMENTS
    ready = page.soup.find(id="ready")
    owner = page.soup.find(id="missing-owner")
    assert ready is not None
    assert owner is not None
    assert [a.get_text() for a in ready.select("tbody a")] == ["Ready one"]
    assert [a.get_text() for a in owner.select("tbody a")] == ["Bare one"]
    assert "Secret" not in page.text
    assert "Only proposed" not in page.text


def test_an_empty_worklist_says_so(client: AuditedClient, reader: Any) -> None:
    assert "Nothing is under review" in client.page("/partnerships/worklist").text


def test_states_are_all_offered(client: AuditedClient, reader: Any) -> None:
    options = client.page("/partnerships").soup.select("#filter-state option")
    states = [state.value for state in PartnershipState]
    assert [o["value"] for o in options][1:] == ["in_effect", *states]
