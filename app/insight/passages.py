"""Why a record was found: the words that matched, where they stand in its title or its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from app.core.search.fold import fold

# A beginning of what was asked for is its short form from so many letters on.
SHORTEST = 4
# Words shown around the first one that matched, and how much of a long text is looked through.
BEFORE, AFTER, LONGEST = 8, 14, 20_000
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")
Words = tuple[str, ...]


def highlighted(text: str, words: Words) -> Markup:
    """``text`` with every word that matched set in ``mark``."""
    return Markup(" ").join([_marked(part, words) for part in text.split(" ")])


def passage(texts: Iterable[str], words: Words) -> Markup:
    """The part of a record's texts that bears most of the words, marked; empty if none does."""
    asked = [word for word in words if word]
    if not asked:
        return Markup()
    best, most = "", 0
    for sentence in (each for text in texts for each in _SENTENCES.split(text[:LONGEST])):
        # Folded whole, because most sentences bear none and need no look at each word.
        folded = f" {fold(sentence)}"
        borne = sum(f" {word}" in folded for word in asked)
        if borne > most:
            best, most = sentence, borne
    return _around(best.split(), words) if most else Markup()


def _around(parts: Sequence[str], words: Words) -> Markup:
    marked = [_marked(part, words) for part in parts]
    first = next((at for at, part in enumerate(marked) if part.startswith("<mark>")), 0)
    start, end = max(0, first - BEFORE), first + AFTER
    shown = Markup(" ").join(marked[start:end])
    before, after = "… " if start else "", " …" if end < len(marked) else ""
    return before + shown + after


# The same words come back in many titles.
@lru_cache(maxsize=4096)
def _marked(part: str, words: Words) -> Markup:
    hit = any(_bears(folded, word) for folded in fold(part).split() for word in words)
    return Markup("<mark>{}</mark>").format(part) if hit else escape(part)


def _bears(folded: str, word: str) -> bool:
    return folded.startswith(word) or (len(folded) >= SHORTEST and word.startswith(folded))
