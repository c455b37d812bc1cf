"""The log form: opened, received, and what it asks for while it is filled in."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.search.query import suggest
from app.core.session import db
from app.engagements import queries, services
from app.engagements.forms import LogForm
from app.engagements.models import Draft, Engagement
from app.engagements.permissions import ENGAGEMENT_LOG
from app.engagements.routes import keeping, opening, reading
from app.engagements.routes.blueprint import bp
from app.organisations.rules import are_similar
from app.partnerships import queries as partnerships

# One request asks about this many organisations at most.
MOST = 50


@bp.route("/engagements/new", methods=["GET", "POST"])
@requires(ENGAGEMENT_LOG)
def new_engagement() -> Any:
    """GET opens the form; POST saves it, keeps it as a draft, reads its first line, or searches in
    a picker."""
    if request.method == "GET":
        return _page(opening.opened())
    form = LogForm()
    draft = queries.find_draft(db.session, form.draft.data, current_user.id)
    if request.form.get("action") == "draft":
        return _keep(form, draft)
    if form.has_line_to_read and not form.is_searching():
        return _page(form, understood=reading.read(form))
    repeated: list[Engagement] = []
    if form.wants_to_save():
        repeated = _repetitions(form)
        if not form.errors:
            engagement = web.save(form, lambda: _log(form, draft))
            if engagement is not None:
                return _saved(engagement)
    return _page(form, repeated)


@bp.get("/engagements/suggest-partnership")
@requires(ENGAGEMENT_LOG)
def suggest_partnership() -> Any:
    """Partnerships of the organisations chosen, as JSON for the log form."""
    found = partnerships.suggest_for_organisations(
        db.session, _numbers("organisations"), current_viewer()
    )
    options = [{"value": p.id, "label": p.name, "detail": p.reference} for p in found]
    return jsonify(partnerships=options)


@bp.get("/engagements/prefill")
@requires(ENGAGEMENT_LOG)
def prefill() -> Any:
    """Objectives and focus areas of the partnership chosen, as JSON for the log form."""
    found = queries.find_partnerships(db.session, _numbers("partnership"), current_viewer())
    objectives, focus_areas = queries.frame_of(found)
    return jsonify(objectives=[o.id for o in objectives], focus_areas=[f.id for f in focus_areas])


def _numbers(name: str) -> list[int]:
    texts = request.args.get(name, "").split(",")[:MOST]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10]


def _page(
    form: LogForm,
    repeated: list[Engagement] | None = None,
    understood: reading.Understood | None = None,
) -> Any:
    is_new = request.method == "GET" and not form.draft.data
    if request.method == "POST":
        opening.suggest(form)
    drafts = queries.my_drafts(db.session, current_user.id, limit=5)
    return web.render_form(
        "engagements/new.html",
        form,
        repeated=repeated or [],
        understood=understood,
        drafts=drafts,
        unfinished=keeping.unfinished(drafts) if is_new else None,
        days=opening.near_days(),
        title=_("Log an engagement"),
    )


def _repetitions(form: LogForm) -> list[Engagement]:
    """What this may repeat; a warning stands at the box that overrules it."""
    if form.save_anyway.data:
        return []
    found = queries.possible_duplicates(
        db.session,
        current_viewer(),
        form.starts_on.data,
        form.organisations.data,
        form.people.data,
        form.contacts.data,
    )
    if found:
        form.add_error(
            "save_anyway", _("This may be logged already. Tick the box if it is another one.")
        )
    name = form.new_organisation_name.data
    if name and (known := _known_organisations(name)):
        form.organisations.candidates = known
        message = _("A similar organisation is in the register. Choose it, or tick “Save anyway”.")
        form.add_error("new_organisation_name", message)
    return found


def _known_organisations(name: str) -> list[tuple[int, str, str]]:
    hits = suggest(db.session, name, current_viewer(), kinds=("organisation",), limit=5)
    return [(h.entity_id, h.title, h.detail) for h in hits if are_similar([name], [h.title])]


def _log(form: LogForm, draft: Draft | None) -> Engagement:
    engagement = services.log_engagement(
        db.session,
        form.entered(current_user.id),
        actor=current_user,
        viewer=current_viewer(),
    )
    if draft is not None:
        services.became(db.session, draft, engagement)
        services.delete_draft(db.session, draft, actor=current_user)
    return engagement


def _saved(engagement: Engagement) -> Any:
    web.done(_("Logged: %(summary)s", summary=engagement.summary))
    if request.form.get("action") == "next":
        return redirect(
            url_for(".new_engagement", _anchor="line", on=engagement.starts_on.isoformat())
        )
    return redirect(url_for(".show_engagement", engagement_id=engagement.id))


def _keep(form: LogForm, draft: Draft | None) -> Any:
    try:
        kept = keeping.keep(form, draft)
    except Refused as refused:
        form.refuse(refused)
        return _page(form)
    web.done(_("The draft is kept as typed. Only you can see it."))
    return redirect(url_for(".new_engagement", draft=kept.id))
