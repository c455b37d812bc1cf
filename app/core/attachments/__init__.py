"""Files kept in the database: checked by content, named safely, sent as downloads only.

An attachment knows no feature: a slice holds the foreign key, and the address that sends the file
asks for the visibility of the record it hangs on (docs/adr/0008-attachments.md).
"""

from app.core.attachments.examining import ACCEPTED, Upload, examine, set_largest
from app.core.attachments.models import Attachment
from app.core.attachments.storing import content_of, remove, store

__all__ = [
    "ACCEPTED",
    "Attachment",
    "Upload",
    "content_of",
    "examine",
    "remove",
    "set_largest",
    "store",
]
