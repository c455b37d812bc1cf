"""Writing mail with the record it is about, and sending what waits."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.mail import server
from app.core.mail.models import OutgoingMail
from app.core.session import db

# Waits between attempts; after the last one it is given up, about two days after the first.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 360, 720, 1440))

# Somebody else's address may be typed into a form again and again.
MOST_A_DAY = 5


def queue(
    session: Session, recipient: str, subject: str, body: str, *, about: tuple[str, int]
) -> OutgoingMail | None:
    """Write a message in the caller's transaction; None where no mail is sent at all, or this
    mailbox has been sent enough today.

    Raises Refused for what is no address. The subject becomes one line, so it adds no header.
    """
    if not server.is_on():
        return None
    try:
        found = validate_email(recipient, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Refused(_l("Write an e-mail address like name@example.org.")) from None
    address = found.ascii_email or found.normalized
    if _sent_today(session, address) >= MOST_A_DAY:
        return None
    mail = OutgoingMail(
        message_id=f"<{uuid.uuid4()}@{server.sender_domain()}>",
        recipient=address,
        subject=" ".join(subject.split())[:200],
        body=body,
        entity_type=about[0],
        entity_id=about[1],
    )
    session.add(mail)
    session.flush()
    session.info.setdefault("queued_mail", []).append(mail.id)
    return mail


def _sent_today(session: Session, address: str) -> int:
    since = clock.now() - timedelta(days=1)
    counted = sa.select(sa.func.count(OutgoingMail.id)).where(
        OutgoingMail.recipient == address, OutgoingMail.created_at > since
    )
    return session.scalar(counted) or 0


def send_waiting(ids: Sequence[int] | None = None, limit: int = 100) -> tuple[int, int]:
    """Send what is due, all of it or some by number; (sent, failed).

    Each message is claimed in a transaction of its own before it is sent, under its lock, so that
    several senders share the work and none sends twice.
    """
    sent = failed = 0
    while sent + failed < limit:
        with db.transaction() as session:
            claimed = _claim(session, ids)
        if claimed is None:
            break
        error = _attempt(claimed)
        with db.transaction() as session:
            _note(session, claimed.id, error)
        sent, failed = (sent + 1, failed) if error is None else (sent, failed + 1)
    return sent, failed


def _claim(session: Session, ids: Sequence[int] | None) -> OutgoingMail | None:
    now = clock.now()
    due = sa.select(OutgoingMail).where(OutgoingMail.next_attempt_at <= now)
    if ids is not None:
        due = due.where(OutgoingMail.id.in_(ids))
    due = due.order_by(OutgoingMail.next_attempt_at, OutgoingMail.id).limit(1)
    mail = session.scalars(due.with_for_update(skip_locked=True)).one_or_none()
    if mail is None:
        return None
    mail.attempts += 1
    mail.next_attempt_at = now + WAITS[min(mail.attempts, len(WAITS)) - 1]
    session.flush()
    session.expunge(mail)
    return mail


def _attempt(mail: OutgoingMail) -> str | None:
    """What went wrong, or None."""
    try:
        server.hand_over(mail.recipient, mail.subject, mail.body, mail.message_id)
    except (OSError, ValueError) as error:
        return f"{type(error).__name__}: {error}"[:500]
    return None


def _note(session: Session, mail_id: int, error: str | None) -> None:
    mail = session.get_one(OutgoingMail, mail_id, with_for_update=True)
    mail.last_error = error or ""
    if error is None:
        mail.sent_at, mail.next_attempt_at, mail.body = clock.now(), None, ""
    elif mail.attempts > len(WAITS):
        mail.given_up_at, mail.next_attempt_at = clock.now(), None


def given_up(session: Session) -> list[OutgoingMail]:
    """What could not be sent, oldest first."""
    found = sa.select(OutgoingMail).where(OutgoingMail.given_up_at.is_not(None))
    return list(session.scalars(found.order_by(OutgoingMail.id)))


def latest_about(session: Session, entity_type: str, entity_id: int) -> OutgoingMail | None:
    """The newest message about a record, or None."""
    found = sa.select(OutgoingMail).where(
        OutgoingMail.entity_type == entity_type, OutgoingMail.entity_id == entity_id
    )
    return session.scalars(found.order_by(OutgoingMail.id.desc()).limit(1)).one_or_none()
