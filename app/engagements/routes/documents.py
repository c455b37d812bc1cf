"""Files of an engagement: sent to whoever may see it, added, taken out."""

from __future__ import annotations

from typing import Any

from flask_login import current_user

from app.core import web
from app.core.attachments.holding import find
from app.core.attachments.sending import send, takes_files
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.engagements import queries, services
from app.engagements.forms import DocumentForm
from app.engagements.permissions import ENGAGEMENT_EDIT, ENGAGEMENT_VIEW
from app.engagements.routes.blueprint import bp
from app.engagements.routes.states import back, get_changeable


@bp.get("/engagements/<int:engagement_id>/documents/<int:document_id>")
@requires(ENGAGEMENT_VIEW)
def send_document(engagement_id: int, document_id: int) -> Any:
    engagement = queries.get_engagement(db.session, engagement_id, current_viewer())
    return send(find(engagement, document_id).attachment)


@bp.route("/engagements/<int:engagement_id>/documents/new", methods=["GET", "POST"])
@takes_files
@requires(ENGAGEMENT_EDIT)
def add_document(engagement_id: int) -> Any:
    engagement, form = get_changeable(engagement_id), DocumentForm()

    def add() -> Any:
        upload: Any = form.document.data
        return services.add_document(db.session, engagement, upload, actor=current_user)

    if form.wants_to_save() and web.save(form, add) is not None:
        web.done(_("The document was added."))
        return back(engagement_id)
    return web.render_form("engagements/document.html", form, engagement=engagement)


@bp.post("/engagements/<int:engagement_id>/documents/<int:document_id>/remove")
@requires(ENGAGEMENT_EDIT)
def remove_document(engagement_id: int, document_id: int) -> Any:
    engagement = get_changeable(engagement_id)
    services.remove_document(db.session, engagement, document_id, actor=current_user)
    web.done(_("The document was taken out."))
    return back(engagement_id)
