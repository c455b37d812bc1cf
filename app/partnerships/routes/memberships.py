"""Fees of a network year by year, and our seats in it."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for

from app.core import clock
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.partnerships import forms, queries, services
from app.partnerships.permissions import PARTNERSHIP_EDIT, PARTNERSHIP_VIEW
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.parts import Part, edit_part, new_part, remove_part
from app.partnerships.routes.records import page_of

FEE = Part(
    section="fees",
    template="partnerships/fee.html",
    get=queries.get_fee,
    new_form=forms.FeeForm,
    edit_form=forms.EditFeeForm,
    add=services.add_fee,
    update=services.update_fee,
    remove=services.remove_fee,
    name=lambda fee: _("Fee of %(year)d", year=fee.year),
    defaults=lambda: {"year": clock.today().year, "currency": "EUR"},
    of_networks=True,
)
SEAT = Part(
    section="seats",
    template="partnerships/seat.html",
    get=queries.get_seat,
    new_form=forms.SeatForm,
    edit_form=forms.EditSeatForm,
    add=services.add_seat,
    update=services.update_seat,
    remove=services.remove_seat,
    name=lambda seat: f"{seat.body}: {seat.holder_shown}",
    defaults=lambda: {"places": 1},
    of_networks=True,
)


@bp.route("/partnerships/<int:partnership_id>/fees/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def new_fee(partnership_id: int) -> Any:
    return new_part(FEE, partnership_id, _("The fee was added."))


@bp.route("/partnerships/<int:partnership_id>/fees/<int:fee_id>/edit", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def edit_fee(partnership_id: int, fee_id: int) -> Any:
    remove_url = url_for(".remove_fee", partnership_id=partnership_id, fee_id=fee_id)
    return edit_part(FEE, partnership_id, fee_id, remove_url)


@bp.route("/partnerships/<int:partnership_id>/fees/<int:fee_id>/remove", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def remove_fee(partnership_id: int, fee_id: int) -> Any:
    return remove_part(FEE, partnership_id, fee_id, _("The fee was removed."))


@bp.route("/partnerships/<int:partnership_id>/seats/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def new_seat(partnership_id: int) -> Any:
    return new_part(SEAT, partnership_id, _("The seat was added."))


@bp.get("/network-seats/<int:seat_id>")
@requires(PARTNERSHIP_VIEW)
def show_seat(seat_id: int) -> Any:
    """The place of a seat on the page of its membership."""
    membership_id = queries.membership_of_seat(db.session, seat_id, current_viewer())
    return redirect(page_of(membership_id, f"seat-{seat_id}"))


@bp.route("/partnerships/<int:partnership_id>/seats/<int:seat_id>/edit", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def edit_seat(partnership_id: int, seat_id: int) -> Any:
    remove_url = url_for(".remove_seat", partnership_id=partnership_id, seat_id=seat_id)
    return edit_part(SEAT, partnership_id, seat_id, remove_url)


@bp.route("/partnerships/<int:partnership_id>/seats/<int:seat_id>/remove", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def remove_seat(partnership_id: int, seat_id: int) -> Any:
    return remove_part(SEAT, partnership_id, seat_id, _("The seat was removed."))
