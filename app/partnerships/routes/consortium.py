"""Editing the consortium of an EU project on one page, also without scripts."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.i18n import _, country_choices
from app.core.permissions import requires
from app.core.session import db
from app.partnerships import forms, services
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.records import newcomer, page_of, project_to_edit


@bp.route("/partnerships/<int:partnership_id>/consortium", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def edit_consortium(partnership_id: int) -> Any:
    """Roles, countries, money and order of all partners; who joins and who leaves."""
    project = project_to_edit(partnership_id)
    posted = request.form if request.method == "POST" else None
    shown = forms.consortium_values(project.partners)
    form: Any = forms.consortium_form(project.partners, posted).for_record(project, data=shown)

    def save() -> bool:
        added = [*form.joining_ids.data, *newcomer(form)]
        services.save_consortium(db.session, project, form.rows(), added, actor=current_user)
        return True

    conflict, is_saved = web.save_edit(form, project, save, data=shown)
    if is_saved:
        web.done(_("Saved."))
        if "more" in request.form:
            return redirect(url_for(".edit_consortium", partnership_id=partnership_id))
        return redirect(page_of(partnership_id, "partners"))
    if form.errors:
        project = project_to_edit(partnership_id)
    partners = {partner.id: partner for partner in project.partners}
    return web.render_form(
        "partnerships/consortium.html",
        form,
        conflict=conflict,
        partnership_id=partnership_id,
        name=project.name,
        rows=[(partners[n], form.cells(n)) for n in form.partner_ids if n in partners],
        countries=country_choices(),
    )
