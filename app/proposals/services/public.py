"""What comes by the public form, and how often it may."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.attachments import Upload
from app.core.audit import System
from app.core.records import Values
from app.proposals.models import Channel, Proposal
from app.proposals.services.documents import add_document
from app.proposals.services.letters import acknowledge
from app.proposals.services.receiving import receive
from app.users.services import throttle

VISITOR = System(name="Public form")
# An office shares an address; a whole city never sends this many in an hour.
PER_ADDRESS = throttle.Limit(free=5, memory=timedelta(hours=1))
ALTOGETHER = throttle.Limit(free=100, memory=timedelta(hours=1))


def take_turn(session: Session, address: str) -> datetime | None:
    """Count one proposal from an address of the net; until when to wait, or None."""
    return throttle.take_turn(
        session, {"propose": ALTOGETHER, f"propose-from:{address[:64]}": PER_ADDRESS}
    )


def receive_from_public(
    session: Session, values: Values, document: Upload | None, *, language: str, city: str
) -> tuple[Proposal, bool]:
    """A visitor's proposal with its document, and whether it is acknowledged by mail."""
    proposal = receive(session, values, actor=VISITOR, channel=Channel.PUBLIC, language=language)
    if document is not None:
        add_document(session, proposal, document, actor=VISITOR)
    return proposal, acknowledge(session, proposal, values["contact_email"], city=city)
