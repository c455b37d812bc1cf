"""Files of an engagement: added and taken out."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import attachments
from app.core.attachments import Upload
from app.core.audit import Actor, acting
from app.core.errors import NotFound, Refused
from app.core.i18n import _
from app.core.records import raise_version
from app.core.search import documents
from app.engagements import search
from app.engagements.models import Engagement, EngagementDocument

# Minutes, a programme, presentations; an archive belongs elsewhere.
MOST = 20


def add_document(
    session: Session, engagement: Engagement, upload: Upload, *, actor: Actor
) -> EngagementDocument:
    """Keep a file with the engagement; refused when it is of no kind that we keep."""
    if len(engagement.documents) >= MOST:
        raise Refused(_("An engagement has twenty documents at most."), field="document")
    attachment = attachments.store(session, upload, actor=actor)
    document = EngagementDocument(attachment=attachment)
    with acting(session, actor, "engagement.add_document"):
        engagement.documents.append(document)
        raise_version(engagement)
    documents.put(session, search.to_document(engagement))
    return document


def remove_document(
    session: Session, engagement: Engagement, document_id: int, *, actor: Actor
) -> None:
    """Take a file out; NotFound when it is not there."""
    document = find_document(engagement, document_id)
    attachment = document.attachment
    with acting(session, actor, "engagement.remove_document"):
        engagement.documents.remove(document)
        # An orphan would go too, but only what is deleted by name is written into the history.
        session.delete(document)
        raise_version(engagement)
    documents.put(session, search.to_document(engagement))
    attachments.remove(session, attachment)


def find_document(engagement: Engagement, document_id: int) -> EngagementDocument:
    """A file of this engagement, else NotFound."""
    for document in engagement.documents:
        if document.id == document_id:
            return document
    raise NotFound
