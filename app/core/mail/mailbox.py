"""A mailbox that the program reads: over TLS always, one message after the other."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

TIMEOUT = 30
# Larger messages are left alone: nothing in them would be taken in.
LARGEST = 25_000_000


class MailboxError(Exception):
    """The mailbox cannot be read: the server, the account or the folder is not there."""


@dataclass(frozen=True)
class Mailbox:
    """``security`` is ``tls`` (from the first byte) or ``starttls``; ``ca_file`` are certificates
    to trust besides the system's. No host, no mailbox.
    """

    host: str = ""
    port: int = 993
    security: str = "tls"
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    ca_file: str = ""


class Opened:
    """An open folder; a message is known by its UID there."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def unread(self) -> list[str]:
        """The UIDs of what nobody has read, oldest first."""
        found = self._ask("SEARCH", "UNSEEN", f"SMALLER {LARGEST}")
        return found[0].decode().split() if found and found[0] else []

    def read(self, uid: str) -> bytes:
        """The whole message; it stays unread until it is marked."""
        for part in self._ask("FETCH", uid, "(BODY.PEEK[])"):
            if isinstance(part, tuple):
                return bytes(part[1])
        return b""

    def mark_read(self, uid: str) -> None:
        self._ask("STORE", uid, "+FLAGS", r"(\Seen)")

    def _ask(self, command: str, *arguments: str) -> list[Any]:
        status, data = self._connection.uid(command, *arguments)
        if status != "OK":
            raise MailboxError(f"The mail server answered {status} to {command}.")
        return data


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[Opened]:
    """The folder, to be read; raises MailboxError where server, account or folder say no."""
    try:
        connection = _connected(mailbox)
        try:
            connection.login(mailbox.user, mailbox.password)
            status, _data = connection.select(f'"{mailbox.folder}"')
            if status != "OK":
                raise MailboxError(f"There is no folder {mailbox.folder}.")
            yield Opened(connection)
        finally:
            connection.logout()
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxError(str(error)) from error


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if mailbox.ca_file:
        context.load_verify_locations(mailbox.ca_file)
    if mailbox.security == "tls":
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=TIMEOUT)
    connection = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=TIMEOUT)
    try:
        connection.starttls(context)
    except BaseException:
        connection.shutdown()
        raise
    return connection
