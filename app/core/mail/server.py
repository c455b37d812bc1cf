"""The city's mail server: how it is reached, and handing one message over to it."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from app.core import clock

# Somebody may be waiting for the page; a slow server gets the message from the command instead.
TIMEOUT = 4


@dataclass(frozen=True)
class MailServer:
    """``security`` is ``tls`` (from the first byte), ``starttls`` or ``none``; no host, no mail."""

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""


_server = MailServer()


def use(server: MailServer) -> None:
    """From now on mail goes by this server."""
    global _server
    _server = server


def is_on() -> bool:
    """Whether mail can be sent at all."""
    return bool(_server.host)


def sender_domain() -> str:
    """What follows the sign in the sender's address, for the numbers of messages."""
    return _server.sender.rpartition("@")[2].strip("> ") or "localhost"


def hand_over(recipient: str, subject: str, body: str, message_id: str) -> None:
    """Give one message to the server; raises OSError or smtplib's errors (which are OSErrors)."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _server.sender
    message["To"] = recipient
    message["Subject"] = subject
    message["Message-ID"] = message_id
    message["Date"] = clock.now()
    # No out-of-office answer to an answer of a program (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    with _connection() as connection:
        if _server.user:
            connection.login(_server.user, _server.password)
        connection.send_message(message)


def _connection() -> smtplib.SMTP:
    if _server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(_server.host, _server.port, timeout=TIMEOUT, context=context)
    connection = smtplib.SMTP(_server.host, _server.port, timeout=TIMEOUT)
    if _server.security == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection
