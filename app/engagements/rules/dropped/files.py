"""Which format a dropped file is in."""

from __future__ import annotations

from datetime import date

from app.core.errors import Refused
from app.core.i18n import _
from app.engagements.rules.dropped.calendars import read_calendar
from app.engagements.rules.dropped.messages import read_message
from app.engagements.rules.dropped.shapes import WRAPPED, Dropped

EXTENSIONS = (".ics", ".eml")


def read_file(filename: str, content: bytes, today: date) -> list[Dropped]:
    """What the file says, seen from ``today``; Refused with the reason when it says nothing."""
    name = filename.strip().lower()
    if not content.strip():
        raise Refused(_("The file is empty."))
    if (
        name.endswith(".ics")
        or content.lstrip(b"\xef\xbb\xbf\r\n\t ")[:15].upper() == b"BEGIN:VCALENDAR"
    ):
        return read_calendar(content, today)
    if name.endswith(".eml"):
        return read_message(content, today)
    if name == WRAPPED:
        raise Refused(unwrap(filename))
    if name.endswith(".msg"):
        raise Refused(_("Outlook’s own format cannot be read. Save the message as .eml."))
    raise Refused(_("Only invitations (.ics) and messages (.eml) are understood."))


def unwrap(name: str) -> str:
    """What to do about a file in which Outlook wrapped the rest."""
    return _(
        "%(name)s was left out: it is Outlook’s own wrapping. If an invitation or a file is in it, "
        "ask for it as .ics, or for the message as HTML or plain text.",
        name=name,
    )
