"""Instruments and files of a partnership."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.core.attachments.sending import send, takes_files
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.partnerships import forms, queries, services
from app.partnerships.models import Binding, Term
from app.partnerships.permissions import PARTNERSHIP_EDIT, PARTNERSHIP_VIEW
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.parts import Part, edit_part, new_part, remove_part

INSTRUMENT = Part(
    section="instruments",
    template="partnerships/instrument.html",
    get=queries.get_instrument,
    new_form=forms.InstrumentForm,
    edit_form=forms.EditInstrumentForm,
    add=services.add_instrument,
    update=services.update_instrument,
    remove=services.remove_instrument,
    name=lambda instrument: instrument.title,
    defaults=lambda: {"binding": Binding.UNKNOWN, "term": Term.UNKNOWN},
    uploads=True,
)


@bp.route("/partnerships/<int:partnership_id>/instruments/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
@takes_files
def new_instrument(partnership_id: int) -> Any:
    return new_part(INSTRUMENT, partnership_id, _("The document was added."))


@bp.route(
    "/partnerships/<int:partnership_id>/instruments/<int:instrument_id>/edit",
    methods=["GET", "POST"],
)
@requires(PARTNERSHIP_EDIT)
@takes_files
def edit_instrument(partnership_id: int, instrument_id: int) -> Any:
    remove_url = url_for(
        ".remove_instrument", partnership_id=partnership_id, instrument_id=instrument_id
    )
    documents = queries.documents_of(db.session, instrument_id=instrument_id)
    return edit_part(INSTRUMENT, partnership_id, instrument_id, remove_url, documents=documents)


@bp.route(
    "/partnerships/<int:partnership_id>/instruments/<int:instrument_id>/remove",
    methods=["GET", "POST"],
)
@requires(PARTNERSHIP_EDIT)
def remove_instrument(partnership_id: int, instrument_id: int) -> Any:
    return remove_part(INSTRUMENT, partnership_id, instrument_id, _("The document was removed."))


DOCUMENT = Part(
    section="documents",
    template="partnerships/document.html",
    get=queries.get_document,
    new_form=forms.DocumentForm,
    add=lambda session, partnership, values, upload, actor: services.add_document(
        session, partnership, upload, values["title"], actor=actor
    ),
    remove=services.remove_document,
    name=lambda document: document.attachment.filename,
    uploads=True,
)


@bp.route("/partnerships/<int:partnership_id>/documents/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
@takes_files
def new_document(partnership_id: int) -> Any:
    return new_part(DOCUMENT, partnership_id, _("The file was added."))


@bp.get("/partnerships/<int:partnership_id>/documents/<int:document_id>")
@requires(PARTNERSHIP_VIEW)
def download_document(partnership_id: int, document_id: int) -> Any:
    """The file itself, for whoever may see the partnership."""
    queries.get_brief(db.session, partnership_id, current_viewer())
    return send(queries.get_document(db.session, partnership_id, document_id).attachment)


@bp.route(
    "/partnerships/<int:partnership_id>/documents/<int:document_id>/remove",
    methods=["GET", "POST"],
)
@requires(PARTNERSHIP_EDIT)
def remove_document(partnership_id: int, document_id: int) -> Any:
    return remove_part(DOCUMENT, partnership_id, document_id, _("The file was removed."))
