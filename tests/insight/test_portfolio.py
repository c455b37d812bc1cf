"""The portfolio report: what it counts, whom it shows what, and that its PDF says the same."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.periods import Quarter
from app.core.permissions import Role
from app.core.session import Session
from app.insight import portfolio as portfolios
from app.insight import report
from app.insight.routes import portfolio as routes
from app.insight.scope import Scope
from app.organisations.models import Organisation, Standing
from app.partnerships import services as partnerships
from app.partnerships.models import (
    Alignment,
    PartnerRole,
    Partnership,
    PartnershipKind,
    PartnershipOrganisation,
    ProjectStage,
)
from app.partnerships.queries import in_effect_between
from app.partnerships.rules.gate import CODES
from app.reviews import services
from app.users.models import User
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.papers import make_instrument
from tests.factories.partnerships import (
    make_active_partnership,
    make_partnership,
    make_ready_partnership,
)
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.strategy import make_focus_area, make_framework, make_objective
from tests.factories.users import make_user

RUNNING = Quarter(2026, 4)
NETWORK = PartnershipKind.NETWORK


def test_an_empty_cell_of_the_coverage_is_a_gap(session: Session) -> None:
    served, empty = make_objective(session), make_objective(session)
    area = make_focus_area(session)
    make_active_partnership(session, objectives=[served.id], focus_areas=[area.id])
    page = portfolios.build(session, make_round(session, RUNNING))
    gaps = {(objective.id, found.id) for objective, found in page.coverage.gaps}
    assert (served.id, area.id) not in gaps
    assert (empty.id, area.id) in gaps


def test_engagements_count_in_the_cell_of_their_own_focus_area(session: Session) -> None:
    objective, area = make_objective(session), make_focus_area(session)
    partnership = make_active_partnership(session)
    make_engagement(
        session,
        partnership=partnership,
        starts_on=date(2026, 10, 20),
        objectives=[objective],
        focus_areas=[area],
    )
    coverage = portfolios.build(session, make_round(session, RUNNING)).coverage
    row = next(row for row in coverage.rows if row.objective.id == objective.id)
    cell = next(cell for cell in row.cells if cell.focus_area_id == area.id)
    assert (cell.partnerships, cell.engagements) == (0, 1)


def test_exceptions_name_what_has_no_owner_or_was_never_engaged(session: Session) -> None:
    bare = make_partnership(session, exists=True, name="Bare")
    active = make_active_partnership(session, name="Lively", cadence_days=30)
    make_engagement(session, partnership=active, starts_on=date(2026, 10, 30))
    session.expire_all()
    page = portfolios.build(session, make_round(session, RUNNING))
    assert bare.id in {p.id for p in page.without_owner()}
    assert bare.id in {p.id for p in page.never_engaged()}
    assert active.id not in {p.id for p in page.never_engaged() + page.quiet()}
    gaps = {p.id: [gap.code for gap in missing] for p, missing in page.gaps}
    assert "owner" in gaps[bare.id]
    assert active.id not in gaps


LACKING: dict[str, tuple[PartnershipKind, dict[str, object]]] = {
    "owner": (NETWORK, {"owner_id": None}),
    "goal": (NETWORK, {"alignments": []}),
    "decision": (NETWORK, {"decided_on": None}),
    "next_review": (NETWORK, {"next_review_on": None}),
    "signature": (NETWORK, {"signed_on": date(2027, 1, 5)}),
    "partners": (NETWORK, {"partners": []}),
    "purpose": (PartnershipKind.CITY_AGREEMENT, {"common_operations": ""}),
    "grant": (PartnershipKind.EU_PROJECT, {"stage": ProjectStage.SUBMITTED}),
    "framework": (NETWORK, {}),
}


@pytest.mark.parametrize("code", CODES)
def test_every_gap_that_the_gate_knows_is_reported(session: Session, code: str) -> None:
    kind, values = LACKING[code]
    whole = make_ready_partnership(session, kind)
    lacking = make_ready_partnership(session, kind, **values)
    if code == "framework":
        lapsed_on = date(2026, 10, 1)
        _write(session, Partnership, Partnership.id == lacking.id, framework_lapsed_on=lapsed_on)
    session.expire_all()
    gaps = {
        partnership.id: [gap.code for gap in missing]
        for partnership, missing in portfolios.build(session, make_round(session, RUNNING)).gaps
    }
    assert gaps[lacking.id] == [code]
    assert whole.id not in gaps


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (User, {"is_active": False}),
        (Alignment, {"lapsed_on": date(2026, 10, 1)}),
        (Partnership, {"decision_body": " "}),
        (Partnership, {"decided_on": date(2027, 1, 1)}),
        (Organisation, {"standing": Standing.CAUTION, "standing_reason": "Talks"}),
        (PartnershipOrganisation, {"role": PartnerRole.CIVIC_PARTNER}),
    ],
)
def test_a_gap_is_reported_however_it_came_about(
    session: Session, model: Any, values: dict[str, Any]
) -> None:
    make_ready_partnership(session)
    _write(session, model, sa.true(), **values)
    session.expire_all()
    assert portfolios.build(session, make_round(session, RUNNING)).gaps


def _write(session: Session, model: Any, where: Any, **values: Any) -> None:
    """Past the services, which would refuse it."""
    session.connection().execute(sa.update(model.__table__).where(where).values(values))


def test_an_instrument_signed_ahead_is_a_gap(session: Session) -> None:
    partnership = make_ready_partnership(session)
    make_instrument(session, partnership, signed_on=date(2027, 1, 5))
    page = portfolios.build(session, make_round(session, RUNNING))
    assert [p.id for p, _missing in page.gaps] == [partnership.id]


def test_totals_count_what_is_cut_on_screen(
    app: Flask,
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("Aarhus", "Bremen", "Cork"):
        make_active_partnership(session, name=name)
    opened = make_round(session, RUNNING)
    sign_in("manager")
    monkeypatch.setattr(routes, "SHOWN", 2)
    page = Page(client.get(f"/reviews/rounds/{opened.id}/portfolio"))
    assert "The first 2 of 3; the files have them all." in page.text
    assert "Bremen" in page.text
    assert "Cork" not in page.text
    with app.test_request_context():
        assert "Cork" in str(report.sections(portfolios.build(session, opened)))


def test_only_recommendations_that_ask_something_go_to_the_group(session: Session) -> None:
    asks, goes_on = make_active_partnership(session), make_active_partnership(session)
    opened = make_round(session, RUNNING)
    author = make_user(session)
    make_submitted(session, review_of(session, opened, asks), author, recommendation="exit")
    make_submitted(session, review_of(session, opened, goes_on), author, recommendation="continue")
    asked = portfolios.build(session, opened).decisions
    assert [review.partnership_id for review in asked] == [asks.id]


def test_page_and_pdf_say_the_same(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session, name="Baltic harbours")
    make_follow_up(session, partnership=partnership)
    opened = make_round(session, RUNNING)
    sign_in("manager")
    url = f"/reviews/rounds/{opened.id}/portfolio"
    page = Page(client.get(url))
    assert page.heading == "Portfolio report 2026-Q4"
    assert "Baltic harbours" in page.text
    answer = client.get(f"{url}.pdf")
    assert answer.mimetype == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.data)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.docinfo["/Title"]) == "Portfolio report 2026-Q4"
        described = [
            str(one["/Alt"])
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
    for told in ("Coverage of the framework", "Benefit and offer", "Cost against activity"):
        assert any(alt.startswith(told) for alt in described)


def test_report_costs_the_same_for_one_and_thirty(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    sign_in(Role.MANAGER)
    make_active_partnership(session)
    opened = make_round(session, RUNNING)
    url = f"/reviews/rounds/{opened.id}/portfolio"
    session.flush()
    with count_statements() as one:
        client.get(url)
    for _number in range(29):
        make_active_partnership(session)
    services.complete_round(session, opened, actor=make_user(session))
    session.flush()
    with count_statements() as thirty:
        client.get(url)
    # The same words, so no list of numbers grows with the partnerships.
    assert one == thirty
    assert len(one) <= 14


def test_coverage_costs_four_statements_however_much_there_is(
    session: Session, count_statements: CountStatements
) -> None:
    framework, everything = (
        make_framework(session),
        in_effect_between(RUNNING.first_day, RUNNING.last_day, portfolios.EMPLOYEE),
    )
    costs = []
    for _round in range(2):
        for _number in range(3):
            objective = make_objective(session, strategy=framework)
            area = make_focus_area(session, strategy=framework)
            partnership = make_active_partnership(
                session, objectives=[objective.id], focus_areas=[area.id]
            )
            make_engagement(
                session, partnership=partnership, objectives=[objective], focus_areas=[area]
            )
        with count_statements() as statements:
            portfolios.coverage(session, everything, RUNNING)
        costs.append(statements)
    assert costs[0] == costs[1]
    assert len(costs[0]) == 4


def test_what_changed_tells_new_owners_by_name_but_not_to_the_public(
    app: Flask, session: Session
) -> None:
    partnership = make_active_partnership(
        session, name="Handed on", visibility="public", starts_on=date(2026, 1, 1)
    )
    before, after = partnership.owner.name, make_user(session, name="Aino Uusi")
    partnerships.update_partnership(session, partnership, {"owner_id": after.id}, actor=SYSTEM)
    make_partnership(session, exists=True, name="Without goal", starts_on=date(2026, 1, 1))
    opened = make_round(session, RUNNING)
    told = {}
    for audience in (Visibility.CITY, Visibility.PUBLIC):
        page = portfolios.build(session, opened, Scope(audience))
        with app.test_request_context():
            tables = {t.title: t for s in report.sections(page) for t in s.tables}
        told[audience] = tables.get("Changes of owner")
        assert "Without goal" in str(tables["No goal in force"].rows) or page.scope.is_public
    ((_day, name, old, new),) = told[Visibility.CITY].rows
    assert (name[0], old[0], new[0]) == ("Handed on", before, "Aino Uusi")
    assert told[Visibility.PUBLIC] is None
