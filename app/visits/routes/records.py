"""The list, one visit, entering and correcting one, its history."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_login import current_user

from app.core import access_log, audit, clock, history, mail, web
from app.core.db import Visibility
from app.core.i18n import _, language
from app.core.permissions import can, current_viewer, requires
from app.core.session import db
from app.engagements.queries import seen
from app.proposals.models import Channel
from app.visits import lists, queries, services
from app.visits.forms import EditVisitForm, VisitForm
from app.visits.models import Visit
from app.visits.permissions import VISIT_CREATE, VISIT_HANDLE, VISIT_VIEW, may_see_person
from app.visits.routes.blueprint import bp, changeable, found, page_of
from app.visits.routes.overview import overview_of
from app.visits.services.receiving import PERSON

# Fields of the history that name what not everybody may know of.
POINTING = ("partnership_id", "engagement_id")


@bp.get("/visits")
@requires(VISIT_VIEW)
def list_visits() -> Any:
    action = (_("Enter a request"), url_for(".new_visit")) if can("visit:create") else None
    return web.render_list(lists.VISITS, "visits/list.html", action=action)


@bp.route("/visits/new", methods=["GET", "POST"])
@requires(VISIT_CREATE)
def new_visit() -> Any:
    form = VisitForm(
        received_on=clock.today(), unit_id=current_user.unit_id, visibility=Visibility.CITY
    )
    if form.wants_to_save():
        made = web.save(form, lambda: _receive(form))
        if made is not None:
            web.done(_("Entered as %(reference)s.", reference=made.reference))
            return page_of(made.id)
    return web.render_form("visits/form.html", form, visit=None)


def _receive(form: VisitForm) -> Visit:
    return services.receive(
        db.session,
        form.values(),
        actor=current_user,
        channel=Channel.INTERNAL,
        language=language(),
        viewer=current_viewer(),
    )


@bp.get("/visits/<int:visit_id>")
@requires(VISIT_VIEW)
def show_visit(visit_id: int) -> Any:
    visit = found(visit_id)
    person, letters = _person(visit)
    return render_template(
        "visits/show.html",
        visit=visit,
        around=overview_of(visit),
        person=person,
        letters=letters,
        sends_mail=mail.is_on(),
        may_see_person=may_see_person(current_user, visit),
    )


def _person(visit: Visit) -> tuple[Any, list[Any]]:
    """Who asked and who leads, and our letters to them, for those who handle it; where the look
    cannot be logged, nobody."""
    if not may_see_person(current_user, visit):
        return None, []
    if not access_log.record(current_user.id, "view", "visit_requester", visit.id):
        return None, []
    return queries.get_requester_and_letters(db.session, visit.id)


@bp.route("/visits/<int:visit_id>/edit", methods=["GET", "POST"])
@requires(VISIT_HANDLE)
def edit_visit(visit_id: int) -> Any:
    visit = changeable(visit_id)
    person, _letters = _person(visit)
    given = {field: getattr(person, name, "") for name, field in PERSON.items()}
    form = EditVisitForm.for_record(visit, **given)
    if person is None:
        for field in PERSON.values():
            del form[field]
            given.pop(field)
    conflict, is_saved = web.save_edit(form, visit, lambda: _update(visit, form), **given)
    if is_saved:
        web.done(_("Saved."))
        return page_of(visit_id)
    visit = found(visit_id) if form.errors else visit
    return web.render_form("visits/form.html", form, conflict=conflict, visit=visit)


def _update(visit: Visit, form: EditVisitForm) -> bool:
    services.update_visit(
        db.session, visit, form.values(), actor=current_user, viewer=current_viewer()
    )
    return True


@bp.get("/visits/<int:visit_id>/history")
@requires(VISIT_VIEW)
def visit_history(visit_id: int) -> Any:
    visit = found(visit_id)
    changes = audit.history_of(db.session, "visit", visit.id)
    for change in changes:
        hidden = _hidden(change.fields)
        if hidden:
            # The entry as shown is no longer the stored one, which must stay as it is.
            db.session.expunge(change)
            change.fields = {k: v for k, v in change.fields.items() if k not in hidden}
    return render_template(
        "visits/history.html", visit=visit, changes=history.entries(db.session, changes)
    )


def _hidden(fields: dict[str, Any]) -> set[str]:
    """Fields that name a partnership, an engagement or a guest this reader may not know of."""
    viewer = current_viewer()
    if viewer.sees_restricted:
        return set()
    hidden = set()
    for name in POINTING:
        ids = {number for number in fields.get(name, ()) if number is not None}
        if ids and seen(db.session, viewer, name, ids) != ids:
            hidden.add(name)
    if "contacts" in fields:
        hidden.add("contacts")
    return hidden
