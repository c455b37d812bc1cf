"""A searchable record as slices hand it in, and as the columns that are stored for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.search.fold import LONGEST_TEXT, fold, terms, variants
from app.core.search.models import (
    SearchDocument,
    SearchDocumentFocusArea,
    SearchGram,
    SearchSpelling,
)
from app.core.search.names import SEPARATOR

DOCUMENT = cast(sa.Table, SearchDocument.__table__)
FOCUS_AREA = cast(sa.Table, SearchDocumentFocusArea.__table__)
GRAM = cast(sa.Table, SearchGram.__table__)
SPELLING = cast(sa.Table, SearchSpelling.__table__)

Row = dict[str, Any]
# Kind and number of a record.
Key = tuple[str, int]
# Words of which one must stand in a text, each with whether longer words that begin so count.
Alternatives = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One record as the search sees it; a slice makes it in its ``search.to_document``.

    ``names`` are matched word by word with mistakes forgiven: the title if it is a name, names in
    other languages, aliases, acronyms. Title and ``body`` are found as text. ``country`` is an ISO
    3166 code, ``state`` and ``subkind`` are enumeration values, all three empty where unknown.
    """

    kind: str
    entity_id: int
    title: str
    names: tuple[str, ...] = ()
    body: str = ""
    detail: str = ""
    visibility: Visibility = Visibility.CITY
    unit_id: int | None = None
    owner_id: int | None = None
    deputy_id: int | None = None
    country: str = ""
    state: str = ""
    subkind: str = ""
    focus_area_ids: tuple[int, ...] = ()
    last_engaged_on: date | None = None
    is_archived: bool = False


class Candidate(NamedTuple):
    """What a result shows and is ordered by; the text itself stays in the database.

    A search asks a thousand of them for ten fields each, which rows answer far more slowly.
    """

    id: int
    kind: str
    entity_id: int
    title: str
    title_folded: str
    names: str
    detail: str
    country: str
    state: str
    subkind: str
    owner_id: int | None
    unit_id: int | None
    focus_areas: str
    last_engaged_on: date | None
    is_archived: bool


COLUMNS = [DOCUMENT.c[name] for name in Candidate._fields]


def row(document: Document, split: Callable[[str], Iterable[str]] = terms) -> Row:
    """The columns stored for ``document``; ``split`` gives the words of a text as ``terms`` does
    (loading a million texts, one that remembers what it has folded).
    """
    forms = dict.fromkeys(form for name in document.names for form in variants(name))
    title = " ".join(split(document.title))
    heading = dict.fromkeys((title, *forms)) if title else forms
    body = " ".join((*heading, *split(document.body)))
    return {
        "kind": document.kind,
        "entity_id": document.entity_id,
        "title": document.title,
        "title_folded": fold(document.title),
        "names": SEPARATOR.join(forms),
        "body": body if len(body) <= LONGEST_TEXT else body[:LONGEST_TEXT].rpartition(" ")[0],
        "detail": document.detail,
        "visibility": Visibility(document.visibility),
        "unit_id": document.unit_id,
        "owner_id": document.owner_id,
        "deputy_id": document.deputy_id,
        "country": document.country,
        "state": str(document.state),
        "subkind": str(document.subkind),
        "focus_areas": " ".join(map(str, sorted(set(document.focus_area_ids)))),
        "last_engaged_on": document.last_engaged_on,
        "is_archived": document.is_archived,
    }


def stored_rows(session: Session, documents: Sequence[Document]) -> dict[Key, Row]:
    """What is stored for these documents, by kind and number; one statement per kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for document in documents:
        by_kind[document.kind].append(document.entity_id)
    found: dict[Key, Row] = {}
    for kind, numbers in by_kind.items():
        select = sa.select(DOCUMENT).where(
            DOCUMENT.c.kind == kind,
            DOCUMENT.c.entity_id.in_(numbers),
            # PostgreSQL without statistics, as during the first load, reads the whole kind else.
            DOCUMENT.c.entity_id.between(min(numbers), max(numbers)),
        )
        for stored in session.execute(select).mappings():
            found[kind, stored["entity_id"]] = dict(stored)
    return found
