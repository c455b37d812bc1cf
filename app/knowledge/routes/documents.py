"""Files of a knowledge note: sent to whoever may see it, added, taken out."""

from __future__ import annotations

from typing import Any

from flask_login import current_user

from app.core import web
from app.core.attachments.holding import find
from app.core.attachments.sending import send, takes_files
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.knowledge import queries, services
from app.knowledge.forms import DocumentForm
from app.knowledge.permissions import KNOWLEDGE_EDIT, KNOWLEDGE_VIEW
from app.knowledge.routes.blueprint import bp, note_to_edit, to_note


@bp.get("/knowledge-notes/<int:note_id>/documents/<int:document_id>")
@requires(KNOWLEDGE_VIEW)
def send_document(note_id: int, document_id: int) -> Any:
    note = queries.get_note(db.session, note_id, current_viewer())
    return send(find(note, document_id).attachment)


@bp.route("/knowledge-notes/<int:note_id>/documents/new", methods=["GET", "POST"])
@takes_files
@requires(KNOWLEDGE_EDIT)
def add_document(note_id: int) -> Any:
    note, form = note_to_edit(note_id), DocumentForm()

    def add() -> Any:
        upload: Any = form.document.data
        return services.add_document(db.session, note, upload, actor=current_user)

    if form.wants_to_save() and web.save(form, add) is not None:
        web.done(_("The document was added."))
        return to_note(note_id)
    return web.render_form("knowledge/document.html", form, note=note)


@bp.post("/knowledge-notes/<int:note_id>/documents/<int:document_id>/remove")
@requires(KNOWLEDGE_EDIT)
def remove_document(note_id: int, document_id: int) -> Any:
    note = note_to_edit(note_id)
    services.remove_document(db.session, note, document_id, actor=current_user)
    web.done(_("The document was taken out."))
    return to_note(note_id)
