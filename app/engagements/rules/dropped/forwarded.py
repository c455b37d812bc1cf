"""What came to the mailbox: for whom it is, and the files that were sent along."""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any

from app.core.errors import Refused
from app.core.i18n import _


@dataclass(frozen=True)
class Forwarded:
    """``addresses`` is the sender, then whoever it was sent to, in small letters; ``files`` are
    (name, content) of what to take in: what was attached, else the message itself."""

    addresses: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]


def read_forwarded(content: bytes) -> Forwarded:
    """Refused when it is no message, or one that a program sent by itself."""
    try:
        message: Any = BytesParser(policy=email.policy.default).parsebytes(content)
        addresses = tuple(_addresses(message))
        files = tuple(_files(message))
        is_automatic = str(message["Auto-Submitted"] or "no").strip().lower() != "no"
    except Exception as error:
        # The headers of strangers break the standard library in ways it does not document.
        raise Refused(_("This is no message that can be read.")) from error
    if is_automatic and not files:
        raise Refused(_("A program sent this message by itself."))
    return Forwarded(addresses, files or (("message.eml", content),))


def _addresses(message: Any) -> Iterator[str]:
    headers = [str(value) for name in ("From", "To", "Cc") for value in message.get_all(name, [])]
    for _name, address in getaddresses(headers):
        if address:
            yield address.strip().casefold()


def _files(message: Any) -> Iterator[tuple[str, bytes]]:
    for part in message.iter_attachments() if message.is_multipart() else ():
        name = str(part.get_filename() or "")
        if part.get_content_type() == "message/rfc822":
            yield "message.eml", part.get_payload(0).as_bytes()
        elif part.get_content_type() == "text/calendar" or name.lower().endswith(".ics"):
            yield name or "invitation.ics", part.get_payload(decode=True) or b""
        elif name.lower().endswith(".eml"):
            yield name, part.get_payload(decode=True) or b""
