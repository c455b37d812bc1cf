"""The portfolio of a round: at a glance, as the whole report, and as files of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request
from flask_login import current_user

from app.core import clock
from app.core.db import Visibility
from app.core.i18n import _, choices, localised
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING, current_viewer, requires
from app.core.session import db
from app.insight import full, pictures, report, rounds
from app.insight import portfolio as portfolios
from app.insight.permissions import PORTFOLIO_VIEW
from app.insight.routes.blueprint import bp
from app.insight.routes.files import log_export, send_file
from app.insight.scope import EMPLOYEE, Scope
from app.partnerships.queries import filter_choices
from app.reviews.models import ReviewRound
from app.reviews.queries import get_round, list_rounds
from app.strategy.queries import current_focus_areas, current_objectives

# Rows of each table on screen; the files have them all.
SHOWN = 50
WRITERS = {
    "pdf": report.report_pdf,
    "docx": report.report_docx,
    "xlsx": report.report_xlsx,
}
PARTS = ("unit", "objective", "focus_area")


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
        matrix=report.matrix(page.coverage),
    )


@bp.get("/reviews/rounds/<int:round_id>/report")
@requires(PORTFOLIO_VIEW)
def whole_report(round_id: int) -> Any:
    """The whole report on screen; the address says for whom and about which part."""
    scope, options = _scope(), _options()
    page = full.report(db.session, get_round(db.session, round_id), scope)
    audiences = choices(Visibility)
    if not current_viewer().sees_restricted:
        audiences = audiences[:-1]
    return render_template(
        "insight/report.html",
        portfolio=page.portfolio,
        title=report.title(page.portfolio),
        audience=report.audience(scope),
        filters=report.filters(scope, _names(scope, options)),
        version=report.version(page.portfolio),
        sections=report.whole(page, SHOWN),
        matrix=report.matrix(page.portfolio.coverage),
        scope=scope,
        audiences=audiences,
        options=options,
        asked={name: value for name, value in request.args.items() if value},
    )


@bp.get("/reviews/rounds/<int:round_id>/portfolio.<any(pdf, docx, xlsx):kind>")
@requires(PORTFOLIO_VIEW)
def portfolio_file(round_id: int, kind: str) -> Any:
    """The same report as a file, with all rows."""
    scope = _scope()
    log_export("portfolio", round_id)
    page = full.report(db.session, get_round(db.session, round_id), scope)
    names = _names(scope, _options())
    paper = report.paper(page, current_user.name, names, _drawn(scope, page.portfolio))
    return send_file(WRITERS[kind](paper), f"portfolio-{page.portfolio.quarter}", kind)


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
    return send_file(WRITERS[kind](paper), f"decisions-{page.portfolio.quarter}", kind)


@bp.get("/reviews/rounds/compare")
@requires(PORTFOLIO_VIEW)
def compare_rounds() -> Any:
    """Trends from one quarter to another, and what differs between their rounds."""
    opened = list_rounds(db.session)
    span = rounds.default_span(opened)
    compared = None
    if span is not None:
        first, last = (
            _quarter(request.args.get(name, ""), usual)
            for name, usual in zip(("from", "to"), span, strict=True)
        )
        compared = rounds.compare(db.session, opened, min(first, last), max(first, last))
    return render_template(
        "insight/compare.html",
        compared=compared,
        sections=report.compared_sections(compared) if compared else [],
        audience=report.audience(),
        quarters=_quarters(compared.first, opened) if compared else [],
    )


def _quarter(text: str, usual: Quarter) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError:
        return usual


def _quarters(first: Quarter, opened: Sequence[ReviewRound]) -> list[str]:
    """Two years before the first round (or from the quarter shown, where that is earlier) to the
    running quarter, newest first: the log is often older than the rounds."""
    oldest = opened[-1].quarter
    found = min(first, Quarter(oldest.year - 2, oldest.number)).until(Quarter.of(clock.today()))
    return [str(quarter) for quarter in reversed(list(found))]


def _drawn(scope: Scope, page: portfolios.Portfolio) -> list[report.Drawing]:
    """Pictures of the same part of the portfolio; none for the public."""
    if scope.audience is Visibility.PUBLIC:
        return []
    viewer = EVERYTHING if scope.audience is Visibility.RESTRICTED else EMPLOYEE
    return pictures.all_on_paper(db.session, page.quarter, viewer, scope)


def _scope() -> Scope:
    """What the address asks for; what it cannot mean is left out. 403 for an audience to which
    the asker does not belong."""
    asked = request.args.get("audience", "")
    audience = Visibility(asked) if asked in list(Visibility) else Visibility.CITY
    if audience is Visibility.RESTRICTED and not current_viewer().sees_restricted:
        abort(403)
    unit, objective, area = (_number(request.args.get(name, "")) for name in PARTS)
    return Scope(audience, unit, objective, area)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 else None


def _options() -> dict[str, list[tuple[str, str]]]:
    """The units, objectives and focus areas that a report may be about."""
    session = db.session
    return {
        "unit": [(str(value), str(label)) for value, label in filter_choices(session)["unit"]],
        "objective": [(str(one.id), localised(one)) for one in current_objectives(session)],
        "focus_area": [(str(one.id), localised(one)) for one in current_focus_areas(session)],
    }


def _names(scope: Scope, options: dict[str, list[tuple[str, str]]]) -> dict[str, str]:
    """What each filter in use is called, and the name of what it keeps."""
    labels = {"unit": _("Unit"), "objective": _("Objective"), "focus_area": _("Focus area")}
    numbers = {
        "unit": scope.unit_id,
        "objective": scope.objective_id,
        "focus_area": scope.focus_area_id,
    }
    return {
        labels[name]: dict(options[name]).get(str(number), _("Unknown"))
        for name, number in numbers.items()
        if number is not None
    }
