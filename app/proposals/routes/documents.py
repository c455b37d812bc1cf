"""Files of a proposal: sent, added, taken out."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_login import current_user
from werkzeug.utils import redirect

from app.core import web
from app.core.attachments.sending import send, takes_files
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.proposals import queries, services
from app.proposals.forms import DocumentForm
from app.proposals.permissions import PROPOSAL_HANDLE, PROPOSAL_VIEW
from app.proposals.routes.blueprint import bp, found, page_of


@bp.get("/proposals/<int:proposal_id>/documents/<int:document_id>")
@requires(PROPOSAL_VIEW)
def send_document(proposal_id: int, document_id: int) -> Any:
    proposal = found(proposal_id)
    return send(queries.get_document(db.session, proposal.id, document_id).attachment)


@bp.route("/proposals/<int:proposal_id>/documents/new", methods=["GET", "POST"])
@takes_files
@requires(PROPOSAL_HANDLE)
def add_document(proposal_id: int) -> Any:
    proposal = found(proposal_id)
    form = DocumentForm()

    def add() -> Any:
        upload: Any = form.document.data
        return services.add_document(db.session, proposal, upload, actor=current_user)

    if form.wants_to_save() and web.save(form, add) is not None:
        web.done(_("The document was added."))
        return redirect(url_for(".show_proposal", proposal_id=proposal_id, _anchor="documents"))
    return web.render_form("proposals/document.html", form, proposal=found(proposal_id))


@bp.post("/proposals/<int:proposal_id>/documents/<int:document_id>/remove")
@requires(PROPOSAL_HANDLE)
def remove_document(proposal_id: int, document_id: int) -> Any:
    proposal = found(proposal_id)
    document = queries.get_document(db.session, proposal_id, document_id)
    web.attempt(
        lambda: services.remove_document(db.session, proposal, document, actor=current_user),
        _("The document was taken out."),
    )
    return page_of(proposal_id)
