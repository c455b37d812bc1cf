"""Which focus areas an organisation is expert in; reached from the organisation's page."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.organisations import queries as organisation_queries
from app.organisations.permissions import ORGANISATION_EDIT
from app.strategy import queries, services
from app.strategy.forms import ExpertiseForm
from app.strategy.routes.blueprint import bp


@bp.route("/organisations/<int:organisation_id>/expertise", methods=["GET", "POST"])
@requires(ORGANISATION_EDIT)
def edit_expertise(organisation_id: int) -> Any:
    """Tick boxes of what is in force; expertise in focus areas of old frameworks stays."""
    organisation = organisation_queries.get_organisation(
        db.session, organisation_id, lock=request.method == "POST"
    )
    present = [area.id for area in queries.expertise_of(db.session, organisation_id)]
    in_force = {number for number, _label in queries.focus_area_choices(db.session)}
    ticked = [number for number in present if number in in_force]
    form = ExpertiseForm.for_record(organisation, focus_areas=ticked)
    conflict = None
    if form.wants_to_save():
        conflict = web.stale(form, organisation, focus_areas=ticked)
        old = [number for number in present if number not in in_force]
        wanted = [*form.focus_areas.data, *old]
        if conflict is None:
            services.set_expertise(db.session, organisation_id, wanted, actor=current_user)
            web.done(_("Saved."))
            return redirect(
                url_for("organisations.show_organisation", organisation_id=organisation_id)
            )
    return web.render_form(
        "strategy/expertise.html",
        form,
        conflict=conflict,
        organisation=organisation,
        has_choices=bool(in_force),
    )
