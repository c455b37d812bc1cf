"""Messages as mail programs save them (.eml); an invitation inside is read as such."""

from __future__ import annotations

import email.policy
import hashlib
import html
from collections.abc import Iterator
from datetime import date, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

import nh3

from app.core.errors import Refused
from app.core.i18n import _
from app.engagements.models import EngagementType
from app.engagements.rules.dropped import shapes
from app.engagements.rules.dropped.calendars import read_calendar
from app.engagements.rules.dropped.shapes import Dropped, Person

LARGEST = 25_000_000
CLOSED = frozenset({"private", "personal", "company-confidential"})


def read_message(content: bytes, today: date) -> list[Dropped]:
    """A message as correspondence, or the events of the invitation in it.

    Refused when it is too large, no message, or marked as private.
    """
    if len(content) > LARGEST:
        raise Refused(_("This message is larger than can be taken in."))
    try:
        return _read(content, today)
    except Refused:
        raise
    except Exception as error:
        # The headers of strangers break the standard library in ways it does not document.
        raise Refused(_("This is no message that can be read.")) from error


def _read(content: bytes, today: date) -> list[Dropped]:
    message: Any = BytesParser(policy=email.policy.default).parsebytes(content)
    if not message["From"]:
        raise Refused(_("This is no message that can be read."))
    if str(message["Sensitivity"] or "").strip().lower() in CLOSED:
        raise Refused(_("The message is marked as private, so it is not taken in."))
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            return read_calendar(part.get_payload(decode=True) or b"", today)
    return [_dropped(message, content, today)]


def _dropped(message: EmailMessage, content: bytes, today: date) -> Dropped:
    number = shapes.one_line(message["Message-ID"]) or hashlib.sha256(content).hexdigest()
    sent = _sent(message)
    starts_on, starts_at = shapes.in_city(sent) if sent is not None else (today, None)
    shapes.check_days(starts_on, None)
    return Dropped(
        key=f"eml:{number}",
        version=0,
        is_cancelled=False,
        type=EngagementType.CORRESPONDENCE,
        summary=shapes.title(message["Subject"]),
        starts_on=starts_on,
        starts_at=starts_at,
        notes=shapes.notes(_body(message)),
        people=shapes.people_of(list(_people(message))),
        left_out=tuple(_left_out(message)),
    )


def _left_out(message: EmailMessage) -> Iterator[str]:
    """What Outlook wrapped in its own form: an invitation may be in there, and is not read."""
    for part in message.walk():
        name = shapes.one_line(part.get_filename())
        if part.get_content_type() == "application/ms-tnef" or name.lower() == shapes.WRAPPED:
            yield name or shapes.WRAPPED


def _sent(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None


def _people(message: EmailMessage) -> Iterator[Person | None]:
    headers = [str(value) for name in ("From", "To", "Cc") for value in message.get_all(name, [])]
    for name, address in getaddresses(headers):
        yield shapes.person(name, address)


def _body(message: EmailMessage) -> str:
    """What was written; of a page only its words. Attachments stay outside."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, ValueError):
        # A character set that nobody knows.
        text = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]
    if part.get_content_type() == "text/html":
        return html.unescape(nh3.clean(text.replace("<br", "\n<br"), tags=set()))
    return text
