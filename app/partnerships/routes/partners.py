"""The partner organisations with their roles."""

from __future__ import annotations

from typing import Any

from flask import redirect
from flask_login import current_user

from app.core import web
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.partnerships import forms, queries, services
from app.partnerships.models import EuProject
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.records import newcomer, page_of, to_edit
from app.partnerships.services.create import ROLE


@bp.route("/partnerships/<int:partnership_id>/partners/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def new_partner(partnership_id: int) -> Any:
    partnership = to_edit(partnership_id)
    name, is_project = partnership.name, isinstance(partnership, EuProject)
    form: Any = forms.NewPartnerForm(data={"role": ROLE[partnership.kind]})

    def run() -> bool:
        values = form.values(*form.newcomer)
        for number in newcomer(form):
            values["organisation_id"] = number
        services.add_partner(db.session, partnership, values, actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("The partner was added."))
        return redirect(page_of(partnership_id, "partners"))
    return web.render_form(
        "partnerships/partner.html",
        form,
        partnership_id=partnership_id,
        name=name,
        partner=None,
        is_project=is_project,
    )


@bp.route(
    "/partnerships/<int:partnership_id>/partners/<int:partner_id>/edit", methods=["GET", "POST"]
)
@requires(PARTNERSHIP_EDIT)
def edit_partner(partnership_id: int, partner_id: int) -> Any:
    partnership = to_edit(partnership_id)
    partner = queries.get_partner(db.session, partnership_id, partner_id)
    organisation, name = partner.organisation.name, partnership.name
    is_project = isinstance(partnership, EuProject)
    form: Any = forms.PartnerForm.for_record(partner)
    conflict = None

    def run() -> bool:
        services.update_partner(db.session, partnership, partner, form.values(), actor=current_user)
        return True

    if form.wants_to_save():
        conflict = web.stale(form, partner)
        if conflict is None and web.save(form, run) is not None:
            web.done(_("Saved."))
            return redirect(page_of(partnership_id, "partners"))
    return web.render_form(
        "partnerships/partner.html",
        form,
        conflict=conflict,
        partnership_id=partnership_id,
        name=name,
        partner=partner_id,
        organisation=organisation,
        is_project=is_project,
    )


@bp.post("/partnerships/<int:partnership_id>/partners/<int:partner_id>/remove")
@requires(PARTNERSHIP_EDIT)
def remove_partner(partnership_id: int, partner_id: int) -> Any:
    partnership = to_edit(partnership_id)
    partner = queries.get_partner(db.session, partnership_id, partner_id)
    try:
        services.remove_partner(db.session, partnership, partner, actor=current_user)
        web.done(_("The partner was removed."))
    except Refused as refused:
        web.refused(refused.message, refused.gaps)
    return redirect(page_of(partnership_id, "partners"))
