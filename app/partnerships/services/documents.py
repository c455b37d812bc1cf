"""Files of a partnership: attached to it, to an instrument, or to an obligation as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.core import attachments
from app.core.attachments import Attachment, Upload
from app.core.audit import Actor
from app.partnerships.models import PartnershipDocument
from app.partnerships.services.settle import verb


def add_document(
    session: Session, partnership: Any, upload: Upload, title: str = "", *, actor: Actor
) -> PartnershipDocument:
    """Keep a file with the partnership itself."""
    with verb(session, partnership, actor, "partnership.document_add"):
        return attach(session, partnership.id, upload, actor=actor, title=title)


def attach(
    session: Session, partnership_id: int, upload: Upload, *, actor: Actor, **place: Any
) -> PartnershipDocument:
    """Inside a verb: keep the file; ``place`` is an ``instrument_id``, ``obligation_id`` or title.

    Raises Refused when the file is too large or not what its name says.
    """
    kept = attachments.store(session, upload, actor=actor)
    document = PartnershipDocument(partnership_id=partnership_id, attachment=kept, **place)
    session.add(document)
    return document


def adopt_documents(
    session: Session, partnership: Any, kept: Sequence[Attachment], *, actor: Actor
) -> None:
    """Files that another record holds, such as a proposal's, belong to the partnership too."""
    with verb(session, partnership, actor, "partnership.document_add"):
        session.add_all(
            PartnershipDocument(partnership_id=partnership.id, attachment=file) for file in kept
        )


def remove_document(
    session: Session, partnership: Any, document: PartnershipDocument, reason: str, *, actor: Actor
) -> None:
    """Take the file away from the partnership; its bytes go unless another record holds them."""
    with verb(session, partnership, actor, "partnership.document_remove", reason):
        detach(session, [document])


def detach(session: Session, documents: list[PartnershipDocument]) -> None:
    """Inside a verb: take files away, with their bytes where nothing else holds them."""
    for document in documents:
        kept = document.attachment
        session.delete(document)
        attachments.remove(session, kept)
