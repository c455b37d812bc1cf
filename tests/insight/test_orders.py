"""A long report is made aside, for whoever ordered it and for nobody else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.errors import Refused
from app.core.permissions import Role
from app.core.session import Database, Session
from app.insight import making, orders, services
from app.insight.models import OrderedReport, OrderState, ReportKind
from app.insight.question import scope_of
from app.insight.scope import Scope
from app.users import services as users
from config import ROOT
from tests.client import AuditedClient, Page
from tests.conftest import SignIn
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import make_round
from tests.factories.users import make_user
from tests.insight.test_report import RUNNING, _of_word


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every report is long; the orders for which a maker was started, which none is."""
    numbers: list[int] = []
    monkeypatch.setattr(orders, "LONG", 0)
    monkeypatch.setattr(making, "start", numbers.append)
    return numbers


@pytest.fixture
def make(app: Flask) -> Callable[[int], None]:
    """As the command does it."""

    def inside(number: int) -> None:
        with app.app_context():
            making.make(number)

    return inside


def state(session: Session, number: int) -> OrderState:
    """As the database has it now."""
    session.expire_all()
    return session.get_one(OrderedReport, number).state


def ordered(client: AuditedClient, opened: Any, query: str = "", kind: str = "docx") -> str:
    """The address of the order."""
    answer = client.post(f"/reviews/rounds/{opened.id}/portfolio.{kind}{query}")
    assert answer.status_code == 303
    return str(answer.location)


def test_a_long_report_is_ordered_followed_and_taken(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    started: list[int],
    make: Callable[[int], None],
) -> None:
    make_active_partnership(session, name="Quiet talks", visibility="restricted")
    opened = make_round(session, RUNNING)
    sign_in("officer", locale="sv")
    page = Page(client.get(f"/reviews/rounds/{opened.id}/report?audience=restricted"))
    forms = page.soup.select("form[action*='portfolio.docx']")
    assert [str(form["action"]).partition("?")[2] for form in forms] == ["audience=restricted"]
    straight = client.get(f"/reviews/rounds/{opened.id}/portfolio.docx?audience=restricted")
    assert straight.location.endswith(f"/{opened.id}/report?audience=restricted")

    address = ordered(client, opened, "?audience=restricted")
    assert ordered(client, opened) == address
    (number,) = started
    assert "hx-trigger" in client.get(address).text
    assert client.get(f"{address}/file").location == address
    order = session.get_one(OrderedReport, number)
    services.move_order(session, order, 2)
    assert "2 av 6" in Page(client.get(address)).text

    make(number)
    part = client.get(address, headers={"HX-Request": "true"}).text
    assert "hx-trigger" not in part
    assert f"{address}/file" in part
    file = client.get(f"{address}/file")
    assert "portfolio-2026-Q4.docx" in file.headers["Content-Disposition"]
    assert "Quiet talks" in str(_of_word(file.data))
    assert "Partnerskap" in str(_of_word(file.data))
    sign_in("manager")
    for path in (address, f"{address}/file"):
        assert client.get(path).status_code == 404


def test_who_left_its_audience_neither_gets_it_made_nor_takes_it(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    started: list[int],
    make: Callable[[int], None],
) -> None:
    opened = make_round(session, RUNNING)
    officer = sign_in("officer")
    address = ordered(client, opened, "?audience=restricted")
    make(started[0])
    users.update_user(session, officer, {"role": Role.READER}, actor=make_user(session))
    session.flush()
    assert client.get(f"{address}/file").status_code == 403
    assert (
        client.post(f"/reviews/rounds/{opened.id}/portfolio.pdf?audience=restricted").status_code
        == 403
    )
    values = {"user_id": officer.id, "round_id": opened.id, "kind": ReportKind.PDF, "locale": "en"}
    order = OrderedReport(**values, question="audience=restricted")
    session.add(order)
    session.flush()
    with pytest.raises(Refused):
        make(order.id)
    assert state(session, order.id) is OrderState.FAILED


def test_an_order_without_its_maker_has_failed_and_frees_its_place(
    client: AuditedClient, session: Session, sign_in: SignIn, started: list[int]
) -> None:
    opened = make_round(session, RUNNING)
    sign_in("reader")
    address = ordered(client, opened)
    order = session.get_one(OrderedReport, started[0])
    order.moved_at -= orders.LOST_AFTER + timedelta(seconds=1)
    session.flush()
    assert "could not be made" in Page(client.get(address)).text
    assert ordered(client, opened) != address
    assert state(session, order.id) is OrderState.FAILED
    assert len(started) == 2


def test_no_more_are_made_at_once_than_the_server_bears(
    client: AuditedClient, session: Session, sign_in: SignIn, started: list[int]
) -> None:
    opened = make_round(session, RUNNING)
    for _each in range(orders.MOST):
        services.order_report(session, opened, ReportKind.PDF, "", actor=make_user(session))
    sign_in("reader")
    answer = client.post(f"/reviews/rounds/{opened.id}/portfolio.pdf", follow_redirects=True)
    assert "Try again in a minute" in Page(answer).text
    assert started == []


def test_a_file_is_kept_for_a_day(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    started: list[int],
    make: Callable[[int], None],
) -> None:
    opened = make_round(session, RUNNING)
    sign_in("reader")
    address = ordered(client, opened)
    make(started[0])
    order = session.get_one(OrderedReport, started[0])
    order.ordered_at -= orders.KEPT
    session.flush()
    assert client.get(f"{address}/file").status_code == 404
    ordered(client, opened)
    assert session.scalars(sa.select(OrderedReport.id)).all() == [started[1]]


def test_what_goes_wrong_is_noted_and_raised(
    session: Session, monkeypatch: pytest.MonkeyPatch, make: Callable[[int], None]
) -> None:
    opened = make_round(session, RUNNING)
    order, _is_new = services.order_report(
        session, opened, ReportKind.PDF, "", actor=make_user(session)
    )
    session.flush()

    def broken(*_given: object, **_named: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setattr(making, "write_file", broken)
    with pytest.raises(RuntimeError, match="no ink"):
        make(order.id)
    assert state(session, order.id) is OrderState.FAILED


def test_the_command_makes_what_is_committed(database: Database, tmp_path: Path) -> None:
    """As the server starts it, in a process of its own."""
    with database.transaction() as session:
        opened = make_round(session, RUNNING)
        actor = make_user(session)
        number = services.order_report(session, opened, ReportKind.XLSX, "", actor=actor)[0].id
    environment = {
        **os.environ,
        "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "KUMPPANI_INSTANCE": str(tmp_path),
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "make-report", str(number)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    with database.transaction() as session:
        order = session.get_one(OrderedReport, number)
        assert (order.state, order.step) == (OrderState.MADE, orders.STEPS)
        assert order.size > 1000


def test_each_step_of_a_report_is_told_as_it_begins(app: Flask, session: Session) -> None:
    told: list[int] = []
    opened = make_round(session, RUNNING)
    with app.test_request_context():
        making.write_file(session, opened, Scope(), ReportKind.XLSX, "Me", reached=told.append)
    assert told == list(range(1, orders.STEPS + 1))


def test_an_address_that_means_nothing_asks_for_the_whole_city() -> None:
    assert scope_of({"audience": "all", "unit": "x", "objective": "٣"}) == Scope()
