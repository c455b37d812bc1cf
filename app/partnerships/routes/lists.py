"""The mixed list, one list for each kind, and the worklist of what is to be justified."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for

from app.core import clock, web
from app.core.i18n import _
from app.core.permissions import can, current_viewer, requires
from app.core.session import db
from app.partnerships import queries, rules
from app.partnerships.kinds import KINDS, Kind
from app.partnerships.lists import PARTNERSHIPS
from app.partnerships.permissions import PARTNERSHIP_VIEW
from app.partnerships.queries.under_review import WORKLIST
from app.partnerships.routes.blueprint import bp


@bp.get("/partnerships")
@requires(PARTNERSHIP_VIEW)
def list_partnerships() -> Any:
    action = None
    if can("partnership:create"):
        action = (_("Add a partnership"), url_for(".choose_kind"))
    lead = _("Networks, city agreements, EU projects and other cooperation in one list.")
    return web.render_list(
        PARTNERSHIPS, "partnerships/list.html", action=action, lead=lead, kinds=KINDS
    )


def _list_of(entry: Kind) -> Callable[[], Any]:
    @requires(PARTNERSHIP_VIEW)
    def view() -> Any:
        action = None
        if can("partnership:create"):
            action = (entry.add_label, url_for(".new_partnership", kind=entry.kind.value))
        return web.render_list(
            entry.page, "partnerships/list.html", action=action, lead=entry.lead, kinds=KINDS
        )

    return view


for _entry in KINDS.values():
    bp.add_url_rule(
        f"/{_entry.slug}", _entry.endpoint.removeprefix("partnerships."), _list_of(_entry)
    )


@bp.get("/partnerships/worklist")
@requires(PARTNERSHIP_VIEW)
def worklist() -> Any:
    """Partnerships under review, grouped by what they miss; ``?after=`` goes on behind one."""
    viewer, after = current_viewer(), request.args.get("after", type=int)
    found = queries.worklist(db.session, viewer, after)
    is_part = after is not None or len(found) == WORKLIST
    today = clock.today()
    return render_template(
        "partnerships/worklist.html",
        partnerships=found,
        groups=rules.group_by_gap(found, today),
        ready=[p for p in found if not rules.activation_gaps(p, today)],
        total=queries.count_under_review(db.session, viewer) if is_part else len(found),
        following=found[-1].id if len(found) == WORKLIST else None,
        is_part=is_part,
    )
