"""Asking: results with facets, suggestions while typing, and what lists and pickers need.

Everything is found within what the viewer may see. The order is made here, from candidate sets
that are the same on both engines, so both give the same results.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.core.search.answers import NOTHING_ASKED, find, named
from app.core.search.asked import read
from app.core.search.candidates import COLUMNS, Scope, by_name, possible_words, visible
from app.core.search.results import (
    NEAR,
    FacetValue,
    Found,
    Hit,
    Nearest,
    Nearness,
    SearchResult,
    days,
    facets,
    numbers,
)
from app.core.search.rows import DOCUMENT

__all__ = [
    "FacetValue",
    "Hit",
    "Nearest",
    "Nearness",
    "SearchResult",
    "ids_named",
    "labels",
    "matching_ids",
    "search",
    "suggest",
]

# No result is counted beyond this; it stands for "1,000 or more".
CAP = 1000
SUGGESTION_CAP = 100


def search(
    session: Session,
    text: str,
    viewer: Viewer,
    *,
    limit: int = 50,
    **narrowed: Any,
) -> SearchResult:
    """Everything found for ``text``, best first, with facets over all of it.

    Four statements, and one more to say which words a text bears instead of those typed.

    ``narrowed`` are the fields of `Scope`. Without words everything within it is found, the last
    engagement first, when it is narrowed to more than kinds.
    """
    answers = find(session, read(text), Scope(viewer, **narrowed), CAP)
    found = answers.found
    return SearchResult(
        hits=[item.hit for item in found[:limit]],
        total=min(len(found), CAP),
        is_capped=answers.is_capped or len(found) > CAP,
        facets=facets(found[:CAP]),
        numbers=numbers(found[:CAP]),
        days=days(found[:CAP]),
        nearness=answers.nearness,
        instead=answers.instead,
    )


def suggest(
    session: Session,
    text: str,
    viewer: Viewer,
    *,
    kinds: Sequence[str] | None = None,
    limit: int = 8,
    include_archived: bool = False,
) -> list[Hit]:
    """Records whose names answer what is being typed, best first; two statements."""
    asked = read(text)
    if not asked.words:
        return []
    scope = Scope(viewer, kinds, include_archived=include_archived)
    corrected = possible_words(session, asked)
    rows = by_name(session, asked, corrected, scope.conditions(asked), SUGGESTION_CAP)
    called = named(asked, corrected, rows, enough=limit)
    return [item.hit for item in sorted(called, key=lambda item: item.order)[:limit]]


def ids_named(session: Session, text: str, viewer: Viewer, *, kind: str) -> list[int]:
    """Numbers of the records of one kind whose names these words begin or answer, best first, at
    most 100; archived ones too."""
    hits = suggest(
        session, text, viewer, kinds=(kind,), limit=SUGGESTION_CAP, include_archived=True
    )
    return [hit.entity_id for hit in hits]


def matching_ids(session: Session, text: str, viewer: Viewer, *, kind: str) -> list[int]:
    """Numbers of the records of one kind that ``text`` finds, best first, at most 1,000."""
    answers = find(session, read(text), Scope(viewer, (kind,)), CAP)
    return [item.row.entity_id for item in answers.found[:CAP]]


def labels(
    session: Session,
    kind: str,
    ids: Sequence[int],
    viewer: Viewer,
    *,
    include_archived: bool = True,
) -> list[Hit]:
    """The records of these numbers that the viewer may see, in the order of ``ids``."""
    if not ids:
        return []
    select = sa.select(*COLUMNS).where(DOCUMENT.c.kind == kind, DOCUMENT.c.entity_id.in_(ids))
    if not include_archived:
        select = select.where(DOCUMENT.c.is_archived.is_(False))
    rows = {row.entity_id: row for row in session.execute(select.where(*visible(viewer)))}
    return [Found(rows[number], NEAR, NOTHING_ASKED).hit for number in ids if number in rows]
