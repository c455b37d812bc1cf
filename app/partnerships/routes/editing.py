"""Adding and editing a partnership."""

from __future__ import annotations

import re
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import web
from app.core.db import Visibility
from app.core.errors import NotFound
from app.core.i18n import _
from app.core.permissions import OfUnit, allows, requires
from app.core.session import db
from app.partnerships import services
from app.partnerships.kinds import KINDS, Kind
from app.partnerships.models import PartnershipKind, Term
from app.partnerships.permissions import PARTNERSHIP_CREATE, PARTNERSHIP_EDIT
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.records import newcomer, page_of, to_edit
from app.partnerships.services.create import PARTICIPATION


@bp.get("/partnerships/add")
@requires(PARTNERSHIP_CREATE)
def choose_kind() -> Any:
    return render_template("partnerships/choose.html", kinds=KINDS.values())


@bp.route("/partnerships/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_CREATE)
def new_partnership() -> Any:
    """The form of ``?kind=``; ``?organisation=`` prefills the partner."""
    entry = _asked_kind()
    if entry is None:
        return redirect(url_for(".choose_kind"))
    form: Any = entry.new_form(data=_defaults(entry))
    if form.wants_to_save() and _keeps_to_unit(form, PARTNERSHIP_CREATE):
        partnership = web.save(form, lambda: _create(entry, form))
        if partnership is not None:
            web.done(_("Added. The checklist shows what is still missing."))
            return redirect(page_of(partnership.id))
    return web.render_form("partnerships/form.html", form, entry=entry, partnership=None)


def _asked_kind() -> Kind | None:
    value = request.args.get("kind", "")
    known = {kind.value: entry for kind, entry in KINDS.items()}
    return known.get(value)


def _defaults(entry: Kind) -> dict[str, Any]:
    text = request.args.get("organisation", "")
    return {
        "organisation_ids": [int(text)] if re.fullmatch(r"[0-9]{1,9}", text) else [],
        "owner_id": current_user.id,
        "unit_id": current_user.unit_id,
        "participation": PARTICIPATION[entry.kind],
        "term": Term.UNKNOWN,
        "fee_currency": "EUR",
        "visibility": Visibility.CITY,
    }


def _create(entry: Kind, form: Any) -> Any:
    values = form.record_values() | {"alignments": form.alignments()}
    values["partners"] = values["partners"] + newcomer(form)
    return services.create_partnership(
        db.session, entry.kind, values, actor=current_user, exists=form.exists.data
    )


def _keeps_to_unit(form: Any, needed: Any) -> bool:
    """A contributor's partnerships belong to the contributor's own unit, before and after."""
    if allows(current_user, needed, OfUnit(form.unit_id.data)):
        return True
    form.add_error("unit_id", _("Choose your own unit."))
    return False


@bp.route("/partnerships/<int:partnership_id>/edit", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def edit_partnership(partnership_id: int, kind: PartnershipKind | None = None) -> Any:
    partnership = to_edit(partnership_id)
    if kind not in (None, partnership.kind):
        raise NotFound
    entry = KINDS[partnership.kind]
    edit_form: Any = entry.edit_form
    form = edit_form.for_record(partnership)
    conflict = None
    if form.wants_to_save() and _keeps_to_unit(form, PARTNERSHIP_EDIT):
        conflict = web.stale(form, partnership)
        if conflict is None and _update(partnership, form):
            web.done(_("Saved."))
            return redirect(page_of(partnership_id))
    if form.errors:
        partnership = to_edit(partnership_id)
    return web.render_form(
        "partnerships/form.html", form, conflict=conflict, entry=entry, partnership=partnership
    )


def _update(partnership: Any, form: Any) -> bool:
    def run() -> bool:
        values = form.record_values()
        values["partners"] = values["partners"] + newcomer(form)
        services.update_partnership(
            db.session,
            partnership,
            values,
            actor=current_user,
            reason=form.change_reason.data,
        )
        return True

    return web.save(form, run) is not None


for _entry in KINDS.values():
    bp.add_url_rule(
        f"/{_entry.slug}/<int:partnership_id>/edit",
        "edit_" + _entry.slug.replace("-", "_"),
        edit_partnership,
        defaults={"kind": _entry.kind},
        methods=["GET", "POST"],
    )
