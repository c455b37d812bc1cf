"""A visit's briefing pack, and the demand that was turned away."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request
from flask_login import current_user
from markupsafe import Markup

from app.core import clock
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.insight import demand, pack, pictures, report
from app.insight.routes.blueprint import bp
from app.insight.routes.files import log_export, send_file
from app.visits.permissions import VISIT_VIEW, may_see_person
from app.visits.queries import get_requester, get_visit


@bp.get("/visits/<int:visit_id>/pack.<any(pdf, docx):kind>")
@requires(VISIT_VIEW)
def visit_pack(visit_id: int, kind: str) -> Response:
    """The pack as a file; who took it out is logged, and without that nothing is made."""
    visit = get_visit(db.session, visit_id, current_viewer())
    log_export("visit_pack", visit.id)
    knows = may_see_person(current_user, visit) or any(
        stop.host_id == current_user.id for stop in visit.stops
    )
    head = get_requester(db.session, visit.id).head_name if knows else ""
    paper = pack.pack(db.session, visit, head, current_viewer(), current_user.name)
    file = report.report_docx(paper) if kind == "docx" else report.report_pdf(paper)
    return send_file(file, f"visit-{visit.reference}", kind)


@bp.get("/visits/turned-away")
@requires(VISIT_VIEW)
def turned_away_demand() -> Any:
    """``?year=2026`` narrows it to the requests turned away in a year."""
    typed = request.args.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None
    today = clock.today()
    page = demand.demand(db.session, current_viewer(), year or None, today)
    return render_template(
        "insight/demand.html",
        page=page,
        # Our own macro, which escapes.
        drawings=[Markup(pictures.svg(each)) for each in page.pictures],  # noqa: S704
    )
