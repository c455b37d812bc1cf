"""The map of partners."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from app.core import web
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.insight import atlas
from app.insight.permissions import PORTFOLIO_VIEW
from app.insight.routes.blueprint import bp


@bp.get("/map")
@requires(PORTFOLIO_VIEW)
def show_map() -> Any:
    """Where the partners are, narrowed as the list of partnerships is; also as a file."""
    chosen = atlas.asked(request.args)
    found = atlas.places(db.session, current_viewer(), chosen)
    kind = request.args.get("format", "")
    if kind in ("csv", "xlsx"):
        return web.send_rows("map", _("Map of partners"), atlas.COLUMNS, found, kind)
    return render_template(
        "insight/map.html",
        chosen=chosen,
        filters=[one.shown(chosen[one.key]) for one in atlas.FILTERS],
        found=found,
        sheets=atlas.sheets(found),
        told=atlas.told(found),
    )
