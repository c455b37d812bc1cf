"""Pages of duplicates: the lists, one pair, a merge with its preview, and its undoing."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from app.core import web
from app.core.errors import Refused
from app.core.i18n import _, choice, country_name
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.organisations import lists, queries, rules, services
from app.organisations.permissions import RECORDS_MERGE
from app.organisations.routes.blueprint import bp
from app.organisations.routes.merge_preview import Preview, preview_of

KINDS = (rules.ORGANISATION, rules.CONTACT)


@bp.get("/duplicates")
@requires(RECORDS_MERGE)
def list_duplicates() -> Any:
    kind = _kind(request.args.get("kind"))
    page = lists.duplicates_of(kind, apart=bool(request.args.get("apart")))
    return web.render_list(page, "organisations/duplicates.html", kind=kind)


@bp.post("/duplicates/find")
@requires(RECORDS_MERGE)
def find_duplicates() -> Any:
    kind = _kind(request.form.get("kind"))
    found = services.find_duplicates(db.session, kind)
    web.done(_("All records were compared. Pairs that may be one: %(count)d.", count=found))
    return redirect(url_for(".list_duplicates", kind=_shown(kind)))


@bp.get("/duplicates/<int:pair_id>")
@requires(RECORDS_MERGE)
def show_pair(pair_id: int) -> Any:
    pair = queries.get_pair(db.session, pair_id, current_viewer())
    found = services.find_sides(
        db.session, pair.kind, pair.first_id, pair.second_id, current_viewer()
    )
    both = [_side(pair.kind, *two) for two in ((found.kept, found.gone), (found.gone, found.kept))]
    return render_template(
        "organisations/pair.html", pair=pair, sides=both, reasons=lists.reasons_of(pair)
    )


def _side(kind: str, kept: Any, gone: Any) -> dict[str, str]:
    merge_url = url_for(".merge", kind=kind, kept_id=kept.id, gone_id=gone.id)
    if kind == rules.ORGANISATION:
        told = [choice(kept.kind), country_name(kept.country) if kept.country else "", kept.city]
        url = url_for(".show_organisation", organisation_id=kept.id)
    else:
        work = kept.current_affiliation
        told = [kept.title, work.role if work else "", work.organisation.name if work else ""]
        url = url_for(".show_contact", contact_id=kept.id)
    detail = " · ".join(part for part in dict.fromkeys(told) if part)
    return {"name": kept.name, "detail": detail, "url": url, "merge_url": merge_url}


@bp.post("/duplicates/<int:pair_id>/apart")
@requires(RECORDS_MERGE)
def keep_apart(pair_id: int) -> Any:
    pair = queries.get_pair(db.session, pair_id, current_viewer())
    services.keep_apart(db.session, pair, actor=current_user)
    web.done(_("It is remembered that these are two."))
    return redirect(url_for(".list_duplicates", kind=_shown(pair.kind)))


@bp.post("/duplicates/<int:pair_id>/again")
@requires(RECORDS_MERGE)
def look_again(pair_id: int) -> Any:
    pair = queries.get_pair(db.session, pair_id, current_viewer())
    services.look_again(db.session, pair, actor=current_user)
    web.done(_("The pair waits in the list again."))
    return redirect(url_for(".show_pair", pair_id=pair_id))


@bp.route("/merge/<kind>/<int:kept_id>/<int:gone_id>", methods=["GET", "POST"])
@requires(RECORDS_MERGE)
def merge(kind: str, kept_id: int, gone_id: int) -> Any:
    """The two side by side with all that moves; merged only if that is still what was shown."""
    if kind not in KINDS:
        abort(404)
    is_asked = request.method == "POST"
    sides = services.find_sides(db.session, kind, kept_id, gone_id, current_viewer(), lock=is_asked)
    view = preview_of(db.session, sides, request.form if is_asked else None)
    if not is_asked or view.refused:
        return _page(view)
    if view.fingerprint != request.form.get("fingerprint"):
        return _page(view, changed=True)
    try:
        services.merge_records(db.session, sides, view.steps, actor=current_user)
    except Refused as refusal:
        view.refused = str(refusal.message)
        return _page(view)
    web.done(_("The two are one now. The history of the record has the button to undo it."))
    return redirect(_record_url(kind, kept_id))


def _page(view: Preview, changed: bool = False) -> Any:
    status = 422 if changed or (view.refused and request.method == "POST") else 200
    return render_template("organisations/merge.html", view=view, changed=changed), status


@bp.post("/merges/<int:merge_id>/undo")
@requires(RECORDS_MERGE)
def undo_merge(merge_id: int) -> Any:
    done = queries.get_merge(db.session, merge_id, lock=True)
    services.find_sides(
        db.session, done.kind, done.kept_id, done.gone_id, current_viewer(), lock=True
    )
    web.attempt(
        lambda: services.undo_merge(db.session, done, actor=current_user),
        _("The merge was undone; both records are as they were."),
    )
    return redirect(_record_url(done.kind, done.kept_id))


def _record_url(kind: str, number: int) -> str:
    if kind == rules.ORGANISATION:
        return url_for(".show_organisation", organisation_id=number)
    return url_for(".show_contact", contact_id=number)


def _kind(text: str | None) -> str:
    return rules.CONTACT if text == rules.CONTACT else rules.ORGANISATION


def _shown(kind: str) -> str | None:
    """As the address says it: organisations are shown without a word."""
    return kind if kind == rules.CONTACT else None
