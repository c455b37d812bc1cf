"""What answers a question, in order: names as typed, names mistyped, texts, names in part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.search import lexicon
from app.core.search.asked import Asked
from app.core.search.candidates import (
    Scope,
    body_of,
    by_name,
    by_scope,
    by_text,
    possible_words,
)
from app.core.search.names import Corrections, Match, match
from app.core.search.results import (
    CORRECTED,
    LITERAL,
    NEAR,
    TEXT,
    UNFINISHED,
    Found,
    Nearness,
    nearness,
    order,
    words_found,
)
from app.core.search.rows import Candidate
from app.core.search.wording import as_meant, as_typed

# With this many names found as typed, mistakes are not looked for any more.
ENOUGH = 10
# With this many texts found as typed, longer words that begin so are not looked for any more.
ENOUGH_TEXTS = 50
# Where nothing answers a query whole: the share of its letters that must be answered, and how
# telling the words answered must be, compared with the best.
NEAR_SHARE, NEARLY = 0.2, 0.85
# People begin with what matters.
FIRST_WORD = 1.3
TEXT_SCORE, TEXT_TITLE, NEAR_SCORE = 40.0, 20.0, 50.0
NOTHING_ASKED = Match(0.0, (), is_whole=False, is_literal=False, is_unfinished=False)


class Answers(NamedTuple):
    """Everything found, the best first, and how near it comes to the question."""

    found: list[Found]
    is_capped: bool
    nearness: Nearness
    instead: tuple[str, ...] = ()


def find(session: Session, asked: Asked, scope: Scope, cap: int) -> Answers:
    """At most ``cap`` names and as many texts; at most five statements."""
    conditions = scope.conditions(asked)
    if not asked.words:
        rows = by_scope(session, scope, asked, cap) if scope.is_narrowed else []
        found = sorted((Found(row, LITERAL, NOTHING_ASKED) for row in rows), key=order)
        return Answers(found, len(rows) >= cap, Nearness.EXACT)
    corrected = possible_words(session, asked)
    rows = by_name(session, asked, corrected, conditions, cap)
    called = named(asked, corrected, rows, enough=ENOUGH)
    whole = {item.row.id: item for item in called if item.tier < TEXT}
    texts: list[Candidate] = []
    is_typed = True
    if len(whole) < cap:
        tiers = {item.tier for item in called}
        texts, is_typed = _texts(session, asked, corrected, conditions, tiers, cap)
    added = [row for row in texts if row.id not in whole] if whole else texts
    found = [*whole.values(), *_as_found(asked, corrected, added)] or called
    found = sorted(found, key=order)
    is_capped = len(texts) >= cap or len(found) >= cap
    near = nearness(found, is_typed)
    instead = _instead(session, asked, corrected, found) if near is not Nearness.EXACT else ()
    return Answers(found, is_capped, near, instead)


def _instead(
    session: Session, asked: Asked, corrected: Mapping[str, Corrections], found: Sequence[Found]
) -> tuple[str, ...]:
    """The words by which was found what was asked in other ones, as the best results bear them."""
    if found[0].tier != TEXT:
        return words_found(found)
    borne = sorted(set(body_of(session, found[0].row.id).split()))
    words = (_borne(word, corrected.get(word, {}), borne) for word in asked.words)
    return tuple(dict.fromkeys(word for word in words if word))


def _borne(word: str, likely: Corrections, borne: Sequence[str]) -> str:
    """The word of a text that answers this one: itself, what begins so, or what it may mean."""
    begun = [other for other in borne if other.startswith(word)]
    meant = sorted((-likely[other], other) for other in borne if other in likely)
    return min(begun, key=len) if begun else meant[0][1] if meant else ""


def _texts(
    session: Session,
    asked: Asked,
    corrected: Mapping[str, Corrections],
    conditions: Sequence[sa.ColumnElement[bool]],
    tiers: set[int],
    cap: int,
) -> tuple[list[Candidate], bool]:
    """Texts with the words as typed; unless these fill a page, also begun or mistyped ones. And
    whether they answer what was typed.

    Whole words cost least on both engines. A text is read with corrected words where names were
    found so, or where nothing was found at all.
    """
    typed = by_text(session, as_typed(asked), conditions, cap)
    if len(typed) >= ENOUGH_TEXTS:
        return typed, True
    if LITERAL in tiers or (typed and CORRECTED not in tiers):
        corrected = {}
    meant = as_meant(asked, corrected)
    is_typed = bool(typed) or meant == as_meant(asked, {})
    if meant == as_typed(asked):
        return typed, is_typed
    return by_text(session, meant, conditions, cap), is_typed


def named(
    asked: Asked, corrected: Mapping[str, Corrections], rows: Iterable[Candidate], enough: int
) -> list[Found]:
    """The best candidates; the likely stand back for enough of the literal, the near for any."""
    tiers: dict[int, list[Found]] = {LITERAL: [], CORRECTED: [], UNFINISHED: [], NEAR: []}
    for row in {row.id: row for row in rows}.values():
        matched = match(asked.words, corrected, row.names)
        tier = _tier(matched)
        tiers[tier].append(Found(row, tier, matched))
    if len(tiers[LITERAL]) >= enough:
        return tiers[LITERAL]
    return tiers[LITERAL] + tiers[CORRECTED] or tiers[UNFINISHED] or _nearest(tiers[NEAR], asked)


def _nearest(near: Sequence[Found], asked: Asked) -> list[Found]:
    """Those that bear the most telling of the words: the fewer bear a word, the more it tells."""
    enough = [item for item in near if item.match.share >= NEAR_SHARE]
    bearers = Counter(word for item in enough for word in item.match.answered)
    tells = {word: 1 / log2(1 + number) for word, number in bearers.items()}
    tells[asked.words[0]] = FIRST_WORD * tells.get(asked.words[0], 0.0)
    telling = [sum(tells[word] for word in item.match.answered) for item in enough]
    best = max(telling, default=0.0)
    return [
        item._replace(match=item.match._replace(score=_near_score(item.match.score, told / best)))
        for item, told in zip(enough, telling, strict=True)
        if told >= NEARLY * best
    ]


def _near_score(points: float, told: float) -> float:
    return round(NEAR_SCORE * told + points / 10, 1)


def _tier(matched: Match) -> int:
    if not matched.is_whole:
        return NEAR
    if matched.is_literal:
        return LITERAL
    return UNFINISHED if matched.is_unfinished else CORRECTED


def _names_too(asked: Asked) -> tuple[str, ...]:
    """The words, and the other names of the cities among them, which may stand in a text."""
    return (*asked.words, *(other for word in asked.words for other in lexicon.others(word)))


def _as_found(
    asked: Asked, corrected: Mapping[str, Corrections], texts: Sequence[Candidate]
) -> Iterator[Found]:
    """Texts as results: words standing in the title or names make one a better answer."""
    size = len(asked.words)
    words = _names_too(asked)
    matches = [_text_match(words, standing / size) for standing in range(size + 1)]
    likely = {word for meant in corrected.values() for word in meant}
    # Most of a thousand texts bear the words in their body only: one look tells.
    is_borne = re.compile("|".join(map(re.escape, {*asked.words, *likely}))).search
    for row in texts:
        text = f"{row.title_folded} {row.names}"
        standing = _standing(asked, corrected, text) if is_borne(text) else 0
        yield Found(row, TEXT, matches[standing])


def _text_match(words: tuple[str, ...], standing: float) -> Match:
    score = round(TEXT_SCORE + TEXT_TITLE * standing, 1)
    return Match(score, words, is_whole=True, is_literal=True, is_unfinished=False)


def _standing(asked: Asked, corrected: Mapping[str, Corrections], text: str) -> int:
    """How many of the words stand in a heading: as they are, begun, or mistyped."""
    heading = set(text.split())
    return sum(_stands(word, heading, corrected.get(word, {})) for word in asked.words)


def _stands(word: str, heading: set[str], corrected: Corrections) -> bool:
    return (
        word in heading
        or any(other.startswith(word) for other in heading)
        or not heading.isdisjoint(corrected)
    )
