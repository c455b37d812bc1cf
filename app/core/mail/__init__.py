"""Mail that goes out: written into an outbox with the record it is about, sent after the commit.

What cannot be sent at once waits for ``flask send-mail``, which tries again and gives up visibly.
Without a mail server nothing is written, and pages say so. A mailbox is read by ``flask
intake-mail``.
"""

from app.core.mail.mailbox import Mailbox, MailboxError, opened
from app.core.mail.models import OutgoingMail
from app.core.mail.outbox import given_up, latest_about, queue, send_waiting
from app.core.mail.server import MailServer, is_on, use

__all__ = [
    "MailServer",
    "Mailbox",
    "MailboxError",
    "OutgoingMail",
    "given_up",
    "is_on",
    "latest_about",
    "opened",
    "queue",
    "send_waiting",
    "use",
]
