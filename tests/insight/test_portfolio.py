"""The portfolio report: what it counts, whom it shows what, and that its PDF says the same."""

from __future__ import annotations

import io
from datetime import date

import pikepdf

from app.core.periods import Quarter
from app.core.permissions import Role
from app.core.session import Session
from app.insight import portfolio as portfolios
from app.partnerships.queries import in_effect_between
from app.reviews import services
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.strategy import make_focus_area, make_framework, make_objective
from tests.factories.users import make_user

RUNNING = Quarter(2026, 4)


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
    gaps = {p.id: [gap.code for gap in missing] for p, missing in page.with_gaps()}
    assert "owner" in gaps[bare.id]
    assert active.id not in gaps


def test_only_recommendations_that_ask_something_go_to_the_group(session: Session) -> None:
    asks, goes_on = make_active_partnership(session), make_active_partnership(session)
    opened = make_round(session, RUNNING)
    author = make_user(session)
    make_submitted(session, review_of(session, opened, asks), author, recommendation="exit")
    make_submitted(session, review_of(session, opened, goes_on), author, recommendation="continue")
    asked = portfolios.build(session, opened).decisions_asked()
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
