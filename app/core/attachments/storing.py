"""Keeping files, reading them back, and letting go of those that nothing holds any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import hooks
from app.core.attachments.examining import Upload, examine
from app.core.attachments.models import Attachment
from app.core.attachments.names import safe_name
from app.core.audit import Actor
from app.core.db import Base


def store(session: Session, upload: Upload, *, actor: Actor) -> Attachment:
    """The file, kept. Refused when it is too large, or not what its name says."""
    kind = examine(upload)
    attachment = Attachment(
        filename=safe_name(upload.filename),
        media_type=kind.media_type,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        uploaded_by_id=actor.id,
        uploaded_by_name=actor.name,
    )
    session.add(attachment)
    session.flush()
    return attachment


def content_of(session: Session, attachment: Attachment) -> bytes:
    """The bytes of the file."""
    found = sa.select(Attachment.content).where(Attachment.id == attachment.id)
    return session.scalars(found).one()


def remove(session: Session, attachment: Attachment) -> None:
    """Let the file go, unless a record still holds it; call it when yours no longer does."""
    session.flush()
    if not session.scalar(sa.select(_is_held(sa.literal(attachment.id)))):
        session.delete(attachment)
        session.flush()


def _holders() -> list[sa.Column[int]]:
    """The columns of all slices that point at a file."""
    return [
        key.parent
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table is Attachment.__table__
    ]


def _is_held(number: sa.SQLColumnExpression[int]) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *(sa.exists().where(column == number) for column in _holders()))


def _orphans(session: Session) -> Iterator[str]:
    found = sa.select(Attachment.id, Attachment.filename).where(~_is_held(Attachment.id))
    for number, name in session.execute(found):
        yield f"attachment {number} ({name}): no record holds it"


hooks.rule_checks.append(_orphans)
