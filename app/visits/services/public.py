"""What comes by the public form."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.records import Values
from app.proposals.models import Channel
from app.proposals.services.public import VISITOR
from app.visits.models import Visit
from app.visits.services.letters import acknowledge
from app.visits.services.receiving import receive


def receive_from_public(
    session: Session, values: Values, *, language: str, city: str
) -> tuple[Visit, bool]:
    """A stranger's request, and whether it is acknowledged by mail."""
    visit = receive(session, values, actor=VISITOR, channel=Channel.PUBLIC, language=language)
    return visit, acknowledge(session, visit, values["contact_email"], city=city)
