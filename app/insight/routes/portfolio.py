"""The portfolio of a round: at a glance, as the whole report, and as files of it."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request
from flask_login import current_user

from app.core.db import Visibility
from app.core.i18n import choices
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.core.urls import url_for
from app.insight import behind, full, making, orders, queries, question, report
from app.insight import portfolio as portfolios
from app.insight.models import ReportKind
from app.insight.permissions import PORTFOLIO_VIEW
from app.insight.routes.blueprint import bp
from app.insight.routes.files import log_export, send_file
from app.insight.scope import Scope
from app.reviews.queries import get_round

# Rows of each table on screen; the files have them all.
SHOWN = 50


@bp.get("/reviews/rounds/<int:round_id>/portfolio")
@requires(PORTFOLIO_VIEW)
def portfolio(round_id: int) -> Any:
    """The portfolio of a round at a glance."""
    page = portfolios.build(db.session, get_round(db.session, round_id))
    return render_template(
        "insight/portfolio.html",
        portfolio=page,
        title=report.title(page),
        audience=report.audience(),
        sections=report.sections(page, SHOWN),
        matrix=report.matrix(page),
    )


@bp.get("/reviews/rounds/<int:round_id>/report")
@requires(PORTFOLIO_VIEW)
def whole_report(round_id: int) -> Any:
    """The whole report on screen; the address says for whom and about which part."""
    scope, options = asked_scope(), question.options(db.session)
    page = full.report(db.session, get_round(db.session, round_id), scope)
    return render_template(
        "insight/report.html",
        portfolio=page.portfolio,
        title=report.title(page.portfolio),
        audience=report.audience(scope),
        filters=report.filters(scope, question.names(scope, options)),
        version=report.version(page.portfolio),
        sections=report.whole(page, SHOWN),
        matrix=report.matrix(page.portfolio),
        scope=scope,
        audiences=audiences(),
        options=options,
        asked={name: value for name, value in request.args.items() if value},
        is_long=orders.is_long(len(page.portfolio.lines)),
    )


@bp.get(
    "/reviews/rounds/<int:round_id>/report/"
    "<any(partnerships, engagements, follow_ups, late_follow_ups):what>"
)
@requires(PORTFOLIO_VIEW)
def behind_figure(round_id: int, what: str) -> Any:
    """The list behind a figure, for the audience and the part that the report is about."""
    scope, opened = asked_scope(), get_round(db.session, round_id)
    figure = behind.behind(db.session, opened, scope, what, request.args)
    names = {} if scope.is_whole else question.names(scope, question.options(db.session))
    return render_template(
        "insight/behind.html",
        round=opened,
        title=report.behind_title(figure),
        table=report.behind_table(figure, scope),
        audience=report.audience(scope),
        filters=report.filters(scope, names),
        report_url=url_for(".whole_report", round_id=round_id, **scope.asked()),
    )


@bp.get("/reviews/rounds/<int:round_id>/portfolio.<any(pdf, docx, xlsx):kind>")
@requires(PORTFOLIO_VIEW)
def portfolio_file(round_id: int, kind: str) -> Any:
    """The same report as a file, with all rows; a long one is ordered on its page instead."""
    scope, opened = asked_scope(), get_round(db.session, round_id)
    quarter = opened.quarter
    within = scope.within(quarter.first_day, quarter.last_day)
    if orders.is_long(queries.count_within(db.session, within)):
        return redirect(url_for(".whole_report", round_id=round_id, **request.args))
    log_export("portfolio", round_id)
    file = making.write_file(db.session, opened, scope, ReportKind(kind), current_user.name)
    return send_file(file, f"portfolio-{quarter}", kind)


@bp.get("/reviews/rounds/<int:round_id>/decisions")
@requires(PORTFOLIO_VIEW)
def decisions(round_id: int) -> Any:
    """What the coordination group is asked to decide, item by item."""
    page = full.annex(db.session, get_round(db.session, round_id))
    return render_template(
        "insight/decisions.html",
        portfolio=page.portfolio,
        title=report.annex_title(page),
        audience=report.audience(),
        sections=report.annex_sections(page),
    )


@bp.get("/reviews/rounds/<int:round_id>/decisions.<any(pdf, docx):kind>")
@requires(PORTFOLIO_VIEW)
def decisions_file(round_id: int, kind: str) -> Any:
    """The same as an annex of the agenda."""
    log_export("decisions", round_id)
    page = full.annex(db.session, get_round(db.session, round_id))
    paper = report.annex_paper(page, current_user.name)
    return send_file(
        making.WRITERS[ReportKind(kind)](paper), f"decisions-{page.portfolio.quarter}", kind
    )


def asked_scope() -> Scope:
    """What the address asks for; 403 for an audience to which the asker does not belong."""
    scope = question.scope_of(request.args)
    if not orders.may_read(scope, current_viewer()):
        abort(403)
    return scope


def audiences() -> list[tuple[str, str]]:
    """For whom a report may be computed: nobody chooses an audience they do not belong to."""
    found = choices(Visibility)
    return found if current_viewer().sees_restricted else found[:-1]
