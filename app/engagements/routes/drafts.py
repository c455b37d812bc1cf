"""Drafts: gone on with by their author, thrown away, or taken over from somebody who leaves."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_login import current_user

from app.core import web
from app.core.i18n import _
from app.core.permissions import allows, requires
from app.core.session import db
from app.engagements import queries, services
from app.engagements.permissions import DRAFT_TAKE_OVER, ENGAGEMENT_LOG
from app.engagements.routes.blueprint import bp


@bp.get("/drafts/<int:draft_id>")
@requires(ENGAGEMENT_LOG)
def show_draft(draft_id: int) -> Any:
    """The author goes on with it; whoever may take it over is asked to do so first."""
    anybody = allows(current_user, DRAFT_TAKE_OVER)
    draft = queries.get_draft(db.session, draft_id, None if anybody else current_user.id)
    if draft.user_id == current_user.id:
        return redirect(url_for(".new_engagement", draft=draft.id))
    return render_template("engagements/draft.html", draft=draft)


@bp.post("/drafts/<int:draft_id>/take-over")
@requires(DRAFT_TAKE_OVER)
def take_over_draft(draft_id: int) -> Any:
    """A colleague goes on with a draft of somebody who leaves."""
    draft = queries.get_draft(db.session, draft_id, None)
    services.take_over_draft(db.session, draft, actor=current_user)
    web.done(_("The draft is yours now."))
    return redirect(url_for(".new_engagement", draft=draft.id))


@bp.post("/drafts/<int:draft_id>/delete")
@requires(ENGAGEMENT_LOG)
def delete_draft(draft_id: int) -> Any:
    """The author throws it away."""
    draft = queries.get_draft(db.session, draft_id, current_user.id)
    services.delete_draft(db.session, draft, actor=current_user)
    web.done(_("The draft was deleted."))
    return redirect(url_for(".new_engagement"))
