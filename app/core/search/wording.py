"""What may stand in a text for each word asked for."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.search import lexicon
from app.core.search.asked import Asked
from app.core.search.fold import is_unspaced
from app.core.search.names import Corrections, is_one_mistake
from app.core.search.rows import Alternatives

# Words of this length find all that begins with them (Finnish bends its words).
BEGINNING = 4


def as_typed(asked: Asked) -> list[Alternatives]:
    """Each word as it is; a single character of a script without spaces may begin a pair."""
    return [
        (
            (word, len(word) == 1 and is_unspaced(word)),
            *((other, False) for other in sorted(lexicon.others(word))),
        )
        for word in asked.words
    ]


def as_meant(asked: Asked, corrected: Mapping[str, Corrections]) -> list[Alternatives]:
    """Each word, what begins with it, and what it may have been meant to be."""
    return [
        (
            (word, len(word) >= BEGINNING or is_unspaced(word)),
            *((other, len(other) >= BEGINNING) for other in sorted(lexicon.others(word))),
            *((other, False) for other in sorted(_likely(word, corrected.get(word, {})))),
        )
        for word in asked.words
    ]


def _likely(word: str, corrected: Corrections) -> set[str]:
    """What a text may say for a mistyped word: the word meant, and that in other languages."""
    if not corrected:
        return set()
    near = {other for other in corrected if is_one_mistake(word, other)}
    return near | (lexicon.mistyped(word) & corrected.keys())
