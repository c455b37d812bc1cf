"""One seat: its members over time, its days, its end and its history."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.coordination import queries, rules, services
from app.coordination.forms import EndForm, SeatEditForm, SeatFields
from app.coordination.models import Seat
from app.coordination.permissions import COORDINATION_EDIT, COORDINATION_VIEW
from app.coordination.routes.blueprint import bp, to_seat
from app.core import audit, clock, history, web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db


def _get(seat_id: int) -> Seat:
    return queries.get_seat(db.session, seat_id, lock=request.method == "POST")


@bp.route("/coordination-group/new", methods=["GET", "POST"])
@requires(COORDINATION_EDIT)
def new_seat() -> Any:
    form = SeatFields()
    if form.wants_to_save():
        made = web.save(
            form, lambda: services.add_seat(db.session, form.values(), actor=current_user)
        )
        if made is not None:
            web.done(_("The seat was added. Say who holds it."))
            return to_seat(made.id)
    return web.render_form("coordination/seat_form.html", form, seat=None)


@bp.get("/coordination-group/<int:seat_id>")
@requires(COORDINATION_VIEW)
def show_seat(seat_id: int) -> Any:
    seat, today = _get(seat_id), clock.today()
    return render_template(
        "coordination/seat.html",
        seat=seat,
        holder=rules.holder_on(seat.members, today),
        is_in_force=rules.is_in_force(seat, today),
    )


@bp.route("/coordination-group/<int:seat_id>/edit", methods=["GET", "POST"])
@requires(COORDINATION_EDIT)
def edit_seat(seat_id: int) -> Any:
    seat = _get(seat_id)
    form = SeatEditForm.for_record(seat)
    conflict, is_saved = web.save_edit(
        form,
        seat,
        lambda: services.update_seat(db.session, seat, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("Saved."))
        return to_seat(seat_id)
    return web.render_form("coordination/seat_form.html", form, conflict=conflict, seat=seat)


@bp.route("/coordination-group/<int:seat_id>/end", methods=["GET", "POST"])
@requires(COORDINATION_EDIT)
def end_seat(seat_id: int) -> Any:
    """The group alters its composition: the seat goes, and with it whoever holds it."""
    seat = _get(seat_id)
    form = EndForm.for_record(seat)
    form.begin()
    conflict, is_saved = web.save_edit(
        form, seat, lambda: services.end_seat(db.session, seat, form.values(), actor=current_user)
    )
    if is_saved:
        web.done(_("The seat ended."))
        return to_seat(seat_id)
    return web.render_form("coordination/end.html", form, conflict=conflict, seat=seat, member=None)


@bp.post("/coordination-group/<int:seat_id>/verify")
@requires(COORDINATION_EDIT)
def verify_seat(seat_id: int) -> Any:
    seat = _get(seat_id)
    web.attempt(
        lambda: services.verify_seat(db.session, seat, actor=current_user),
        _("Marked as verified by you, today."),
    )
    return to_seat(seat_id)


@bp.post("/coordination-group/<int:seat_id>/remove")
@requires(COORDINATION_EDIT)
def remove_seat(seat_id: int) -> Any:
    """Only a seat nobody ever held; the next page tells when it stayed, and why."""
    seat = _get(seat_id)
    web.attempt(
        lambda: services.remove_seat(db.session, seat, actor=current_user),
        _("The seat was removed."),
    )
    return redirect(url_for(".show_group"))


@bp.get("/coordination-group/<int:seat_id>/history")
@requires(COORDINATION_VIEW)
def seat_history(seat_id: int) -> Any:
    changes = audit.history_of(db.session, "seat", seat_id)
    return render_template(
        "coordination/history.html",
        seat=_get(seat_id),
        changes=history.entries(db.session, changes),
    )
