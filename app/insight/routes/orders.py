"""Ordering a long report, following how it is made, and taking it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from flask import abort, redirect, render_template, request
from flask_login import current_user

from app.core import clock, web
from app.core.errors import Refused
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.core.urls import url_for
from app.insight import making, orders, queries, question, services
from app.insight.models import OrderedReport, OrderState, ReportKind
from app.insight.permissions import PORTFOLIO_VIEW
from app.insight.routes.blueprint import bp
from app.insight.routes.files import log_export, send_file
from app.insight.routes.portfolio import asked_scope
from app.reviews.queries import get_round


@bp.post("/reviews/rounds/<int:round_id>/portfolio.<any(pdf, docx, xlsx):kind>")
@requires(PORTFOLIO_VIEW)
def order_report(round_id: int, kind: str) -> Any:
    """Have it made, and go where one sees how far it is."""
    asked_scope()
    opened = get_round(db.session, round_id)
    asked = request.query_string.decode(errors="replace")
    try:
        order, is_new = services.order_report(
            db.session, opened, ReportKind(kind), asked, actor=current_user
        )
    except Refused as refusal:
        web.refused(refusal.message)
        return redirect(url_for(".whole_report", round_id=round_id, **request.args))
    number = order.id
    if is_new:
        web.afterwards(lambda: making.start(number))
    return redirect(url_for(".show_order", order_id=number), 303)


@bp.get("/reviews/reports/<int:order_id>")
@requires(PORTFOLIO_VIEW)
def show_order(order_id: int) -> Any:
    """How far it is, or the file; a part of the page for those who wait with it open."""
    order = _mine(order_id)
    template = "insight/_order.html" if web.is_fragment() else "insight/order.html"
    return render_template(
        template,
        order=order,
        state=orders.state_of(order, clock.now()).value,
        steps=orders.STEPS,
        kept_until=order.ordered_at + orders.KEPT,
        report_url=url_for(
            ".whole_report", round_id=order.round_id, **dict(parse_qsl(order.question))
        ),
    )


@bp.get("/reviews/reports/<int:order_id>/file")
@requires(PORTFOLIO_VIEW)
def ordered_file(order_id: int) -> Any:
    """The file, for whoever ordered it, while they belong to its audience."""
    order = _mine(order_id, whole=True)
    if not orders.may_read(question.scope_of(dict(parse_qsl(order.question))), current_viewer()):
        abort(403)
    if order.state is not OrderState.MADE or order.content is None:
        return redirect(url_for(".show_order", order_id=order_id))
    log_export("portfolio", order.round_id, order.question)
    return send_file(order.content, f"portfolio-{order.round.quarter}", order.kind.value)


def _mine(order_id: int, whole: bool = False) -> OrderedReport:
    since = clock.now() - orders.KEPT
    return queries.get_order(db.session, order_id, current_user.id, since, whole)
