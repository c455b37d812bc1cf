"""Pages of organisations."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import audit, clock, history, web
from app.core.i18n import _
from app.core.permissions import can, current_viewer, requires
from app.core.session import db
from app.organisations import lists, queries, rules, services
from app.organisations.forms.organisations import (
    IDENTIFIERS,
    OrganisationEditForm,
    OrganisationForm,
    StandingForm,
    alias_lines,
)
from app.organisations.models import Organisation
from app.organisations.permissions import (
    ORGANISATION_ARCHIVE,
    ORGANISATION_EDIT,
    ORGANISATION_STANDING,
    ORGANISATION_VIEW,
)
from app.organisations.routes import lacks
from app.organisations.routes.blueprint import bp
from app.organisations.routes.overview import overview_of
from app.organisations.routes.timeline import timeline_of
from app.visits.queries import around_organisation


@bp.get("/organisations")
@requires(ORGANISATION_VIEW)
def list_organisations() -> Any:
    archived = bool(request.args.get("archived"))
    action = None
    if can("organisation:edit"):
        action = (_("Add an organisation"), url_for(".new_organisation"))
    page = lists.ARCHIVED_ORGANISATIONS if archived else lists.ORGANISATIONS
    return web.render_list(page, action=action)


@bp.route("/organisations/new", methods=["GET", "POST"])
@requires(ORGANISATION_EDIT)
def new_organisation() -> Any:
    """The form; what looks like the same organisation is shown before a second one is made."""
    form = OrganisationForm()
    candidates: list[Organisation] = []
    if form.wants_to_save():
        values = form.values()
        candidates = _candidates(form, values)
        if not candidates:
            made = web.save(
                form, lambda: services.create_organisation(db.session, values, actor=current_user)
            )
            if made is not None:
                web.done(_("The organisation was added."))
                return redirect(url_for(".show_organisation", organisation_id=made.id))
    taken = _taken(form)
    return web.render_form(
        "organisations/form.html", form, candidates=candidates, taken=taken, organisation=None
    )


def _candidates(form: OrganisationForm, values: dict[str, Any]) -> list[Organisation]:
    if form.create_anyway.data:
        return []
    named = [values["name"], values["name_en"], values["name_fi"], values["name_sv"]]
    names = [name for name in (*named, *(name for name, _kind in values["aliases"])) if name]
    found = queries.similar_organisations(db.session, names, values["country"], current_viewer())
    if found:
        message = _("Look at the organisations above first; tick this if none of them is meant.")
        form.add_error("create_anyway", message)
    return found


def _taken(form: OrganisationForm, own: int | None = None) -> list[tuple[str, Organisation]]:
    """Whose the identifiers are that were refused, as (label of the field, organisation)."""
    wrong = [name for name in IDENTIFIERS if form[name].errors]
    if not wrong or not form.is_submitted():
        return []
    found = queries.find_by_identifiers(db.session, form.identifiers(), own)
    return [(str(form[name].label.text), one) for name, one in found]


@bp.get("/organisations/<int:organisation_id>")
@requires(ORGANISATION_VIEW)
def show_organisation(organisation_id: int) -> Any:
    organisation = queries.get_organisation(db.session, organisation_id)
    if organisation.merged_into_id is not None:
        return redirect(url_for(".show_organisation", organisation_id=organisation.merged_into_id))
    timeline = timeline_of("organisation", organisation_id)
    if web.is_fragment():
        return web.render_timeline(timeline)
    overview = overview_of(db.session, organisation, current_viewer())
    visits, knowledge = around_organisation(db.session, organisation_id, current_viewer())
    missing = rules.organisation_lacks(organisation, bool(overview.present), clock.today())
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        overview=overview,
        lacks=lacks.of_organisation(organisation, missing),
        engagements=timeline,
        visits=visits,
        knowledge=knowledge,
    )


@bp.route("/organisations/<int:organisation_id>/edit", methods=["GET", "POST"])
@requires(ORGANISATION_EDIT)
def edit_organisation(organisation_id: int) -> Any:
    organisation = _get(organisation_id)
    names = alias_lines(organisation)
    form = OrganisationEditForm.for_record(organisation, **names)
    conflict, is_saved = web.save_edit(
        form,
        organisation,
        lambda: services.update_organisation(
            db.session, organisation, form.values(), actor=current_user
        ),
        **names,
    )
    if is_saved:
        web.done(_("The organisation was saved."))
        return redirect(url_for(".show_organisation", organisation_id=organisation_id))
    return web.render_form(
        "organisations/form.html",
        form,
        conflict=conflict,
        taken=_taken(form, organisation_id),
        candidates=[],
        organisation=organisation,
    )


@bp.route("/organisations/<int:organisation_id>/standing", methods=["GET", "POST"])
@requires(ORGANISATION_STANDING)
def change_standing(organisation_id: int) -> Any:
    if request.method == "POST":
        organisation = services.hold_to_judge(db.session, organisation_id)
    else:
        organisation = _get(organisation_id)
    given = {"reason": organisation.standing_reason}
    form = StandingForm.for_record(organisation, **given)
    conflict, is_saved = web.save_edit(
        form,
        organisation,
        lambda: services.set_standing(
            db.session,
            organisation,
            form.standing.data,
            form.reason.data,
            actor=current_user,
        ),
        **given,
    )
    if is_saved:
        web.done(_("The standing was changed."))
        return redirect(url_for(".show_organisation", organisation_id=organisation_id))
    return web.render_form(
        "organisations/standing.html", form, conflict=conflict, organisation=organisation
    )


@bp.post("/organisations/<int:organisation_id>/verify")
@requires(ORGANISATION_EDIT)
def verify_organisation(organisation_id: int) -> Any:
    services.verify_organisation(db.session, _get(organisation_id), actor=current_user)
    web.done(_("The organisation is marked as verified by you, today."))
    return redirect(url_for(".show_organisation", organisation_id=organisation_id))


@bp.post("/organisations/<int:organisation_id>/archive")
@requires(ORGANISATION_ARCHIVE)
def archive_organisation(organisation_id: int) -> Any:
    services.archive_organisation(db.session, _get(organisation_id), actor=current_user)
    web.done(_("The organisation was archived: it left the lists and pickers, not the history."))
    return redirect(url_for(".show_organisation", organisation_id=organisation_id))


@bp.post("/organisations/<int:organisation_id>/restore")
@requires(ORGANISATION_ARCHIVE)
def restore_organisation(organisation_id: int) -> Any:
    services.restore_organisation(db.session, _get(organisation_id), actor=current_user)
    web.done(_("The organisation is back in the lists and pickers."))
    return redirect(url_for(".show_organisation", organisation_id=organisation_id))


@bp.get("/organisations/<int:organisation_id>/history")
@requires(ORGANISATION_VIEW)
def organisation_history(organisation_id: int) -> Any:
    organisation = queries.get_organisation(db.session, organisation_id)
    changes = audit.history_of(db.session, "organisation", organisation_id)
    return render_template(
        "organisations/history.html",
        organisation=organisation,
        merges=queries.merges_of(db.session, "organisation", organisation_id),
        changes=history.entries(db.session, changes),
    )


def _get(organisation_id: int) -> Organisation:
    locked = request.method == "POST"
    return queries.get_organisation(db.session, organisation_id, lock=locked)
