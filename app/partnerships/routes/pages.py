"""A partnership's page, its history, and its owners through time."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from app.core import audit, history, web
from app.core.errors import NotFound
from app.core.languages import language_name
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.partnerships import forms, queries, rules
from app.partnerships.kinds import KINDS
from app.partnerships.labels import SHORT_KINDS, STATE_TONES
from app.partnerships.models import PartnershipKind
from app.partnerships.paper_labels import INSTRUMENT_TONES
from app.partnerships.permissions import PARTNERSHIP_VIEW
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.overview import overview_of, timeline_of
from app.partnerships.routes.records import to_see


@bp.get("/partnerships/<int:partnership_id>")
@requires(PARTNERSHIP_VIEW)
def show_partnership(partnership_id: int, kind: PartnershipKind | None = None) -> Any:
    """Served at the mixed address and at its kind's; another kind's address finds nothing."""
    if web.is_fragment():
        queries.get_brief(db.session, partnership_id, current_viewer())
        return web.render_timeline(timeline_of(partnership_id))
    partnership = to_see(partnership_id)
    if kind not in (None, partnership.kind):
        raise NotFound
    return render_template(
        "partnerships/show.html",
        partnership=partnership,
        entry=KINDS[partnership.kind],
        around=overview_of(partnership),
        engagements=timeline_of(partnership_id),
        state_tones=STATE_TONES,
        short_kinds=SHORT_KINDS,
        instrument_tones=INSTRUMENT_TONES,
        language_name=language_name,
    )


for _entry in KINDS.values():
    bp.add_url_rule(
        f"/{_entry.slug}/<int:partnership_id>",
        "show_" + _entry.slug.replace("-", "_"),
        show_partnership,
        defaults={"kind": _entry.kind},
    )


@bp.get("/partnerships/<int:partnership_id>/history")
@requires(PARTNERSHIP_VIEW)
def partnership_history(partnership_id: int) -> Any:
    partnership = queries.get_brief(db.session, partnership_id, current_viewer())
    changes = audit.history_of(db.session, "partnership", partnership_id)
    return render_template(
        "partnerships/history.html",
        partnership=partnership,
        changes=history.entries(db.session, changes),
    )


@bp.get("/partnerships/<int:partnership_id>/owners")
@requires(PARTNERSHIP_VIEW)
def partnership_owners(partnership_id: int) -> Any:
    """Everybody who has answered for it; ``?on=2026-03-01`` asks who did so on that day."""
    partnership = queries.get_brief(db.session, partnership_id, current_viewer())
    form: Any = forms.OwnerDayForm(request.args)
    status = 200 if form.validate() else 422
    periods = queries.owner_periods(db.session, partnership_id)
    asked = form.on.data
    page = render_template(
        "partnerships/owners.html",
        form=form,
        partnership=partnership,
        periods=periods,
        asked=asked,
        owner=rules.owner_on(periods, asked) if asked else None,
    )
    return page, status
