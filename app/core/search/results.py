"""What is found: results, their order and their facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from app.core.search.documents import label_of
from app.core.search.names import Match

# From best to last: names as typed, names mistyped, texts; and if there are none of these, names
# begun with a mistake, else names that bear only some of the words.
LITERAL, CORRECTED, TEXT, UNFINISHED, NEAR = range(5)


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
    """``total`` counts everything found; at 1,000 it is capped and stands for that or more."""

    hits: list[Hit]
    total: int
    is_capped: bool
    facets: dict[str, list[FacetValue]]


class Found(NamedTuple):
    """A candidate with what it answers."""

    row: Any
    tier: int
    match: Match

    @property
    def order(self) -> tuple[Any, ...]:
        row = self.row
        day = row.last_engaged_on
        return (
            self.tier,
            row.is_archived,
            -self.match.score,
            -day.toordinal() if day else 0,
            row.title_folded,
            row.kind,
            row.entity_id,
        )

    @property
    def hit(self) -> Hit:
        row = self.row
        return Hit(
            row.kind, row.entity_id, row.title, row.detail, row.country, row.state, row.subkind,
            row.owner_id, row.last_engaged_on, self.match.score,
            "text" if self.tier == TEXT else "name", self.match.words,
        )  # fmt: skip


def facets(found: Sequence[Found]) -> dict[str, list[FacetValue]]:
    """How many of what was found have each kind, country, state and focus area, most first."""
    rows = [(row.kind, row.country, row.state, row.focus_areas) for row, _tier, _match in found]
    kinds, countries, states, areas = zip(*rows, strict=True) if rows else ((), (), (), ())
    return {
        "kind": _counted(kinds, label_of),
        "country": _counted(countries),
        "state": _counted(states),
        "focus_area": _counted(" ".join(areas).split()),
    }


def _counted(
    values: Iterable[str], label: Callable[[str], str] = lambda _value: ""
) -> list[FacetValue]:
    counts = Counter(values)
    counts.pop("", None)
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [FacetValue(value, count, label(value)) for value, count in common]
