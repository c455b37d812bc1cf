"""Asking: results with facets, suggestions while typing, and what lists and pickers need.

Everything is found within what the viewer may see. The order is made here, from candidate sets
that are the same on both engines, so both give the same results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.core.search import exonyms
from app.core.search.asked import Asked, read
from app.core.search.candidates import (
    COLUMNS,
    Scope,
    as_meant,
    as_typed,
    by_name,
    by_scope,
    by_text,
    possible_words,
    visible,
)
from app.core.search.names import Corrections, Match, match
from app.core.search.results import (
    CORRECTED,
    LITERAL,
    NEAR,
    TEXT,
    UNFINISHED,
    FacetValue,
    Found,
    Hit,
    SearchResult,
    days,
    facets,
    numbers,
)
from app.core.search.rows import DOCUMENT

__all__ = [
    "FacetValue",
    "Hit",
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
# With this many names found as typed, mistakes are not looked for any more.
ENOUGH = 10
# With this many texts found as typed, longer words that begin so are not looked for any more.
ENOUGH_TEXTS = 50
# Where nothing answers a query whole: the share of its letters that must be answered, and how
# telling the words answered must be, compared with the best.
NEAR_SHARE, NEARLY = 0.2, 0.85
# People begin with what matters.
FIRST_WORD = 1.3
TEXT_SCORE, TEXT_TITLE, NEAR_SCORE = 40.0, 20.0, 50.0
NOTHING_ASKED = Match(0.0, (), is_whole=False, is_literal=False, is_unfinished=False)


def search(
    session: Session,
    text: str,
    viewer: Viewer,
    *,
    limit: int = 50,
    **narrowed: Any,
) -> SearchResult:
    """Everything found for ``text``, best first, with facets over all of it; four statements.

    ``narrowed`` are the fields of `Scope`. Without words everything within it is found, the last
    engagement first, when it is narrowed to more than kinds.
    """
    found, is_capped = _find(session, read(text), Scope(viewer, **narrowed))
    return SearchResult(
        hits=[item.hit for item in found[:limit]],
        total=min(len(found), CAP),
        is_capped=is_capped or len(found) > CAP,
        facets=facets(found[:CAP]),
        numbers=numbers(found[:CAP]),
        days=days(found[:CAP]),
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
    named = _named(asked, corrected, rows, enough=limit)
    return [item.hit for item in sorted(named, key=lambda item: item.order)[:limit]]


def ids_named(session: Session, text: str, viewer: Viewer, *, kind: str) -> list[int]:
    """Numbers of the records of one kind whose names these words begin or answer, best first, at
    most 100; archived ones too."""
    hits = suggest(
        session, text, viewer, kinds=(kind,), limit=SUGGESTION_CAP, include_archived=True
    )
    return [hit.entity_id for hit in hits]


def matching_ids(session: Session, text: str, viewer: Viewer, *, kind: str) -> list[int]:
    """Numbers of the records of one kind that ``text`` finds, best first, at most 1,000."""
    found, _is_capped = _find(session, read(text), Scope(viewer, (kind,)))
    return [item.row.entity_id for item in found[:CAP]]


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


def _find(session: Session, asked: Asked, scope: Scope) -> tuple[list[Found], bool]:
    conditions = scope.conditions(asked)
    if not asked.words:
        rows = by_scope(session, conditions, CAP) if scope.is_narrowed else []
        found = [Found(row, LITERAL, NOTHING_ASKED) for row in rows]
        return sorted(found, key=lambda item: item.order), len(rows) >= CAP
    corrected = possible_words(session, asked)
    rows = by_name(session, asked, corrected, conditions, CAP)
    named = _named(asked, corrected, rows, enough=ENOUGH)
    whole = {item.row.id: item for item in named if item.tier < TEXT}
    texts: list[Any] = []
    if len(whole) < CAP:
        texts = _texts(session, asked, corrected, conditions, {item.tier for item in named})
    words = _names_too(asked)
    for row in texts:
        if row.id not in whole:
            whole[row.id] = Found(row, TEXT, _text_match(asked, words, corrected, row))
    found = list(whole.values()) or named
    is_capped = len(texts) >= CAP or len(found) >= CAP
    return sorted(found, key=lambda item: item.order), is_capped


def _texts(
    session: Session,
    asked: Asked,
    corrected: Mapping[str, Corrections],
    conditions: Sequence[sa.ColumnElement[bool]],
    tiers: set[int],
) -> list[Any]:
    """Texts with the words as typed; unless these fill a page, also begun or mistyped ones.

    Whole words cost least on both engines. A text is read with corrected words where names were
    found so, or where nothing was found at all.
    """
    typed = by_text(session, as_typed(asked), conditions, CAP)
    if len(typed) >= ENOUGH_TEXTS:
        return typed
    if LITERAL in tiers or (typed and CORRECTED not in tiers):
        corrected = {}
    meant = as_meant(asked, corrected)
    return typed if meant == as_typed(asked) else by_text(session, meant, conditions, CAP)


def _named(
    asked: Asked, corrected: Mapping[str, Corrections], rows: Iterable[Any], enough: int
) -> list[Found]:
    """The best candidates; the likely stand back for enough of the literal, the near for any."""
    tiers: dict[int, list[Found]] = {LITERAL: [], CORRECTED: [], UNFINISHED: [], NEAR: []}
    for row in {row.id: row for row in rows}.values():
        matched = match(asked.words, corrected, row.names)
        tier = _tier(matched)
        tiers[tier].append(Found(row, tier, matched))
    if len(tiers[LITERAL]) >= enough:
        return tiers[LITERAL]
    return tiers[LITERAL] + tiers[CORRECTED] or tiers[UNFINISHED] or _nearest(tiers[NEAR], asked)


def _nearest(near: Sequence[Found], asked: Asked) -> list[Found]:
    """Those that bear the most telling of the words: the fewer bear a word, the more it tells."""
    enough = [item for item in near if item.match.share >= NEAR_SHARE]
    bearers = Counter(word for item in enough for word in item.match.answered)
    tells = {word: 1 / log2(1 + number) for word, number in bearers.items()}
    tells[asked.words[0]] = FIRST_WORD * tells.get(asked.words[0], 0.0)
    telling = [sum(tells[word] for word in item.match.answered) for item in enough]
    best = max(telling, default=0.0)
    return [
        item._replace(match=item.match._replace(score=_near_score(item.match.score, told / best)))
        for item, told in zip(enough, telling, strict=True)
        if told >= NEARLY * best
    ]


def _near_score(points: float, told: float) -> float:
    return round(NEAR_SCORE * told + points / 10, 1)


def _tier(matched: Match) -> int:
    if not matched.is_whole:
        return NEAR
    if matched.is_literal:
        return LITERAL
    return UNFINISHED if matched.is_unfinished else CORRECTED


def _names_too(asked: Asked) -> tuple[str, ...]:
    """The words, and the other names of the cities among them, which may stand in a text."""
    return (*asked.words, *(other for word in asked.words for other in exonyms.others(word)))


def _text_match(
    asked: Asked, words: tuple[str, ...], corrected: Mapping[str, Corrections], row: Any
) -> Match:
    """Words standing in the title or names make a text a better answer; the newer text first."""
    text = f"{row.title_folded} {row.names}"
    heading: set[str] = set()
    stands = []
    for word in asked.words:
        likely = corrected.get(word, {})
        # Most texts bear the words in their body only, which needs no cutting into words.
        if word in text or likely:
            heading = heading or set(text.split())
            if _stands(word, heading, likely):
                stands.append(word)
    score = TEXT_SCORE + TEXT_TITLE * len(stands) / len(asked.words)
    return Match(round(score, 1), words, is_whole=True, is_literal=True, is_unfinished=False)


def _stands(word: str, heading: set[str], corrected: Corrections) -> bool:
    return (
        word in heading
        or any(other.startswith(word) for other in heading)
        or not heading.isdisjoint(corrected)
    )
