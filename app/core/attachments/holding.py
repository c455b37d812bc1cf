"""Files in the ``documents`` of a record: added, found, taken out, in a verb of the record's slice.

A document is a row of that slice with an ``attachment``; the record is audited and has a version.
"""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from app.core.attachments.examining import Upload
from app.core.attachments.models import Attachment
from app.core.attachments.storing import remove, store
from app.core.audit import Actor, acting
from app.core.errors import NotFound, Refused
from app.core.i18n import _l
from app.core.records import raise_version

# Minutes, a programme, presentations; an archive belongs elsewhere.
MOST = 20


class Document(Protocol):
    """A file of a record."""

    id: Any
    attachment: Any

    def __init__(self, *, attachment: Attachment) -> None: ...


D = TypeVar("D", bound=Document)


def add(
    session: Session, record: Any, document: type[D], upload: Upload, verb: str, *, actor: Actor
) -> D:
    """Keep a file with the record; refused when it is of no kind that we keep, or one too many."""
    if len(record.documents) >= MOST:
        raise Refused(_l("Twenty documents at most are kept here."), field="document")
    made = document(attachment=store(session, upload, actor=actor))
    with acting(session, actor, verb):
        record.documents.append(made)
        raise_version(record)
    return made


def take_out(session: Session, record: Any, document_id: int, verb: str, *, actor: Actor) -> None:
    """Take a file out of the record; NotFound when it is not there."""
    document = find(record, document_id)
    attachment = document.attachment
    with acting(session, actor, verb):
        record.documents.remove(document)
        # An orphan would go too, but only what is deleted by name is written into the history.
        session.delete(document)
        raise_version(record)
    remove(session, attachment)


def find(record: Any, document_id: int) -> Any:
    """A file of this record, else NotFound."""
    for document in record.documents:
        if document.id == document_id:
            return document
    raise NotFound
