"""Asking: results with facets, suggestions while typing, and what lists and pickers need.

Everything is found within what the viewer may see. The order is made here, from candidate sets
that are the same on both engines, so both give the same results.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.core.search.answers import NOTHING_ASKED, find, named
from app.core.search.asked import Asked, read
from app.core.search.candidates import Scope, by_name, by_number, possible_words
from app.core.search.results import (
    NEAR,
    TEXT,
    FacetValue,
    Found,
    Hit,
    Nearest,
    Nearness,
    SearchResult,
    order,
    summary,
)

__all__ = [
    "FacetValue",
    "Hit",
    "Nearest",
    "Nearness",
    "SearchResult",
    "asks",
    "ids_named",
    "labels",
    "matching_ids",
    "search",
    "suggest",
]

# No result is counted beyond this; it stands for "1,000 or more".
CAP = 1000
SUGGESTION_CAP = 100


def asks(text: str) -> bool:
    """Whether ``text`` asks for anything: a word or a phrase, not signs or exclusions alone."""
    return bool(read(text).words)


def search(
    session: Session,
    text: str,
    viewer: Viewer,
    *,
    limit: int = 50,
    skipped: int = 0,
    **narrowed: Any,
) -> SearchResult:
    """Everything found for ``text``, best first, with facets over all of it; ``limit`` results
    after those ``skipped``.

    Four statements, and one more to say which words a text bears instead of those typed.

    ``narrowed`` are the fields of `Scope`. Without words everything within it is found, the last
    engagement first, when it is narrowed to one kind or further.
    """
    answers = find(session, read(text), Scope(viewer, **narrowed), CAP)
    found = answers.found[:CAP]
    counted = summary(found)
    return SearchResult(
        hits=[_hit(item, answers.instead) for item in found[skipped : skipped + limit]],
        total=len(found),
        is_capped=answers.is_capped or len(answers.found) > CAP,
        facets=counted.facets,
        numbers=counted.numbers,
        days=counted.days,
        nearness=answers.nearness,
        instead=answers.instead,
    )


def _hit(item: Found, instead: tuple[str, ...]) -> Hit:
    """A result; a text found by other words than those typed bears these."""
    hit = item.hit
    return replace(hit, words=(*hit.words, *instead)) if instead and item.tier == TEXT else hit


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
    return [item.hit for item in sorted(called, key=order)[:limit]]


def ids_named(session: Session, text: str, viewer: Viewer, *, kind: str) -> list[int]:
    """Numbers of the records of one kind whose names these words begin or answer, best first, at
    most 100; archived ones too."""
    hits = suggest(
        session, text, viewer, kinds=(kind,), limit=SUGGESTION_CAP, include_archived=True
    )
    return [hit.entity_id for hit in hits]


def matching_ids(session: Session, text: str, viewer: Viewer, *, kind: str) -> list[int]:
    """Numbers of the records of one kind that ``text`` finds, best first, at most 1,000."""
    asked = read(text)
    if not asked.words:
        return []
    answers = find(session, asked, Scope(viewer, (kind,)), CAP)
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
    conditions = Scope(viewer, include_archived=include_archived).conditions(Asked(()))
    rows = {row.entity_id: row for row in by_number(session, kind, ids, conditions)}
    return [Found(rows[number], NEAR, NOTHING_ASKED).hit for number in ids if number in rows]
