"""What comes by the public form: how often it may, and the letter that acknowledges it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core import mail
from app.core.attachments import Upload
from app.core.audit import System
from app.core.i18n import _, show_date
from app.core.records import Values
from app.proposals import rules
from app.proposals.models import Channel, Proposal
from app.proposals.services.documents import add_document
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
    subject = _("Your proposal %(reference)s", reference=proposal.reference)
    letter = _letter(proposal, city)
    about = ("proposal", proposal.id)
    queued = mail.queue(session, values["contact_email"], subject, letter, about=about)
    return proposal, queued is not None


def _letter(proposal: Proposal, city: str) -> str:
    """Nothing the visitor typed stands in it: it may go to somebody who never wrote to us."""
    paragraphs = (
        _("Thank you. The City of %(city)s has received your proposal.", city=city),
        _("Its number is %(reference)s; please name it when you write to us.",
          reference=proposal.reference),
        _("It is read by the international affairs unit and assessed by two people. You get an "
          "answer by %(day)s.", day=show_date(rules.answer_by(proposal.received_on))),
        _("If you did not send a proposal, somebody typed your address by mistake; then there is "
          "nothing to do."),
    )  # fmt: skip
    return "\n\n".join(paragraphs) + "\n"
