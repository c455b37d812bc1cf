"""Media that told of an engagement."""

from __future__ import annotations

from typing import Any

from flask_login import current_user

from app.core import web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.engagements import services
from app.engagements.forms import MediaForm
from app.engagements.permissions import ENGAGEMENT_EDIT
from app.engagements.routes.blueprint import bp
from app.engagements.routes.states import back, get_changeable


@bp.route("/engagements/<int:engagement_id>/media", methods=["GET", "POST"])
@requires(ENGAGEMENT_EDIT)
def add_media(engagement_id: int) -> Any:
    engagement, form = get_changeable(engagement_id), MediaForm()
    if form.wants_to_save():
        services.add_media(db.session, engagement, form.values(), actor=current_user)
        web.done(_("The media mention was added."))
        return back(engagement_id)
    return web.render_form("engagements/media.html", form, engagement=engagement)


@bp.post("/engagements/<int:engagement_id>/media/<int:mention_id>/remove")
@requires(ENGAGEMENT_EDIT)
def remove_media(engagement_id: int, mention_id: int) -> Any:
    engagement = get_changeable(engagement_id)
    services.remove_media(db.session, engagement, mention_id, actor=current_user)
    web.done(_("The media mention was removed."))
    return back(engagement_id)
