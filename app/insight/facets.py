"""The ways to narrow a search's result, with counts and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

from sqlalchemy.orm import Session

from app.core.i18n import choice, country_name, localised
from app.core.regions import Region, region_of
from app.core.search.documents import label_of
from app.core.search.query import Hit, SearchResult
from app.engagements.models import EngagementState
from app.insight import asking, queries
from app.insight.results import KINDS, word_for
from app.knowledge.models import SolutionState
from app.organisations.models import Standing
from app.partnerships.models import PartnershipState
from app.proposals.models import ProposalState
from app.strategy.models import StrategyState

# Of long facets the values that say most.
MOST = 12
STATES = (
    PartnershipState, EngagementState, ProposalState, Standing, StrategyState, SolutionState,
)  # fmt: skip
Counts = Mapping[str, int]
# What is chosen, what it is called, how many have it.
Value = tuple[str, str, int]


@dataclass(frozen=True)
class Facet:
    """One way to narrow, with its values as (address, label, count, chosen): the address chooses a
    value, or takes the chosen one away."""

    label: str
    values: list[tuple[str, str, int, bool]]

    @property
    def is_chosen(self) -> bool:
        return any(value[3] for value in self.values)


@dataclass(frozen=True)
class Narrowing:
    """Every facet of a result; ``chosen`` are (label of the facet, label of the value, address
    without it); ``owners`` names whoever owns what was found; ``texts`` are those of the records
    whose titles do not show why they were found, by kind and number."""

    facets: list[Facet]
    chosen: list[tuple[str, str, str]]
    owners: dict[int, str]
    texts: dict[tuple[str, int], list[str]]


def build(
    session: Session,
    result: SearchResult,
    text: str,
    chosen: Mapping[str, str],
    near: Iterable[Hit] = (),
    explained: Iterable[Hit] = (),
) -> Narrowing:
    """The facets of what was found for ``text``, in one statement; whoever owns what is shown, or
    only comes ``near``, is named too, and the texts of what is to be ``explained`` are read."""
    named = {
        name: {*_numbers(result, name), *filter(None, [asking.number(chosen.get(name))])}
        for name in queries.NAMED
    }
    named["owner"] |= {hit.owner_id for hit in (*result.hits, *near) if hit.owner_id}
    read: dict[str, list[int]] = {}
    for hit in explained:
        read.setdefault(hit.kind, []).append(hit.entity_id)
    rows = queries.describe(session, result.numbers, named, read)
    counts = _counts(result) | {
        name: {row.value: row.found for row in rows.get(name, []) if row.found}
        for name in ("network", "objective", "sdg", "programme")
    }
    words = {
        name: {row.value: localised(row) for row in found}
        for name, found in rows.items()
        if name in asking.FACETS
    }
    facets, taken = [], []
    for name, label in asking.FACETS.items():
        known = words.get(name, {})
        now = chosen.get(name, "")
        without = asking.address(text, {**chosen, name: ""})
        choose = f"{without}{'&' if '?' in without else '?'}{name}="
        values = [
            (without if value == now else choose + quote_plus(value), word, count, value == now)
            for value, word, count in _values(name, counts[name], known)
        ]
        if values:
            facets.append(Facet(str(label), values))
        if now:
            taken.append((str(label), word_of(name, now, known) or now, without))
    owners = {int(value): name for value, name in words.get("owner", {}).items()}
    texts: dict[tuple[str, int], list[str]] = {}
    for kind in read:
        for row in rows.get(f"text_{kind}", []):
            texts.setdefault((kind, int(row.value)), []).append(row.name_en)
    return Narrowing(facets, taken, owners, texts)


def word_of(name: str, value: str, known: Mapping[str, str]) -> str:
    """What a facet's value is called; empty for what says nothing."""
    if name in queries.NAMED or name == "programme":
        return known.get(value, "")
    if name == "kind":
        return label_of(value)
    if name == "country":
        return country_name(value)
    if name == "met":
        return str(asking.AGE_LABELS.get(value, ""))
    if name == "region":
        return choice(Region(value)) if value in set(Region) else ""
    return _type_label(value) if name == "type" else _state_label(value)


def _numbers(result: SearchResult, name: str) -> list[int]:
    """The numbers of the values that may be shown, most first."""
    values = result.facets.get(name, [])[:MOST]
    return [int(each.value) for each in values if each.value.isdigit()]


def _counts(result: SearchResult) -> dict[str, Counts]:
    counts: dict[str, Counts] = {
        name: {each.value: each.count for each in result.facets.get(name, [])}
        for name in ("kind", "country", "state", "owner", "unit", "focus_area")
    }
    counts["type"] = {each.value: each.count for each in result.facets.get("subkind", [])}
    counts["region"] = _by_region(counts["country"])
    counts["met"] = asking.by_age(result.days)
    return counts


def _by_region(countries: Counts) -> Counts:
    counts: Counter[str] = Counter()
    for country, count in countries.items():
        if region := region_of(country):
            counts[region] += count
    return counts


def _values(name: str, counts: Counts, known: Mapping[str, str]) -> list[Value]:
    values = [
        (value, word, count)
        for value, count in counts.items()
        if (word := word_of(name, value, known))
    ]
    order = _in_time if name == "met" else _most_first
    return sorted(values, key=order)[:MOST]


def _most_first(value: Value) -> tuple[int, str]:
    return -value[2], value[1]


def _in_time(value: Value) -> tuple[int, str]:
    return list(asking.AGE_LABELS).index(value[0]), ""


def _type_label(value: str) -> str:
    kind, _dot, subkind = value.partition(".")
    word = word_for(KINDS.get(kind), subkind)
    # A proposal is of the kinds of partnerships.
    return f"{word} ({label_of(kind)})" if word and kind == "proposal" else word


def _state_label(value: str) -> str:
    """A normal standing is no news, so it is no way to narrow the result either."""
    return next(filter(None, (word_for(members, value) for members in STATES)), "")
