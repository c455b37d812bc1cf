"""Units, for administrators."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import audit, history, web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.users import queries, services
from app.users.forms import EditUnitForm, NewUnitForm
from app.users.lists import UNITS
from app.users.permissions import UNIT_MANAGE
from app.users.routes.blueprint import bp


@bp.get("/units")
@requires(UNIT_MANAGE)
def list_units() -> Any:
    """The city group's units."""
    return web.render_list(UNITS, action=(_("Add a unit"), url_for(".new_unit")))


@bp.route("/units/new", methods=["GET", "POST"])
@requires(UNIT_MANAGE)
def new_unit() -> Any:
    """A new unit."""
    form = NewUnitForm()
    if form.wants_to_save():
        unit = web.save(
            form, lambda: services.create_unit(db.session, form.values(), actor=current_user)
        )
        if unit is not None:
            web.done(_("Saved."))
            return redirect(url_for(".list_units"))
    return web.render_form("users/unit_form.html", form, unit=None)


@bp.route("/units/<int:unit_id>/edit", methods=["GET", "POST"])
@requires(UNIT_MANAGE)
def edit_unit(unit_id: int) -> Any:
    """Change a unit, or close it; its history stands below."""
    unit = queries.get_unit(db.session, unit_id, lock=request.method == "POST")
    form = EditUnitForm.for_unit(unit)
    conflict, is_saved = web.save_edit(
        form,
        unit,
        lambda: services.update_unit(db.session, unit, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("Saved."))
        return redirect(url_for(".list_units"))
    changes = history.entries(db.session, audit.history_of(db.session, "unit", unit_id))
    return web.render_form(
        "users/unit_form.html", form, conflict=conflict, unit=unit, changes=changes
    )
