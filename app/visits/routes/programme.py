"""Items of a programme: added, corrected, taken out."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.visits import queries, services
from app.visits.forms import EditStopForm, StopForm
from app.visits.models import Visit, VisitState
from app.visits.permissions import VISIT_HANDLE
from app.visits.routes.blueprint import bp, changeable, page_of
from app.visits.routes.moves import tell_of_mail, write
from app.visits.routes.overview import programme_of
from app.visits.services.moving import GONE_ON


@bp.route("/visits/<int:visit_id>/programme/new", methods=["GET", "POST"])
@requires(VISIT_HANDLE)
def add_stop(visit_id: int) -> Any:
    """The next item begins where the last one ends; "Save and next" asks for another."""
    visit = changeable(visit_id)
    last = visit.stops[-1] if visit.stops else None
    form = StopForm(
        day=last.day if last else visit.starts_on,
        starts_at=last.ends_at if last else None,
        host_id=visit.handler_id,
    )

    def add() -> Any:
        return services.add_stop(
            db.session, visit, form.values(), actor=current_user, viewer=current_viewer()
        )

    if form.wants_to_save() and web.save(form, add) is not None:
        web.done(_("The item was added."))
        if request.form.get("action") == "next":
            return redirect(url_for(".add_stop", visit_id=visit_id))
        return page_of(visit_id, "programme")
    return _page(form, visit_id, visit)


@bp.route("/visits/<int:visit_id>/programme/<int:stop_id>", methods=["GET", "POST"])
@requires(VISIT_HANDLE)
def edit_stop(visit_id: int, stop_id: int) -> Any:
    visit = changeable(visit_id)
    stop = queries.get_stop(db.session, visit_id, stop_id, lock=request.method == "POST")
    form = EditStopForm.for_record(stop)

    def update() -> bool:
        services.update_stop(
            db.session,
            visit,
            stop,
            form.values(),
            actor=current_user,
            viewer=current_viewer(),
        )
        return True

    conflict, is_saved = web.save_edit(form, stop, update)
    if is_saved:
        web.done(_("Saved."))
        return page_of(visit_id, "programme")
    return _page(form, visit_id, visit, stop_id, conflict)


def _page(
    form: StopForm, visit_id: int, visit: Visit, stop_id: int | None = None, conflict: Any = None
) -> Any:
    visit = changeable(visit_id) if form.errors else visit
    return web.render_form(
        "visits/stop.html",
        form,
        conflict=conflict,
        visit=visit,
        stop_id=stop_id,
        programme=programme_of(visit.stops),
    )


@bp.post("/visits/<int:visit_id>/programme/<int:stop_id>/remove")
@requires(VISIT_HANDLE)
def remove_stop(visit_id: int, stop_id: int) -> Any:
    visit = changeable(visit_id)
    stop = queries.get_stop(db.session, visit_id, stop_id, lock=True)
    web.attempt(
        lambda: services.remove_stop(db.session, visit, stop, actor=current_user),
        _("The item was taken out."),
    )
    return page_of(visit_id, "programme")


@bp.post("/visits/<int:visit_id>/programme/send")
@requires(VISIT_HANDLE)
def send_programme(visit_id: int) -> Any:
    """Mail a programme that is ready as it is now."""
    visit = changeable(visit_id)
    if visit.state is not VisitState.PROGRAMMED:
        raise Refused(GONE_ON)
    is_written = write(visit)
    tell_of_mail([is_written])
    if is_written:
        web.done(_("The programme is on its way to whoever asked."))
    return page_of(visit_id, "programme")
