"""Colleagues as the search and the pickers see them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.core.i18n import _l
from app.core.search import documents
from app.core.search.documents import Document
from app.users import queries
from app.users.models import User

KIND = "user"


def to_document(user: User) -> Document:
    """Name, title and unit; the unit must be loaded. An inactive account leaves the pickers."""
    return Document(
        kind=KIND,
        entity_id=user.id,
        title=user.name,
        names=(user.name,),
        body=user.title,
        detail=" · ".join(part for part in (user.title, user.unit.name_en) if part),
        unit_id=user.unit_id,
        is_archived=not user.is_active,
    )


def _all(session: Session) -> Iterator[Document]:
    for user in queries.all_users(session):
        yield to_document(user)


documents.register(KIND, _l("Person"), _all)
