"""Words that mean the same: a list of names or titles, one thing a line, each name one word.

A list widens what is asked for, so that records and texts need no words but their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.core.search.fold import fold

# A word is looked for while it is typed from this many letters on, and may be mistyped from there.
SHORTEST = 4


class Lexicon:
    """The list in a file beside this module, read when it is first asked."""

    def __init__(self, file: str) -> None:
        self._path = Path(__file__).with_name(file)

    def others(self, word: str) -> frozenset[str]:
        """What else is called so, folded, of exactly this word."""
        return self._meant.get(word, frozenset()) - {word}

    def begun(self, word: str) -> frozenset[str]:
        """The words of lines of which one begins so, without those that do."""
        if len(word) < SHORTEST:
            return frozenset()
        lines = [meant for known, meant in self._meant.items() if known.startswith(word)]
        found = {name for meant in lines for name in meant}
        return frozenset(name for name in found if not name.startswith(word))

    def mistyped(self, word: str) -> frozenset[str]:
        """The words of lines of which one is a typing mistake away; a known word is none."""
        if len(word) <= SHORTEST or word in self._meant:
            return frozenset()
        near = process.extract(
            word, list(self._meant), scorer=OSA.distance, processor=None, score_cutoff=1, limit=None
        )
        return frozenset(name for known, _distance, _at in near for name in self._meant[known])

    def lines(self) -> list[str]:
        """The list as it is written."""
        text = self._path.read_text(encoding="utf-8")
        return [line for line in text.splitlines() if not line.startswith("#")]

    @cached_property
    def _meant(self) -> Mapping[str, frozenset[str]]:
        meant: dict[str, frozenset[str]] = defaultdict(frozenset)
        for line in self.lines():
            words = frozenset(fold(line).split())
            for word in words:
                meant[word] |= words
        return dict(meant)


# Cities under the names that other languages give them: Tukholma is Stockholm.
CITIES = Lexicon("exonyms.txt")
# What people are, in the languages of the pages: a pormestari is a mayor and a borgmästare.
TITLES = Lexicon("titles.txt")


def others(word: str) -> frozenset[str]:
    """What this word is in other languages, as a city or as a title."""
    return CITIES.others(word) | TITLES.others(word)


def begun(word: str) -> frozenset[str]:
    """The same of the words that it begins."""
    return CITIES.begun(word) | TITLES.begun(word)


def mistyped(word: str) -> frozenset[str]:
    """The same of the words that it is a typing mistake away from."""
    return CITIES.mistyped(word) | TITLES.mistyped(word)
