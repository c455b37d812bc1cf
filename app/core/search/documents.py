"""The door for slices: make a kind searchable, write its documents, note engagements.

``to_document`` of a slice is called by its services after every change that a document shows; the
rebuilding of the whole index from the same function is in ``rebuild.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.search import writing
from app.core.search.rows import DOCUMENT, Document, row, stored_rows

__all__ = [
    "Document", "Source", "add", "chunks", "label_of", "put", "put_many", "register", "remove",
    "sources", "touch",
]  # fmt: skip
CHUNK = 500

Iterate = Callable[[Session], Iterable[Document]]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of searchable record: its label for people and where all its documents come from."""

    kind: str
    label: Any
    iterate: Iterate


_sources: dict[str, Source] = {}


def register(kind: str, label: Any, iterate: Iterate) -> None:
    """Make a kind of record searchable; ``iterate(session)`` yields all its documents."""
    if kind in _sources:
        raise ValueError(f"The search kind {kind} is registered twice.")
    _sources[kind] = Source(kind, label, iterate)


def sources() -> list[Source]:
    """Every registered kind, in the order of registration."""
    return list(_sources.values())


def label_of(kind: str) -> str:
    """What people call this kind, in the user's language."""
    return str(_sources[kind].label) if kind in _sources else kind


def put(session: Session, document: Document) -> None:
    """Write one document; statements are spent only on what differs from what is stored."""
    put_many(session, (document,))


def add(session: Session, document: Document) -> None:
    """Write the document of a record made just now, of which nothing can be stored yet."""
    session.flush()
    writing.insert(session, [row(document)])


def put_many(session: Session, documents: Iterable[Document]) -> int:
    """Write documents, new and changed ones alike; how many differed from what was stored."""
    session.flush()
    return sum(_put_chunk(session, chunk) for chunk in chunks(documents))


def remove(session: Session, kind: str, entity_id: int) -> None:
    """Forget one record: its text, its words and their spellings."""
    key = DOCUMENT.c.kind == kind, DOCUMENT.c.entity_id == entity_id
    found = session.execute(sa.select(DOCUMENT.c.id, DOCUMENT.c.names).where(*key)).one_or_none()
    if found is not None:
        writing.delete(session, found.id, found.names)


def touch(
    session: Session, kind: str, entity_ids: Sequence[int], last_engaged_on: date | None
) -> None:
    """Note a later engagement; an earlier date than the one stored changes nothing."""
    if not entity_ids or last_engaged_on is None:
        return
    stored = DOCUMENT.c.last_engaged_on
    session.execute(
        sa.update(DOCUMENT)
        .where(DOCUMENT.c.kind == kind, DOCUMENT.c.entity_id.in_(sorted(set(entity_ids))))
        .where(stored.is_(None) | (stored < last_engaged_on))
        .values(last_engaged_on=last_engaged_on)
    )


def chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """``documents`` in lists of at most ``CHUNK``, so that memory stays constant."""
    remaining = iter(documents)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _put_chunk(session: Session, documents: Sequence[Document]) -> int:
    stored = stored_rows(session, documents)
    wanted = {(document.kind, document.entity_id): row(document) for document in documents}
    pairs = [(stored[key], wanted[key]) for key in sorted(wanted.keys() & stored.keys())]
    changed = writing.update_many(session, pairs)
    new = [values for key, values in wanted.items() if key not in stored]
    if new:
        writing.insert(session, new)
    return changed + len(new)
