"""Mail against a real SMTP server: sent after the commit, tried again, given up visibly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import clock, mail
from app.core.errors import Refused
from app.core.mail.outbox import WAITS
from app.core.mail.server import hand_over
from app.core.session import Session
from tests.mailbox import Inbox
from tests.postgres import free_port
from tests.seeded import NOW


def queued(session: Session, recipient: str = "ada@example.org", **texts: str) -> Any:
    given = {"subject": "Your proposal", "body": "Thank you.\n", **texts}
    made = mail.queue(session, recipient, given["subject"], given["body"], about=("proposal", 1))
    session.flush()
    return made


def test_nothing_is_written_without_a_mail_server(session: Session) -> None:
    assert not mail.is_on()
    assert queued(session) is None
    assert mail.latest_about(session, "proposal", 1) is None


def test_message_arrives_with_its_words_and_is_forgotten(session: Session, inbox: Inbox) -> None:
    made = queued(session, subject="Ehdotuksesi PR-2026-0001", body="Kiitos. Åäö.\n")
    assert mail.send_waiting() == (1, 0)
    session.refresh(made)
    assert made.sent_at == NOW
    assert made.body == ""
    message = inbox.messages[0]
    assert message["Subject"] == "Ehdotuksesi PR-2026-0001"
    assert message["To"] == "ada@example.org"
    assert message["Message-ID"] == made.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().strip() == "Kiitos. Åäö."


def test_sending_twice_sends_once(session: Session, inbox: Inbox) -> None:
    queued(session)
    mail.send_waiting()
    assert mail.send_waiting() == (0, 0)
    assert len(inbox.messages) == 1


def test_subject_adds_no_header(session: Session, inbox: Inbox) -> None:
    queued(session, subject="Hello\r\nBcc: everybody@example.org")
    mail.send_waiting()
    assert inbox.messages[0]["Bcc"] is None
    assert inbox.messages[0]["Subject"] == "Hello Bcc: everybody@example.org"


@pytest.mark.parametrize(
    "recipient", ["a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "nobody"]
)
def test_recipient_is_one_address(session: Session, inbox: Inbox, recipient: str) -> None:
    with pytest.raises(Refused):
        queued(session, recipient)


def test_header_with_a_line_end_is_refused_at_the_last_door(inbox: Inbox) -> None:
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        hand_over("a@example.org", "Hello\nBcc: b@example.org", "Text", "<1@example.org>")


def test_refused_message_is_tried_again_later_with_the_same_number(
    session: Session, inbox: Inbox
) -> None:
    made = queued(session)
    inbox.answer = "451 try again later"
    assert mail.send_waiting() == (0, 1)
    assert mail.send_waiting() == (0, 0)
    session.refresh(made)
    assert "451" in made.last_error
    inbox.answer = "250 OK"
    with clock.frozen(NOW + WAITS[0]):
        assert mail.send_waiting() == (1, 0)
    session.refresh(made)
    assert inbox.messages[0]["Message-ID"] == made.message_id
    assert made.last_error == ""


def test_given_up_visibly_after_the_last_attempt(
    app: Flask, session: Session, inbox: Inbox
) -> None:
    queued(session)
    inbox.answer = "550 no such mailbox"
    moment = NOW
    for wait in (*WAITS, timedelta(0)):
        with clock.frozen(moment):
            assert mail.send_waiting() == (0, 1)
        moment += wait
    assert [each.recipient for each in mail.given_up(session)] == ["ada@example.org"]
    with clock.frozen(moment + timedelta(days=9)):
        assert mail.send_waiting() == (0, 0)
    told = app.test_cli_runner().invoke(args=["send-mail"])
    assert told.exit_code == 1
    assert "given up" in told.output
    assert "ada@example.org" not in told.output


def test_server_that_is_not_there_keeps_the_message(session: Session, inbox: Inbox) -> None:
    mail.use(mail.MailServer("127.0.0.1", free_port(), "none", sender="city@example.org"))
    made = queued(session)
    assert mail.send_waiting() == (0, 1)
    session.refresh(made)
    assert made.sent_at is None
    assert made.last_error


def test_command_signs_in_where_the_server_asks_for_it(
    app: Flask, session: Session, inbox: Inbox
) -> None:
    from app.core.mail import server

    plain = server._server
    mail.use(
        mail.MailServer(plain.host, plain.port, "none", "kumppani", "secret", "city@example.org")
    )
    queued(session)
    told = app.test_cli_runner().invoke(args=["send-mail"])
    assert told.exit_code == 0, told.output
    assert "Sent: 1" in told.output


def test_unencrypted_server_gets_nothing_where_encryption_is_demanded(
    session: Session, inbox: Inbox
) -> None:
    from app.core.mail import server

    plain = server._server
    mail.use(mail.MailServer(plain.host, plain.port, "starttls", sender="city@example.org"))
    queued(session)
    assert mail.send_waiting() == (0, 1)
    assert inbox.messages == []
