"""What carries on an old goal, objective or focus area: what was said, else what is alike.

A suggestion only, always shown with its reason: a person decides for each partnership.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.periods import add_months
from app.core.search.fold import fold

# How long there is to justify anew, where the adoption says nothing else.
REJUSTIFY_MONTHS = 6
# What counts in a comparison: a shared word weighs most, for objectives are few.
WORD, SDG, OBJECTIVE = 3, 2, 1
# Below this weight a suggestion would be a guess.
ALIKE_ENOUGH = 3
SHORTEST_WORD = 4
# Two words are one where so many first letters agree: finances, financial.
STEM = 6
# Folded words that say nothing about what a goal is, in the languages in which it has a name.
COMMON_WORDS = {
    "en": frozenset({"city", "more", "with", "from", "that", "this", "their", "into", "area"}),
    "fi": frozenset({"kaupunki", "kaupungin", "seka", "enemman", "joka", "jossa", "myos"}),
    "sv": frozenset({"stad", "staden", "stadens", "mera", "samt", "fran", "till", "inom", "deras"}),
}


class Basis(enum.StrEnum):
    """Why a new part is suggested for an old one."""

    DRAFTED = "drafted"
    ALIKE = "alike"


@dataclass(frozen=True)
class Suggestion:
    """A new part for an old one; ``words``, ``sdgs`` and ``objectives`` are what they share."""

    part: Any
    basis: Basis
    words: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    objectives: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        return WORD * len(self.words) + SDG * len(self.sdgs) + OBJECTIVE * len(self.objectives)


def suggestions(old: Iterable[Any], new: Sequence[Any]) -> dict[int, list[Suggestion]]:
    """Old id → what may follow it: all that its drafters named, else the one most alike, if any.

    Parts are goals, objectives or focus areas with their links; ``new`` with predecessors.
    """
    return {part.id: _drafted(part, new) or _alike(part, new) for part in old}


def _drafted(old: Any, new: Sequence[Any]) -> list[Suggestion]:
    named = [part for part in new if old.id in {before.id for before in part.predecessors}]
    return [Suggestion(part, Basis.DRAFTED) for part in named]


def _alike(old: Any, new: Sequence[Any]) -> list[Suggestion]:
    found = [compare(old, part) for part in new]
    best = max(found, key=lambda suggestion: suggestion.weight, default=None)
    return [best] if best is not None and best.weight >= ALIKE_ENOUGH else []


def compare(old: Any, new: Any) -> Suggestion:
    """What an old and a new part have in common; objectives and SDGs where both have them."""
    shared = [_shared_words(old, new, code) for code in COMMON_WORDS]
    return Suggestion(
        new,
        Basis.ALIKE,
        # A name in another language says the same once more, so only the best one counts.
        words=max(shared, key=len),
        sdgs=tuple(sorted(_keys(old, "sdgs", "number") & _keys(new, "sdgs", "number"))),
        objectives=tuple(
            sorted(_keys(old, "objectives", "code") & _keys(new, "objectives", "code"))
        ),
    )


def _shared_words(old: Any, new: Any, code: str) -> tuple[str, ...]:
    """The words of the new name that the old one has too, in one language."""
    theirs = {word[:STEM] for word in _words(old, code)}
    return tuple(dict.fromkeys(word for word in _words(new, code) if word[:STEM] in theirs))


def _words(part: Any, code: str) -> list[str]:
    words = fold(getattr(part, f"name_{code}")).replace("-", " ").split()
    plain = (word.strip(".,:;()“”'’") for word in words)
    return [word for word in plain if len(word) >= SHORTEST_WORD and word not in COMMON_WORDS[code]]


def _keys(part: Any, links: str, key: str) -> set[Any]:
    return {getattr(one, key) for one in getattr(part, links, ())}


def usual_deadline(start: date) -> date:
    """Until when to justify anew what a strategy in force from ``start`` put in doubt."""
    return add_months(start, REJUSTIFY_MONTHS)


def is_overdue(rejustify_by: date | None, today: date) -> bool:
    """Whether the time for justifying anew has passed."""
    return rejustify_by is not None and rejustify_by < today
