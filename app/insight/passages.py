"""Why a record was found: the words that matched, where they stand in its title or its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from app.core.search.fold import fold

# A beginning of what was asked for is its short form from so many letters on.
SHORTEST = 4
# Words shown around the first one that matched, and how much of a long text is looked through.
BEFORE, AFTER, LONGEST = 8, 14, 20_000
_SENTENCE_ENDS = re.compile(r"[.!?;]\s|\n")
Words = tuple[str, ...]


def highlighted(text: str, words: Words) -> Markup:
    """``text`` with every word that matched set in ``mark``."""
    return _line(_marked(part, words) for part in text.split(" "))


def passage(texts: Iterable[str], words: Words) -> Markup:
    """The part of a record's texts that bears most of the words, marked; empty if none does."""
    asked = [word for word in words if word]
    if not asked:
        return Markup()
    best, most = "", 0
    for sentence in (each for text in texts for each in _sentences(text[:LONGEST])):
        # Most sentences bear none, and plain letters tell so before they are folded.
        small = sentence.lower() if sentence.isascii() else ""
        if small and not any(word in small for word in asked):
            continue
        folded = f" {fold(sentence)}"
        borne = sum(f" {word}" in folded for word in asked)
        if borne > most:
            best, most = sentence, borne
        if borne == len(asked):
            break
    return _around(best.split(), words) if most else Markup()


def _sentences(text: str) -> Iterator[str]:
    """One by one, because most texts need not be read to their end."""
    start = 0
    for end in _SENTENCE_ENDS.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    yield text[start:]


def _around(parts: Sequence[str], words: Words) -> Markup:
    hits = (at for at, part in enumerate(parts) if _marked(part, words).startswith("<mark>"))
    first = next(hits, 0)
    start, end = max(0, first - BEFORE), first + AFTER
    shown = _line(_marked(part, words) for part in parts[start:end])
    before, after = "… " if start else "", " …" if end < len(parts) else ""
    return before + shown + after


def _line(parts: Iterable[Markup]) -> Markup:
    # Joined as they are: each part is escaped already, and `Markup.join` would look at all again.
    return Markup(" ".join(parts))  # noqa: S704


# The same words come back in many titles.
@lru_cache(maxsize=4096)
def _marked(part: str, words: Words) -> Markup:
    hit = any(_bears(folded, word) for folded in fold(part).split() for word in words)
    return Markup("<mark>{}</mark>").format(part) if hit else escape(part)


def _bears(folded: str, word: str) -> bool:
    return folded.startswith(word) or (len(folded) >= SHORTEST and word.startswith(folded))
