"""What a proposer is written: the acknowledgement, and the answer, in the form's language."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import mail
from app.core.i18n import _, show_date
from app.core.translations import speaking
from app.proposals import queries, rules
from app.proposals.models import Proposal, ProposalState


def acknowledge(session: Session, proposal: Proposal, email: str, *, city: str) -> bool:
    """Say that it came in, under which number, and by when it is answered; whether it is sent.

    Nothing the visitor typed stands in it: it may go to somebody who never wrote to us.
    """
    answer_by = show_date(rules.answer_by(proposal.received_on))
    subject = _("Your proposal %(reference)s", reference=proposal.reference)
    paragraphs = (
        _("Thank you. The City of %(city)s has received your proposal.", city=city),
        _("Its number is %(reference)s; please name it when you write to us.",
          reference=proposal.reference),
        _("It is read by the international affairs unit and assessed by two people. You get an "
          "answer by %(day)s.", day=answer_by),
        _("If you did not send a proposal, somebody typed your address by mistake; then there is "
          "nothing to do."),
    )  # fmt: skip
    return _queue(session, proposal, email, subject, paragraphs)


def answer(session: Session, proposal: Proposal, *, city: str) -> bool:
    """Tell the proposer how it ended: what was decided, why, and what else might help, or that it
    was taken back; whether it is sent."""
    email = queries.get_proposer(session, proposal.id).email
    if not email:
        return False
    with speaking(proposal.language):
        subject = _("The answer to your proposal %(reference)s", reference=proposal.reference)
        thanks = _("Thank you for proposing “%(title)s” to the City of %(city)s.",
                   title=proposal.title, city=city)  # fmt: skip
        return _queue(session, proposal, email, subject, (thanks, *_ended(proposal)))


def _ended(proposal: Proposal) -> tuple[str, ...]:
    if proposal.state is ProposalState.WITHDRAWN:
        number = proposal.reference
        return (
            _("It has been taken back, so it is not assessed any further."),
            _("Is that a mistake? Then write to us and name its number, %(number)s.",
              number=number),
        )  # fmt: skip
    if proposal.state is not ProposalState.DECLINED:
        day = show_date(proposal.decided_on)
        told = _("It has been accepted (%(body)s, %(day)s).", body=proposal.decision_body, day=day)
        return told, _("We will be in touch about what follows.")
    no = _("We have decided not to take it up, for this reason:")
    if not proposal.alternative:
        return no, proposal.decline_reason
    return no, proposal.decline_reason, _("Another way:"), proposal.alternative


def _queue(
    session: Session, proposal: Proposal, email: str, subject: str, paragraphs: tuple[str, ...]
) -> bool:
    body = "\n\n".join(paragraphs) + "\n"
    queued = mail.queue(session, email, subject, body, about=("proposal", proposal.id))
    return queued is not None
