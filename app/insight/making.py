"""Making the files of a portfolio report: at once, or in a process of its own for one who waits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from threading import Thread
from urllib.parse import parse_qsl

from flask import current_app
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.errors import NotFound, Refused
from app.core.permissions import EVERYTHING, viewer_of
from app.core.session import db
from app.core.translations import speaking
from app.insight import full, orders, pictures, queries, question, report, services
from app.insight.models import ReportKind
from app.insight.portfolio import Portfolio
from app.insight.scope import EMPLOYEE, Scope
from app.reviews.models import ReviewRound
from app.reviews.queries import get_round
from config import ROOT

WRITERS = {
    ReportKind.PDF: report.report_pdf,
    ReportKind.DOCX: report.report_docx,
    ReportKind.XLSX: report.report_xlsx,
}


def write_file(
    session: Session,
    opened: ReviewRound,
    scope: Scope,
    kind: ReportKind,
    author: str,
    reached: Callable[[int], None] = lambda _step: None,
) -> bytes:
    """The whole report as a file; ``reached`` is told each step of `orders.STEPS` as it begins."""
    paper = _paper(session, opened, scope, author, reached)
    reached(orders.STEPS)
    return WRITERS[kind](paper)


def _paper(
    session: Session,
    opened: ReviewRound,
    scope: Scope,
    author: str,
    reached: Callable[[int], None],
) -> report.Paper:
    """What the file will say. What was read for it is let go here, before the file is written."""
    reached(1)
    page = full.report(session, opened, scope)
    names = question.names(scope, question.options(session))
    return report.paper(page, author, names, _drawn(session, scope, page.portfolio, reached))


def _drawn(
    session: Session, scope: Scope, page: Portfolio, reached: Callable[[int], None]
) -> list[report.Drawing]:
    """Pictures of the same part of the portfolio, each a step; none for the public."""
    if scope.audience is Visibility.PUBLIC:
        return []
    viewer = EVERYTHING if scope.audience is Visibility.RESTRICTED else EMPLOYEE
    return pictures.all_on_paper(
        session, page.quarter, viewer, scope, begun=lambda place: reached(2 + place)
    )


def start(order_id: int) -> None:
    """A maker for an order that is committed. It outlives the server that started it; while that
    lives, it notes when the maker died."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "make-report", str(order_id)]
    try:
        maker = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 (ourselves)
    except OSError:
        _note_failure(order_id)
        raise
    Thread(target=_watch, args=(maker, order_id), daemon=True).start()


def _watch(maker: subprocess.Popen[bytes], order_id: int) -> None:
    if maker.wait():
        _note_failure(order_id)


def make(order_id: int) -> None:
    """Make what was ordered, and keep it. Whatever goes wrong is noted on the order and raised."""
    try:
        with db.transaction() as session:
            order = queries.hold_order(session, order_id)
            scope = question.scope_of(dict(parse_qsl(order.question)))
            if not (order.user.is_active and orders.may_read(scope, viewer_of(order.user))):
                raise Refused("Whoever ordered it may not read it any more.")
            round_id, kind, author = order.round_id, order.kind, order.user.name
            locale = order.locale
        with current_app.test_request_context(), speaking(locale):
            reading = db.session
            file = write_file(
                reading, get_round(reading, round_id), scope, kind, author,
                reached=lambda step: _note_step(order_id, step),
            )  # fmt: skip
        with db.transaction() as session:
            services.finish_order(session, queries.hold_order(session, order_id), file)
    except Exception:
        _note_failure(order_id)
        raise


def _note_step(order_id: int, step: int) -> None:
    with db.transaction() as session:
        services.move_order(session, queries.hold_order(session, order_id), step)


def _note_failure(order_id: int) -> None:
    with db.transaction() as session:
        try:
            order = queries.hold_order(session, order_id)
        except NotFound:
            return
        services.fail_order(session, order)
