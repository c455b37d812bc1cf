"""Pages of where a contact works: one more place, another job, an end, a correction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import werkzeug
from flask import redirect, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.errors import NotFound
from app.core.forms import Conflict, Form
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.organisations import services
from app.organisations.forms.contacts import (
    AffiliationEditForm,
    EndAffiliationForm,
    MoveForm,
    NewAffiliationForm,
)
from app.organisations.models import Affiliation, Contact
from app.organisations.permissions import CONTACT_EDIT
from app.organisations.routes.blueprint import bp
from app.organisations.routes.contacts import get_contact


@bp.route("/contacts/<int:contact_id>/affiliations/new", methods=["GET", "POST"])
@requires(CONTACT_EDIT)
def new_affiliation(contact_id: int) -> Any:
    contact = get_contact(contact_id)
    form = NewAffiliationForm()
    if form.wants_to_save():
        saved = _save(
            form,
            contact,
            lambda: services.add_affiliation(
                db.session, contact, form.values(), actor=current_user
            ),
            _("The affiliation was added."),
        )
        if saved is not None:
            return saved
    return _page(form, contact, _("Add an affiliation of %(name)s", name=contact.name))


@bp.route("/contacts/<int:contact_id>/move", methods=["GET", "POST"])
@requires(CONTACT_EDIT)
def move_contact(contact_id: int) -> Any:
    """One affiliation ends the day before another starts."""
    contact = get_contact(contact_id)
    current = contact.current_affiliation
    form = MoveForm()
    endings = _endings(contact)
    form.ends_id.options = lambda: endings
    if not form.is_submitted():
        form.ends_id.data = current.id if current is not None else None
    if form.wants_to_save():
        saved = _save(
            form,
            contact,
            lambda: services.move_job(db.session, contact, form.values(), actor=current_user),
            _("The move was recorded; earlier engagements stay with the former organisation."),
        )
        if saved is not None:
            return saved
    return _page(form, contact, _("%(name)s has moved job", name=contact.name))


@bp.route(
    "/contacts/<int:contact_id>/affiliations/<int:affiliation_id>/edit", methods=["GET", "POST"]
)
@requires(CONTACT_EDIT)
def edit_affiliation(contact_id: int, affiliation_id: int) -> Any:
    contact, affiliation = _pair(contact_id, affiliation_id)
    place = _place(affiliation)
    form = AffiliationEditForm.for_record(affiliation)
    conflict = None
    title = _("Edit the affiliation of %(name)s", name=contact.name)
    if form.wants_to_save():
        conflict = web.stale(form, affiliation)
        if conflict is None:
            saved = _save(
                form,
                contact,
                lambda: services.update_affiliation(
                    db.session, contact, affiliation, form.values(), actor=current_user
                ),
                _("The affiliation was saved."),
            )
            if saved is not None:
                return saved
    return _page(form, contact, title, place, conflict)


@bp.route(
    "/contacts/<int:contact_id>/affiliations/<int:affiliation_id>/end", methods=["GET", "POST"]
)
@requires(CONTACT_EDIT)
def end_affiliation(contact_id: int, affiliation_id: int) -> Any:
    contact, affiliation = _pair(contact_id, affiliation_id)
    place = _place(affiliation)
    form = EndAffiliationForm.for_record(affiliation)
    if not form.is_submitted():
        form.ended_on.data = clock.today()
    conflict = None
    title = _("%(name)s has left", name=contact.name)
    if form.wants_to_save():
        conflict = web.stale(form, affiliation)
        if conflict is None:
            saved = _save(
                form,
                contact,
                lambda: services.end_affiliation(
                    db.session, contact, affiliation, form.values(), actor=current_user
                ),
                _("The affiliation has ended."),
            )
            if saved is not None:
                return saved
    return _page(form, contact, title, place, conflict)


def _endings(contact: Contact) -> list[tuple[int, str]]:
    """Affiliations that can end by a move: those that have not."""
    return [(one.id, _place(one)) for one in contact.affiliations if one.ended_on is None]


def _place(affiliation: Affiliation) -> str:
    words = (affiliation.role, affiliation.unit, affiliation.organisation.name)
    return ", ".join(word for word in words if word)


def _pair(contact_id: int, affiliation_id: int) -> tuple[Contact, Affiliation]:
    contact = get_contact(contact_id)
    found = next((one for one in contact.affiliations if one.id == affiliation_id), None)
    if found is None:
        raise NotFound
    return contact, found


def _save(
    form: Form, contact: Contact, action: Callable[[], Any], message: str
) -> werkzeug.Response | None:
    """The way back to the contact when it was saved, None when the form has to be shown again."""
    number = contact.id
    if web.save(form, action) is None:
        return None
    web.done(message)
    return redirect(url_for(".show_contact", contact_id=number))


def _page(
    form: Form,
    contact: Contact,
    title: str,
    place: str = "",
    conflict: Conflict | None = None,
) -> Any:
    return web.render_form(
        "contacts/affiliation.html",
        form,
        contact=contact,
        title=title,
        place=place,
        conflict=conflict,
    )
