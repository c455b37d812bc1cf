"""Which records may be one and the same, how surely, and why; pure, no database."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from app.core.search.fold import fold
from app.core.search.lexicon import CITIES
from app.organisations.rules.names import core_name

# Words borne by more records than this tell nothing; pairs there must share another word.
LARGEST_BLOCK = 200
BEGINNING = 4
SURE, LIKELY, POSSIBLE = 95, 88, 80
# Out of a hundred, of all letters of the core names in order.
ALIKE = 90.0


class Reason(enum.StrEnum):
    """Why two records may be one."""

    EMAIL = "email"
    NAME = "name"
    EXONYM = "exonym"
    SPELLING = "spelling"
    WEBSITE = "website"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record as it is compared. ``names`` are the official one and all others.

    ``group`` must be equal, where both have one (kind of organisation); ``marks`` are what no two
    records share (web host, e-mail address), with the reason they give. ``country`` must be equal
    as well; of a contact it is where they work.
    """

    id: int
    group: str
    country: str
    names: tuple[str, ...]
    marks: tuple[tuple[Reason, str], ...] = ()
    is_city: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """``first`` has the lower number."""

    first: int
    second: int
    score: int
    reasons: tuple[Reason, ...]


def find_pairs(records: Iterable[Likeness]) -> list[Pair]:
    """Every pair worth a look, the surest first."""
    known = {record.id: record for record in records}
    cores = {record.id: _cores(record) for record in known.values()}
    found = []
    for first, second in _near(known, cores):
        pair = _compare(known[first], known[second], cores[first], cores[second])
        if pair is not None:
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def _cores(record: Likeness) -> frozenset[str]:
    return frozenset(core for name in record.names if (core := core_name(name)))


def _near(
    known: dict[int, Likeness], cores: dict[int, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Pairs that share a mark, a name, or the beginning of a word, in one country."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for record in known.values():
        keys: set[tuple[str, ...]] = {(reason, mark) for reason, mark in record.marks}
        for core in cores[record.id]:
            keys.add(("name", record.country, core))
            keys |= {("word", record.country, word[:BEGINNING]) for word in core.split()}
            if record.is_city:
                keys |= {("name", record.country, other) for other in CITIES.others(core)}
        for key in keys:
            blocks[key].append(record.id)
    seen: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) > LARGEST_BLOCK and key[0] == "word":
            continue
        for one, other in combinations(members, 2):
            pair = (one, other) if one < other else (other, one)
            if pair not in seen:
                seen.add(pair)
                yield pair


def _compare(
    one: Likeness, other: Likeness, mine: frozenset[str], theirs: frozenset[str]
) -> Pair | None:
    reasons = [reason for reason, mark in one.marks if (reason, mark) in other.marks]
    score = SURE if Reason.EMAIL in reasons else 0
    elsewhere = one.country and other.country and one.country != other.country
    if one.group != other.group or (elsewhere and not score):
        return None
    if mine & theirs:
        score, reasons = max(score, SURE), [*reasons, Reason.NAME]
    elif one.is_city and any(CITIES.others(core) & theirs for core in mine):
        score, reasons = max(score, LIKELY), [*reasons, Reason.EXONYM]
    elif (alike := _alike(mine, theirs)) >= ALIKE:
        score, reasons = max(score, round(alike) - 8), [*reasons, Reason.SPELLING]
    elif reasons:
        score = max(score, POSSIBLE)
    if not score:
        return None
    first, second = sorted((one.id, other.id))
    return Pair(first, second, min(score, 100), tuple(dict.fromkeys(reasons)))


def _alike(mine: Iterable[str], theirs: Iterable[str]) -> float:
    """The best likeness of two names; those that differ in a number are never alike."""
    best = 0.0
    for one in mine:
        for other in theirs:
            if _numbers(one) == _numbers(other) and one[:1] == other[:1]:
                best = max(best, fuzz.ratio(one, other, score_cutoff=ALIKE))
    return best


def _numbers(name: str) -> list[str]:
    return [word for word in name.split() if word.isdigit()]


def host_of(website: str) -> str:
    """The host of a web address without ``www.``, or nothing."""
    host = website.partition("://")[2].partition("/")[0].casefold()
    return host.removeprefix("www.")


def person_key(given_name: str, family_name: str) -> str:
    """A person's folded name."""
    return fold(f"{given_name} {family_name}")
