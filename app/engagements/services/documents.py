"""Files of an engagement: added and taken out; the search knows their names."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.attachments import Upload, holding
from app.core.audit import Actor
from app.core.search import documents
from app.engagements import search
from app.engagements.models import Engagement, EngagementDocument


def add_document(
    session: Session, engagement: Engagement, upload: Upload, *, actor: Actor
) -> EngagementDocument:
    """Keep a file with the engagement; refused when it is of no kind that we keep."""
    verb = "engagement.add_document"
    document = holding.add(session, engagement, EngagementDocument, upload, verb, actor=actor)
    documents.put(session, search.to_document(engagement))
    return document


def remove_document(
    session: Session, engagement: Engagement, document_id: int, *, actor: Actor
) -> None:
    """Take a file out; NotFound when it is not there."""
    holding.take_out(session, engagement, document_id, "engagement.remove_document", actor=actor)
    documents.put(session, search.to_document(engagement))
