"""What comes nearest where nothing answers a question, so that nobody proposes what is there.

First the same words without what the result was narrowed to, then the names spelled most alike,
however many mistakes that takes; and where none is, the names that begin the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.core.search.answers import find
from app.core.search.asked import Asked, read
from app.core.search.candidates import LAST, Condition, Scope, by_words, spelled_so
from app.core.search.names import (
    SEPARATOR,
    Match,
    is_spelled,
    match,
    spelling_keys,
    telling,
    words_of,
)
from app.core.search.results import NEAR, Found, Nearest, Nearness, order, words_found
from app.core.search.rows import SPELLING

# How alike two words must be (of 1), how many of them count, and what likeness is worth at most.
ALIKE, MOST_WORDS, FULL = 0.6, 10, 60.0
# Beside the likest, others that are nearly so.
LIKEST = 0.8
# So many words for each beginning that they may share.
SAME_START = 3000
STARTS = (2, 3)
# Shorter words are like too many others; names begin the same way with so many letters.
SHORTEST, SAME_LETTERS = 4, 3


def nearest(
    session: Session,
    text: str,
    viewer: Viewer,
    *,
    kinds: Sequence[str] | None = None,
    is_narrowed: bool = False,
    limit: int = 8,
) -> Nearest:
    """The records of ``kinds`` that come nearest to ``text``, which found nothing.

    Two statements; where the result was narrowed or words were to stand side by side, up to four
    before them for the same words without that.
    """
    asked = read(text)
    if not asked.words:
        return Nearest([], Nearness.NEIGHBOURS)
    scope = Scope(viewer, kinds)
    loose = replace(asked, phrases=())
    if is_narrowed or asked.phrases:
        found = find(session, loose, scope, limit).found[:limit]
        if found:
            return Nearest([item.hit for item in found], Nearness.LOOSER)
    return _by_spelling(session, loose, scope.conditions(loose), limit)


def _by_spelling(
    session: Session, asked: Asked, conditions: Sequence[Condition], limit: int
) -> Nearest:
    # That it is a city, too, says nothing of what "Ville de Nouméa" is like.
    asked = replace(asked, words=telling(asked.words))
    alike = _words_alike(session, asked)
    # People begin with what matters.
    rows = by_words(session, {w for m in alike.values() for w in m}, asked, conditions)
    found = {row.id: Found(row, NEAR, _match(asked.words, alike, row.names)) for row in rows}
    borne = [item for item in found.values() if item.match.words]
    if borne:
        likest = LIKEST * max(item.match.score for item in borne)
        borne = [item for item in borne if item.match.score >= likest]
        best = sorted(borne, key=order)[:limit]
        return Nearest([item.hit for item in best], Nearness.ALIKE, words_found(best))
    beside = [item for item in found.values() if _shared(asked.words[0], item) >= SAME_LETTERS]
    beside.sort(key=lambda item: (-_shared(asked.words[0], item), order(item)))
    return Nearest([item.hit for item in beside[:limit]], Nearness.NEIGHBOURS)


def _match(words: tuple[str, ...], alike: Mapping[str, Mapping[str, float]], names: str) -> Match:
    """How alike names are; whole where they part what was asked in one word ("energycities")."""
    joined = "".join(words)
    for form in names.split(SEPARATOR):
        parts = form.split()
        run = ["".join(parts[:size]) for size in range(1, len(parts) + 1)]
        if joined in run:
            return Match(FULL, tuple(parts[: run.index(joined) + 1]), True, False, False)
    return match(words, alike, names)


def _shared(word: str, item: Found) -> int:
    """How many letters of ``word`` a word of the record's names begins with."""
    return max(Prefix.similarity(word, other) for other in words_of(item.row.names))


def _words_alike(session: Session, asked: Asked) -> Mapping[str, Mapping[str, float]]:
    """For each word asked for those of names that look most like it, with points; one statement."""
    spelled = [word for word in asked.words if is_spelled(word) and len(word) >= SHORTEST]
    known = sorted(spelled_so(session, _reaches(spelled))) if spelled else []
    return {word: dict(_likest(word, known)) for word in spelled}


def _reaches(words: Iterable[str]) -> list[sa.Select[Any]]:
    """Where in the index of spellings words like these stand."""
    keys = {key for word in words for key in spelling_keys(word)}
    starts = {word[:size] for word in words for size in STARTS}
    parts = [sa.select(SPELLING.c.word).where(SPELLING.c.key.in_(sorted(keys)))]
    for start in sorted(starts):
        part = sa.select(SPELLING.c.word)
        part = part.where(SPELLING.c.key >= start, SPELLING.c.key < start + LAST)
        parts.append(part.order_by(SPELLING.c.key, SPELLING.c.word).limit(SAME_START))
    return parts


def _likest(word: str, known: Sequence[str]) -> list[tuple[str, float]]:
    near = process.extract(
        word, known, scorer=OSA.normalized_similarity, processor=None, score_cutoff=ALIKE,
        limit=None,
    )  # fmt: skip
    best = sorted((-round(likeness, 3), other) for other, likeness, _at in near)[:MOST_WORDS]
    return [(other, round(-FULL * likeness, 1)) for likeness, other in best]
