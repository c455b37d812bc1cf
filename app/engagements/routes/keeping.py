"""Drafts of the log form: kept with a button, and by the page itself while one writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import jsonify, request
from flask_login import current_user

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.engagements import queries, services
from app.engagements.forms import LogForm
from app.engagements.models import Draft
from app.engagements.permissions import ENGAGEMENT_LOG
from app.engagements.routes.blueprint import bp

UNKEPT = frozenset({"csrf_token", "action", "find", "save_anyway"})
OFFERED = "attendees_offered"
# A draft this young may be what a lost session left behind.
YOUNG = timedelta(hours=12)


def keep(form: LogForm, draft: Draft | None) -> Draft:
    """The form as typed; nothing in it is checked. Refused when it is too long."""
    known = {*form.data, *(f"{name}-query" for name in form.data), OFFERED} - UNKEPT
    payload = {name: request.form.getlist(name) for name in request.form if name in known}
    named = form.summary.data or form.line.data or ""
    title = "".join(c for c in named if c.isprintable())[:200]
    return services.save_draft(db.session, title, payload, actor=current_user, draft=draft)


def unfinished(drafts: Sequence[Draft]) -> Draft | None:
    """The draft to go on with first, if the last one is young enough."""
    last = next(iter(drafts), None)
    return last if last is not None and clock.now() - last.updated_at < YOUNG else None


@bp.post("/engagements/keep")
@requires(ENGAGEMENT_LOG)
def keep_draft() -> Any:
    """Keeps the form while it is written, as JSON: the number of the draft, and what to say."""
    form = LogForm()
    draft = queries.find_draft(db.session, form.draft.data, current_user.id)
    try:
        kept = keep(form, draft)
    except Refused as refused:
        return jsonify(told=str(refused.message)), 413
    moment = clock.local(clock.now())
    return jsonify(draft=kept.id, told=_("Draft kept at %(time)s", time=f"{moment:%H:%M}"))
