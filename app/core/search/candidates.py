"""The statements of a search: mistyped words, names, texts. Each limits only what may be seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import starmap
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility, as_it_is, only_compared
from app.core.permissions import Viewer
from app.core.search import bodies_postgres, bodies_sqlite
from app.core.search.asked import Asked
from app.core.search.names import (
    EDGES,
    Corrections,
    corrections,
    elsewhere,
    is_spelled,
    spelling_keys,
    telling,
)
from app.core.search.rows import (
    COLUMNS,
    DOCUMENT,
    FOCUS_AREA,
    GRAM,
    SPELLING,
    Alternatives,
    Candidate,
)

# The last code point sorts after every letter.
LAST = "\U0010ffff"
CORRECTED, NEAR, AROUND = 100, 50, 30
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose eyes look, and what the result is narrowed to; None and "" narrow nothing.

    ``met_from`` and ``met_before`` bound the last engagement, ``is_unmet`` wants none at all;
    ``records`` are selects of the numbers of one kind of record, each to be fulfilled.
    """

    viewer: Viewer
    kinds: Sequence[str] | None = None
    subkind: str | None = None
    country: str | None = None
    countries: Sequence[str] | None = None
    state: str | None = None
    owner_id: int | None = None
    unit_id: int | None = None
    focus_area_id: int | None = None
    met_from: date | None = None
    met_before: date | None = None
    is_unmet: bool = False
    records: Sequence[tuple[str, sa.Select[Any]]] = ()
    include_archived: bool = True

    @property
    def is_narrowed(self) -> bool:
        """Whether one kind or more was chosen, so that a list without words says something."""
        return len(self.kinds or ()) == 1 or self.is_narrowed_further

    @property
    def is_narrowed_further(self) -> bool:
        """Whether more than kinds was chosen."""
        apart = ("viewer", "kinds", "include_archived")
        return any(getattr(self, each.name) for each in fields(self) if each.name not in apart)

    def conditions(self, asked: Asked) -> list[Condition]:
        """What every candidate must fulfil."""
        # SQLite would rather read all records of a kind than walk along the words.
        told = only_compared if asked.words else as_it_is
        met = told(DOCUMENT.c.last_engaged_on)
        found = [*self._equal(told), *self._within()]
        if self.met_from is not None:
            found.append(met >= self.met_from)
        if self.met_before is not None:
            found.append(met < self.met_before)
        if self.is_unmet:
            found.append(DOCUMENT.c.last_engaged_on.is_(None))
        if not self.include_archived:
            found.append(DOCUMENT.c.is_archived.is_(False))
        return [*found, *visible(self.viewer), *_side_by_side(asked)]

    def _equal(self, told: Callable[[Any], Any]) -> Iterator[Condition]:
        for name in ("subkind", "country", "state", "owner_id", "unit_id"):
            if value := getattr(self, name):
                yield told(DOCUMENT.c[name]) == value
        for name, values in (("kind", self.kinds), ("country", self.countries)):
            if values:
                yield told(DOCUMENT.c[name]).in_(values)

    def _within(self) -> Iterator[Condition]:
        if self.focus_area_id is not None:
            serving = sa.select(FOCUS_AREA.c.document_id)
            serving = serving.where(FOCUS_AREA.c.focus_area_id == self.focus_area_id)
            yield DOCUMENT.c.id.in_(serving)
        for kind, numbers in self.records:
            yield sa.and_(DOCUMENT.c.kind == kind, DOCUMENT.c.entity_id.in_(numbers))


def visible(viewer: Viewer) -> list[Condition]:
    """What keeps restricted records from all but their unit, owner, deputy and coordinators."""
    if viewer.sees_restricted:
        return []
    allowed = [
        DOCUMENT.c.visibility != Visibility.RESTRICTED,
        DOCUMENT.c.owner_id == viewer.user_id,
        DOCUMENT.c.deputy_id == viewer.user_id,
    ]
    if viewer.unit_id is not None:
        allowed.append(DOCUMENT.c.unit_id == viewer.unit_id)
    return [sa.or_(*allowed)]


def possible_words(session: Session, asked: Asked) -> dict[str, Corrections]:
    """For each word asked for, the words of names it may have been meant to be."""
    spelled = [word for word in asked.words if is_spelled(word)]
    keys = sorted({key for word in spelled for key in spelling_keys(word)})
    near: list[str] = []
    if keys:
        known = sa.select(SPELLING.c.word).where(SPELLING.c.key.in_(keys)).distinct()
        near = list(session.execute(known).scalars())
    last = asked.words[-1]
    found: dict[str, Corrections] = {}
    for word in asked.words:
        meant = corrections(word, near, is_last=word == last) if word in spelled else {}
        others = elsewhere(word, is_last=word == last)
        found[word] = {w: max(meant.get(w, 0.0), others.get(w, 0.0)) for w in meant | others}
    return found


def by_name(
    session: Session,
    asked: Asked,
    corrected: Mapping[str, Corrections],
    conditions: Sequence[Condition],
    limit: int,
) -> list[Candidate]:
    """Documents of which the names bear all words, corrected or not, or at least one of them.

    Read in the order of the index, best first, until the limit; a document may come twice.
    """
    words = telling(asked.words)
    driver = max(words, key=len)
    all_others = [_bears(word, corrected.get(word, {})) for word in words if word != driver]
    walks = [(_begins(driver), all_others, limit)]
    if corrected.get(driver):
        walks.append((GRAM.c.g.in_(corrected[driver]), all_others, CORRECTED))
    if len(asked.words) > 1:
        walks.append((GRAM.c.g == "".join(asked.words), [], NEAR))
    if all_others:
        for word in words:
            walks.append((_begins(word), [], NEAR))
            if corrected.get(word):
                walks.append((GRAM.c.g.in_(corrected[word]), [], NEAR))
    selects = [_walk(word, [*others, *conditions], size) for word, others, size in walks]
    return _read(session, _together(selects))


def by_text(
    session: Session,
    words: Iterable[Alternatives],
    conditions: Sequence[Condition],
    limit: int,
) -> list[Candidate]:
    """Documents of which title, names or body bear one of each, newest first."""
    bodies: ModuleType = {"sqlite": bodies_sqlite, "postgresql": bodies_postgres}[
        session.get_bind().dialect.name
    ]
    select: sa.Select[Any] = bodies.matching(COLUMNS, bodies.expression(list(words)), limit)
    return _read(session, select.where(*conditions))


def body_of(session: Session, document_id: int) -> str:
    """The folded text of one document."""
    text = sa.select(DOCUMENT.c.body).where(DOCUMENT.c.id == document_id)
    return str(session.scalar(text) or "")


def by_scope(session: Session, scope: Scope, asked: Asked, limit: int) -> list[Candidate]:
    """Documents within a scope, the newest records first."""
    # All of one kind are read along the index of kinds, in which they stand by their own number.
    newest = DOCUMENT.c.id if scope.is_narrowed_further else DOCUMENT.c.entity_id
    found = sa.select(*COLUMNS).where(*scope.conditions(asked)).order_by(newest.desc())
    return _read(session, found.limit(limit))


def by_number(
    session: Session, kind: str, numbers: Sequence[int], conditions: Sequence[Condition]
) -> list[Candidate]:
    """The documents of these records of one kind."""
    found = sa.select(*COLUMNS).where(DOCUMENT.c.kind == kind, DOCUMENT.c.entity_id.in_(numbers))
    return _read(session, found.where(*conditions))


def spelled_so(session: Session, parts: Sequence[sa.Select[Any]]) -> set[str]:
    """The words that these selects of spellings name, one statement for all of them."""
    return set(session.scalars(_together(parts)))


def by_words(
    session: Session, words: Collection[str], asked: Asked, conditions: Sequence[Condition]
) -> list[Candidate]:
    """Documents whose names bear one of ``words``, those with a word that the first one asked for
    begins with, and those next to it in the alphabet; a document may come twice."""
    beside = asked.words[0]
    starts = [beside[:size] for size in range(max(EDGES), len(beside) - 1)]
    walks = [_walk(GRAM.c.g.in_(sorted(words)), conditions, NEAR)] if words else []
    if starts:
        # Of even rank are whole words.
        begun = sa.and_(GRAM.c.g.in_(starts), GRAM.c.rank % 2 == 0)
        walks.append(_walk(begun, conditions, CORRECTED))
    walks.append(_walk(GRAM.c.g < beside, conditions, AROUND, is_back=True))
    walks.append(_walk(GRAM.c.g > beside, conditions, AROUND))
    return _read(session, _together(walks))


def _read(session: Session, statement: sa.Executable) -> list[Candidate]:
    return list(starmap(Candidate, session.execute(statement).all()))


def _together(selects: Sequence[sa.Select[Any]]) -> sa.Executable:
    """One statement of several selects that stop at limits of their own."""
    if len(selects) == 1:
        return selects[0]
    # A limit inside a union needs brackets, which SQLite only takes as a query of its own.
    return sa.union_all(*(sa.select(each.subquery()) for each in selects))


def _begins(word: str, gram: sa.FromClause = GRAM) -> Condition:
    if len(word) in EDGES:
        return gram.c.g == word
    return sa.and_(gram.c.g >= word, gram.c.g < word + LAST)


def _bears(word: str, corrected: Corrections) -> Condition:
    other = GRAM.alias("other")
    matches = _begins(word, other)
    if corrected:
        matches = sa.or_(matches, other.c.g.in_(corrected))
    return sa.exists().where(other.c.document_id == GRAM.c.document_id, matches)


def _walk(
    word: Condition, conditions: Sequence[Condition], limit: int, *, is_back: bool = False
) -> sa.Select[Any]:
    order = (GRAM.c.g, GRAM.c.rank, GRAM.c.document_id)
    return (
        sa.select(*COLUMNS)
        .join_from(GRAM, DOCUMENT, GRAM.c.document_id == DOCUMENT.c.id)
        .where(word, *conditions)
        .order_by(*(column.desc() for column in order) if is_back else order)
        .limit(limit)
    )


def _side_by_side(asked: Asked) -> list[Condition]:
    text = " " + DOCUMENT.c.body + " "
    wanted = [text.contains(f" {phrase} ", autoescape=True) for phrase in asked.phrases]
    unwanted = [~text.contains(f" {phrase} ", autoescape=True) for phrase in asked.excluded]
    return [*wanted, *unwanted]
