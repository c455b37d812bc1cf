"""What comes by the public form."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.attachments import Upload
from app.core.audit import System
from app.core.records import Values
from app.proposals.models import Channel, Proposal
from app.proposals.services.documents import add_document
from app.proposals.services.letters import acknowledge
from app.proposals.services.receiving import receive

VISITOR = System(name="Public form")


def receive_from_public(
    session: Session, values: Values, document: Upload | None, *, language: str, city: str
) -> tuple[Proposal, bool]:
    """A visitor's proposal with its document, and whether it is acknowledged by mail."""
    proposal = receive(session, values, actor=VISITOR, channel=Channel.PUBLIC, language=language)
    if document is not None:
        add_document(session, proposal, document, actor=VISITOR)
    return proposal, acknowledge(session, proposal, values["contact_email"], city=city)
