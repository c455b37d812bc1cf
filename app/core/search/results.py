"""What is found: results, their order and their facets."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from app.core.search.documents import label_of
from app.core.search.names import Match
from app.core.search.rows import Candidate

# From best to last: names as typed, names mistyped, texts; and if there are none of these, names
# begun with a mistake, else names that bear only some of the words.
LITERAL, CORRECTED, TEXT, UNFINISHED, NEAR = range(5)


class Nearness(enum.StrEnum):
    """How what is shown answers what was asked: as it stands there, with typing mistakes forgiven,
    only some of the words; and where nothing does, without what it was narrowed to, by the words
    spelled most alike, by names that begin the same way."""

    EXACT = "exact"
    MISTYPED = "mistyped"
    PARTLY = "partly"
    LOOSER = "looser"
    ALIKE = "alike"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True)
class Hit:
    """One result; ``words`` are the folded words that matched, for highlighting."""

    kind: str
    entity_id: int
    title: str
    detail: str
    country: str
    state: str
    subkind: str
    owner_id: int | None
    last_engaged_on: date | None
    score: float
    matched: Literal["name", "text"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """``label`` is set where core knows one (kinds); the caller names countries and the rest."""

    value: str
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``total`` counts everything found; at 1,000 it is capped and stands for that or more.

    ``numbers`` are the records found, by kind, for whoever counts them in further ways; ``days``
    counts them by the day of the last engagement, None for never. ``instead`` are the words that
    were found in place of those asked for, where they are others.
    """

    hits: list[Hit]
    total: int
    is_capped: bool
    facets: dict[str, list[FacetValue]]
    numbers: dict[str, list[int]]
    days: Counter[date | None]
    nearness: Nearness = Nearness.EXACT
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """What comes nearest to a question that nothing answers, and how."""

    hits: list[Hit]
    nearness: Nearness
    instead: tuple[str, ...] = ()


class Found(NamedTuple):
    """A candidate with what it answers."""

    row: Candidate
    tier: int
    match: Match

    @property
    def hit(self) -> Hit:
        row = self.row
        return Hit(
            row.kind, row.entity_id, row.title, row.detail, row.country, row.state, row.subkind,
            row.owner_id, row.last_engaged_on, self.match.score,
            "text" if self.tier == TEXT else "name", self.match.words,
        )  # fmt: skip


def order(item: Found) -> tuple[Any, ...]:
    """By how it answers, then the last engagement first."""
    row, tier, match = item
    day = row.last_engaged_on
    return (
        tier,
        row.is_archived,
        -match.score,
        -day.toordinal() if day else 0,
        row.title_folded,
        row.kind,
        row.entity_id,
    )


class Summary(NamedTuple):
    """What was found, counted: see `SearchResult`."""

    facets: dict[str, list[FacetValue]]
    numbers: dict[str, list[int]]
    days: Counter[date | None]


def summary(found: Sequence[Found]) -> Summary:
    """How many of what was found have each kind, type (``kind.type``), country, state, owner,
    unit and focus area, most first; their numbers by kind; and the days of the last engagement."""
    if not found:
        return Summary({}, {}, Counter())
    # A thousand records are asked for ten fields of theirs, so these are taken all together.
    columns = zip(*(item.row for item in found), strict=True)
    column: dict[str, Sequence[Any]] = dict(zip(Candidate._fields, columns, strict=True))
    counted = {
        "kind": _counted(Counter(column["kind"]), label_of),
        "subkind": _counted(_types(column["kind"], column["subkind"])),
        "country": _counted(Counter(column["country"])),
        "state": _counted(Counter(column["state"])),
        "owner": _counted(Counter(column["owner_id"])),
        "unit": _counted(Counter(column["unit_id"])),
        "focus_area": _counted(Counter(" ".join(column["focus_areas"]).split())),
    }
    numbers: dict[str, list[int]] = {}
    for kind, number in zip(column["kind"], column["entity_id"], strict=True):
        numbers.setdefault(kind, []).append(number)
    return Summary(counted, numbers, Counter(column["last_engaged_on"]))


def _types(kinds: Sequence[str], subkinds: Sequence[str]) -> Counter[str]:
    types = Counter(zip(kinds, subkinds, strict=True))
    return Counter({f"{kind}.{subkind}": n for (kind, subkind), n in types.items() if subkind})


# Words that a sentence about what was searched instead can hold.
TOLD = 5


def words_found(found: Sequence[Found]) -> tuple[str, ...]:
    """The words of names that matched, of the best results. They stand in records that the viewer
    may see, unlike what a mistyped word might have meant."""
    called = [item.match.words for item in found[:TOLD] if item.tier != TEXT]
    return tuple(dict.fromkeys(word for words in called for word in words))[:TOLD]


def nearness(found: Sequence[Found], is_typed: bool) -> Nearness:
    """How the best answer the question; ``is_typed``: whether texts bear the words as typed."""
    best = found[0].tier if found else LITERAL
    if best == NEAR:
        return Nearness.PARTLY
    is_mistyped = best in (CORRECTED, UNFINISHED) or (best == TEXT and not is_typed)
    return Nearness.MISTYPED if is_mistyped else Nearness.EXACT


def _counted(
    counts: Counter[Any], label: Callable[[str], str] = lambda _value: ""
) -> list[FacetValue]:
    common = sorted(
        ((str(value), count) for value, count in counts.items() if value),
        key=lambda item: (-item[1], item[0]),
    )
    return [FacetValue(value, count, label(value)) for value, count in common]
