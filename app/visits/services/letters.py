"""What whoever asks to come is written: the acknowledgement, the answer and the programme, in the
form's language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy.orm import Session

from app.core import mail
from app.core.i18n import _, show_date
from app.core.translations import speaking
from app.visits import queries, rules
from app.visits.models import Visit, VisitState


def acknowledge(session: Session, visit: Visit, email: str, *, city: str) -> bool:
    """Say that it came in, under which number, and by when it is answered; whether it is sent.

    Nothing the visitor typed stands in it: it may go to somebody who never wrote to us.
    """
    answer_by = show_date(rules.answer_by(visit.received_on))
    subject = _("Your request for a visit %(reference)s", reference=visit.reference)
    paragraphs = (
        _("Thank you. The City of %(city)s has received your request for a visit.", city=city),
        _("Its number is %(reference)s; please name it when you write to us.",
          reference=visit.reference),
        _("You get an answer by %(day)s. Please book no journey before you have it.",
          day=answer_by),
        _("If you did not send a request, somebody typed your address by mistake; then there is "
          "nothing to do."),
    )  # fmt: skip
    return _queue(session, visit, email, subject, paragraphs)


def answer(session: Session, visit: Visit, *, city: str) -> bool:
    """Tell whoever asked what the answer is, and why, or the programme; whether it is sent."""
    email = queries.get_requester(session, visit.id).email
    if not email:
        return False
    with speaking(visit.language):
        subject = _("The answer to your request for a visit %(reference)s",
                    reference=visit.reference)  # fmt: skip
        if visit.state is VisitState.PROGRAMMED:
            subject = _("The programme of your visit %(reference)s", reference=visit.reference)
        thanks = _("Thank you for asking to visit the City of %(city)s (“%(title)s”).",
                   title=visit.title, city=city)  # fmt: skip
        return _queue(session, visit, email, subject, (thanks, *_told(visit)))


def _told(visit: Visit) -> tuple[str, ...]:
    if visit.state is VisitState.ACCEPTED:
        return (
            _("You are welcome: %(days)s.", days=rules.show_days(visit)),
            _("We will be in touch about the programme."),
        )
    if visit.state is VisitState.PROGRAMMED:
        return _("This is the programme of your visit."), *_programme(visit)
    if visit.state is VisitState.REDIRECTED:
        return (
            _("We cannot receive you ourselves, for this reason:"),
            visit.state_reason,
            _("Who can receive you:"),
            visit.redirected_to,
        )
    if visit.state is VisitState.CANCELLED:
        return _("The visit does not take place, for this reason:"), visit.state_reason
    return _("We cannot receive you, for this reason:"), visit.state_reason


def _programme(visit: Visit) -> Iterator[str]:
    """A paragraph for each day, with a line for each item: hours, what, where, with whom."""
    for day, stops in groupby(visit.stops, key=lambda stop: stop.day):
        lines = [show_date(day)]
        for stop in stops:
            hosts = ", ".join(filter(None, (stop.host.name if stop.host else "", stop.hosts)))
            told = (f"{rules.show_hours(stop)} {stop.what}", stop.place, hosts)
            lines.append(" · ".join(filter(None, told)))
        yield "\n".join(lines)


def _queue(
    session: Session, visit: Visit, email: str, subject: str, paragraphs: tuple[str, ...]
) -> bool:
    body = "\n\n".join(paragraphs) + "\n"
    return mail.queue(session, email, subject, body, about=("visit", visit.id)) is not None
