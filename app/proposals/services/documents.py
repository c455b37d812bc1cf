"""Files of a proposal: added and taken out."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.core import attachments
from app.core.attachments import Upload
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.search import documents
from app.proposals import search
from app.proposals.models import OPEN, Proposal, ProposalDocument

# A proposal is read by people; more than this nobody reads.
MOST = 10


def add_document(
    session: Session, proposal: Proposal, upload: Upload, *, actor: Actor
) -> ProposalDocument:
    """Keep a file with the proposal; refused when it is of no kind that we keep."""
    if len(proposal.documents) >= MOST:
        raise Refused(_l("A proposal has ten documents at most."), field="document")
    attachment = attachments.store(session, upload, actor=actor)
    with acting(session, actor, "proposal.document_add"):
        document = ProposalDocument(attachment=attachment)
        proposal.documents.append(document)
    documents.put(session, search.to_document(proposal))
    return document


def remove_document(
    session: Session, proposal: Proposal, document: ProposalDocument, *, actor: Actor
) -> None:
    """Take a file out while nothing is decided; what was decided upon stays."""
    if proposal.state not in OPEN:
        raise Refused(_l("It has been answered; what was answered does not change any more."))
    attachment = document.attachment
    with acting(session, actor, "proposal.document_remove"):
        session.delete(document)
    kept = [each for each in proposal.documents if each is not document]
    set_committed_value(proposal, "documents", kept)
    documents.put(session, search.to_document(proposal))
    attachments.remove(session, attachment)
