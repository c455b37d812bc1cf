"""Who holds a seat: added, corrected, ended."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_login import current_user

from app.coordination import queries, services
from app.coordination.forms import EndForm, MemberEditForm, MemberFields
from app.coordination.models import SeatMember
from app.coordination.permissions import COORDINATION_EDIT
from app.coordination.routes.blueprint import bp, to_seat
from app.core import clock, web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db


@bp.route("/coordination-group/<int:seat_id>/members/new", methods=["GET", "POST"])
@requires(COORDINATION_EDIT)
def new_member(seat_id: int) -> Any:
    seat = queries.get_seat(db.session, seat_id, lock=request.method == "POST")
    form = MemberFields(started_on=max(seat.started_on, clock.today()))
    if form.wants_to_save():
        made = web.save(
            form,
            lambda: services.add_member(db.session, seat, form.values(), actor=current_user),
        )
        if made is not None:
            web.done(_("The member was added."))
            return to_seat(seat_id)
    return web.render_form("coordination/member_form.html", form, seat=seat, member=None)


@bp.route("/coordination-group/members/<int:member_id>/edit", methods=["GET", "POST"])
@requires(COORDINATION_EDIT)
def edit_member(member_id: int) -> Any:
    member = _get(member_id)
    seat = member.seat
    form = MemberEditForm.for_record(member)
    conflict, is_saved = web.save_edit(
        form,
        member,
        lambda: services.update_member(db.session, seat, member, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("Saved."))
        return to_seat(seat.id)
    return web.render_form(
        "coordination/member_form.html", form, conflict=conflict, seat=seat, member=member
    )


@bp.route("/coordination-group/members/<int:member_id>/end", methods=["GET", "POST"])
@requires(COORDINATION_EDIT)
def end_member(member_id: int) -> Any:
    member = _get(member_id)
    form = EndForm.for_record(member)
    form.begin()
    conflict, is_saved = web.save_edit(
        form,
        member,
        lambda: services.end_membership(db.session, member, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("The membership ended."))
        return to_seat(member.seat_id)
    return web.render_form(
        "coordination/end.html", form, conflict=conflict, seat=member.seat, member=member
    )


def _get(member_id: int) -> SeatMember:
    return queries.get_member(db.session, member_id, lock=request.method == "POST")
