"""Pages of contacts; whoever looks at personal data is written down, or sees none of it."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import access_log, audit, clock, history, web
from app.core.errors import Refused
from app.core.i18n import _
from app.core.languages import language_name
from app.core.permissions import can, current_viewer, requires
from app.core.session import db
from app.organisations import lists, queries, rules, services
from app.organisations.forms.contacts import ContactEditForm, ContactForm
from app.organisations.models import Contact
from app.organisations.permissions import CONTACT_ARCHIVE, CONTACT_EDIT, CONTACT_VIEW
from app.organisations.routes import lacks
from app.organisations.routes.blueprint import bp
from app.organisations.routes.timeline import timeline_of


@bp.get("/contacts")
@requires(CONTACT_VIEW)
def list_contacts() -> Any:
    archived = bool(request.args.get("archived"))
    action = (_("Add a contact"), url_for(".new_contact")) if can("contact:edit") else None
    return web.render_list(lists.ARCHIVED_CONTACTS if archived else lists.CONTACTS, action=action)


@bp.route("/contacts/new", methods=["GET", "POST"])
@requires(CONTACT_EDIT)
def new_contact() -> Any:
    """A contact with the first affiliation, at an organisation that may be new as well."""
    form = ContactForm()
    if request.method == "GET":
        form.organisation_id.data = request.args.get("organisation", type=_record_number)
        form.unit_id.data = current_user.unit_id
    candidates: list[Contact] = []
    if form.wants_to_save() and form.has_whole_affiliation():
        values = form.values()
        candidates = _candidates(form, values)
        if not candidates:
            made = web.save(form, lambda: _create(form, values))
            if made is not None:
                web.done(_("The contact was added."))
                return redirect(url_for(".show_contact", contact_id=made.id))
    return web.render_form("contacts/form.html", form, candidates=candidates, contact=None)


def _record_number(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError(text)
    return number


def _create(form: ContactForm, values: dict[str, Any]) -> Contact:
    if form.organisation_name.data and values["organisation_id"] is None:
        new = {"name": form.organisation_name.data, "kind": form.organisation_kind.data}
        organisation = services.create_organisation(db.session, new, actor=current_user)
        values["organisation_id"] = organisation.id
    return services.create_contact(db.session, values, actor=current_user)


def _candidates(form: ContactForm, values: dict[str, Any]) -> list[Contact]:
    if form.create_anyway.data:
        return []
    found = queries.find_contacts_like(
        db.session,
        rules.folded_email(values["email"]),
        rules.sort_name(values["given_name"], values["family_name"]),
        values["organisation_id"],
        current_viewer(),
    )
    if found:
        message = _("Look at the contacts above first; tick this if none of them is meant.")
        form.add_error("create_anyway", message)
    return found


@bp.get("/contacts/<int:contact_id>")
@requires(CONTACT_VIEW)
def show_contact(contact_id: int) -> Any:
    """The page serves even where the viewing cannot be logged, without the personal fields."""
    contact = queries.get_contact(db.session, contact_id, current_viewer())
    if contact.merged_into_id is not None:
        return redirect(url_for(".show_contact", contact_id=contact.merged_into_id))
    is_logged = access_log.record(current_user.id, "view", "contact", contact_id)
    timeline = timeline_of("contact", contact_id)
    if web.is_fragment():
        return web.render_timeline(timeline)
    today = clock.today()
    return render_template(
        "contacts/show.html",
        contact=contact,
        is_logged=is_logged,
        lacks=lacks.of_contact(contact, rules.contact_lacks(contact, today)),
        languages_spoken=", ".join(language_name(code) for code in contact.languages.split()),
        present=[a for a in contact.affiliations if a.ended_on is None or a.ended_on >= today],
        former=[a for a in contact.affiliations if a.ended_on and a.ended_on < today],
        engagements=timeline,
    )


@bp.route("/contacts/<int:contact_id>/edit", methods=["GET", "POST"])
@requires(CONTACT_EDIT)
def edit_contact(contact_id: int) -> Any:
    contact = get_contact(contact_id)
    _demand_log("edit", contact_id)
    form = ContactEditForm.for_record(contact)
    conflict, is_saved = web.save_edit(
        form,
        contact,
        lambda: services.update_contact(db.session, contact, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("The contact was saved."))
        return redirect(url_for(".show_contact", contact_id=contact_id))
    return web.render_form(
        "contacts/form.html", form, conflict=conflict, candidates=[], contact=contact
    )


@bp.post("/contacts/<int:contact_id>/verify")
@requires(CONTACT_EDIT)
def verify_contact(contact_id: int) -> Any:
    services.verify_contact(db.session, get_contact(contact_id), actor=current_user)
    web.done(_("The details are marked as verified today."))
    return redirect(url_for(".show_contact", contact_id=contact_id))


@bp.post("/contacts/<int:contact_id>/archive")
@requires(CONTACT_ARCHIVE)
def archive_contact(contact_id: int) -> Any:
    services.archive_contact(db.session, get_contact(contact_id), actor=current_user)
    web.done(_("The contact was archived: it left the lists and pickers, not the history."))
    return redirect(url_for(".show_contact", contact_id=contact_id))


@bp.post("/contacts/<int:contact_id>/restore")
@requires(CONTACT_ARCHIVE)
def restore_contact(contact_id: int) -> Any:
    services.restore_contact(db.session, get_contact(contact_id), actor=current_user)
    web.done(_("The contact is back in the lists and pickers."))
    return redirect(url_for(".show_contact", contact_id=contact_id))


@bp.get("/contacts/<int:contact_id>/history")
@requires(CONTACT_VIEW)
def contact_history(contact_id: int) -> Any:
    contact = queries.get_contact(db.session, contact_id, current_viewer())
    _demand_log("history", contact_id)
    changes = audit.history_of(db.session, "contact", contact_id)
    return render_template(
        "contacts/history.html",
        contact=contact,
        merges=queries.merges_of(db.session, "contact", contact_id),
        changes=history.entries(db.session, changes),
    )


def get_contact(contact_id: int) -> Contact:
    """The contact, held until the end of the request when it is about to change."""
    locked = request.method == "POST"
    return queries.get_contact(db.session, contact_id, current_viewer(), lock=locked)


def _demand_log(action: str, contact_id: int) -> None:
    """These pages show nothing but personal data, so without the log there is no page."""
    if not access_log.record(current_user.id, action, "contact", contact_id):
        raise Refused(_("Viewing personal data could not be logged, so it is not shown."))
