"""A real SMTP server for tests, on a port of its own."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.policy import default
from typing import Any

from app.core import mail
from tests.postgres import free_port

PASSWORD = b"secret"


class Inbox:
    """Keeps what comes in; ``answer`` is what it says to a message."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.messages.append(email.message_from_bytes(envelope.content, policy=default))
        return self.answer


def sign_in_with_secret(
    _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any
) -> Any:
    from aiosmtpd.smtp import AuthResult

    return AuthResult(success=given.password == PASSWORD)


@contextmanager
def mail_server() -> Iterator[Inbox]:
    """A real server without encryption, and the program told to use it."""
    # Few tests need a server; the others run where none is installed.
    from aiosmtpd.controller import Controller

    inbox = Inbox()
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=sign_in_with_secret,
        auth_require_tls=False,
    )
    controller.start()
    mail.use(mail.MailServer("127.0.0.1", controller.port, "none", sender="city@example.org"))
    try:
        yield inbox
    finally:
        mail.use(mail.MailServer())
        controller.stop()
