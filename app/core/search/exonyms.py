"""Cities under the names that other languages give them: Tukholma is Stockholm.

The names stand in ``exonyms.txt``, one city a line. They widen what is asked for, so that records
and texts need no names but their own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.core.search.fold import fold

# A name is looked for while it is typed from this many letters on, and may be mistyped from there.
SHORTEST = 4
_NAMES = Path(__file__).with_name("exonyms.txt")


def others(word: str) -> frozenset[str]:
    """The other names, folded, of the city that bears exactly this one."""
    return _cities().get(word, frozenset()) - {word}


def begun(word: str) -> frozenset[str]:
    """The names of cities of which one begins so, without those that do."""
    if len(word) < SHORTEST:
        return frozenset()
    cities = _cities()
    found = {name for known, names in cities.items() if known.startswith(word) for name in names}
    return frozenset(name for name in found if not name.startswith(word))


def mistyped(word: str) -> frozenset[str]:
    """The names of cities of which one is a typing mistake away; a known name is none."""
    cities = _cities()
    if len(word) <= SHORTEST or word in cities:
        return frozenset()
    near = process.extract(
        word, list(cities), scorer=OSA.distance, processor=None, score_cutoff=1, limit=None
    )
    return frozenset(name for known, _distance, _at in near for name in cities[known])


@cache
def _cities() -> dict[str, frozenset[str]]:
    cities = [frozenset(fold(line).split()) for line in lines()]
    return {name: names for names in cities for name in names}


def lines() -> list[str]:
    """The list as it is written: the names of one city each."""
    text = _NAMES.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
