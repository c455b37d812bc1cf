"""The reports an EU project owes its funder."""

from __future__ import annotations

from typing import Any

from flask import redirect
from flask_login import current_user

from app.core import web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.partnerships import forms, queries, services
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.records import page_of, project_to_edit


@bp.route("/partnerships/<int:partnership_id>/reports/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def new_report(partnership_id: int) -> Any:
    project = project_to_edit(partnership_id)
    name = project.name
    form: Any = forms.ReportForm()

    def run() -> bool:
        services.add_report(db.session, project, form.values(), actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("The reporting date was added."))
        return redirect(page_of(partnership_id, "reports"))
    return web.render_form(
        "partnerships/report.html", form, partnership_id=partnership_id, name=name, report=None
    )


@bp.route(
    "/partnerships/<int:partnership_id>/reports/<int:report_id>/edit", methods=["GET", "POST"]
)
@requires(PARTNERSHIP_EDIT)
def edit_report(partnership_id: int, report_id: int) -> Any:
    project = project_to_edit(partnership_id)
    report = queries.get_reporting_date(db.session, partnership_id, report_id)
    name = project.name
    form: Any = forms.EditReportForm.for_record(report)

    def save() -> bool:
        services.update_report(db.session, project, report, form.values(), actor=current_user)
        return True

    conflict, is_saved = web.save_edit(form, report, save)
    if is_saved:
        web.done(_("Saved."))
        return redirect(page_of(partnership_id, "reports"))
    return web.render_form(
        "partnerships/report.html",
        form,
        conflict=conflict,
        partnership_id=partnership_id,
        name=name,
        report=report_id,
    )


@bp.post("/partnerships/<int:partnership_id>/reports/<int:report_id>/submit")
@requires(PARTNERSHIP_EDIT)
def submit_report(partnership_id: int, report_id: int) -> Any:
    project = project_to_edit(partnership_id)
    report = queries.get_reporting_date(db.session, partnership_id, report_id)
    services.submit_report(db.session, project, report, actor=current_user)
    web.done(_("The report is marked as submitted."))
    return redirect(page_of(partnership_id, "reports"))


@bp.post("/partnerships/<int:partnership_id>/reports/<int:report_id>/remove")
@requires(PARTNERSHIP_EDIT)
def remove_report(partnership_id: int, report_id: int) -> Any:
    project = project_to_edit(partnership_id)
    report = queries.get_reporting_date(db.session, partnership_id, report_id)
    services.remove_report(db.session, project, report, actor=current_user)
    web.done(_("The reporting date was removed."))
    return redirect(page_of(partnership_id, "reports"))
