"""Rebuilding the index from the records, and telling whether it needs to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.search import documents, writing
from app.core.search.names import Gram, grams, spelled_words, spelling_keys
from app.core.search.rows import (
    DOCUMENT,
    FOCUS_AREA,
    GRAM,
    SPELLING,
    Document,
    Key,
    Row,
    row,
    stored_rows,
)

# Rows read at once, so that memory stays constant.
PAGE = 2000
Words = dict[int, tuple[set[Gram], set[int]]]
Seen = dict[str, set[int]]


def rebuild(session: Session) -> int:
    """Bring the index in line with every registered record; how many documents differed.

    Only differences are written, so people may go on working meanwhile.
    """
    session.flush()
    seen: Seen = defaultdict(set)
    changed = 0
    for chunk in _everything(session):
        changed += _replace(session, chunk)
        _note(seen, chunk)
    left = _left_behind(session, seen)
    for document in left.orphans:
        writing.delete(session, document.id, document.names)
    _repair_spellings(session, left.words)
    return changed + len(left.orphans)


def difference(session: Session) -> list[Key]:
    """Kind and number of every record whose stored document is not what it should be.

    Wrong spellings of a word are reported as ``("spelling", number of wrong words)``.
    """
    session.flush()
    seen: Seen = defaultdict(set)
    wrong: list[Key] = []
    for chunk in _everything(session):
        wrong += [
            (values["kind"], values["entity_id"]) for _id, values in _differing(session, chunk)
        ]
        _note(seen, chunk)
    left = _left_behind(session, seen)
    wrong += [(document.kind, document.entity_id) for document in left.orphans]
    misspelled = _misspelled(session, left.words)
    return [*wrong, ("spelling", len(misspelled))] if misspelled else wrong


@dataclass
class _Left:
    """Stored documents without a record, and the words of all others."""

    orphans: list[Any] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def _everything(session: Session) -> Iterator[list[Document]]:
    for source in documents.sources():
        yield from documents.chunks(source.iterate(session))


def _note(seen: Seen, chunk: Sequence[Document]) -> None:
    for document in chunk:
        seen[document.kind].add(document.entity_id)


def _replace(session: Session, chunk: Sequence[Document]) -> int:
    differing = _differing(session, chunk)
    for stored, _wanted in differing:
        if stored is not None:
            writing.delete(session, stored["id"], stored["names"])
    if differing:
        writing.insert(session, [wanted for _stored, wanted in differing])
    return len(differing)


def _differing(session: Session, chunk: Sequence[Document]) -> list[tuple[Row | None, Row]]:
    """(stored, wanted) for each document of which anything in the index is not as it should be."""
    stored = stored_rows(session, chunk)
    words = _stored_words(session, [values["id"] for values in stored.values()])
    wanted = {(document.kind, document.entity_id): row(document) for document in chunk}
    return [
        (stored.get(key), values)
        for key, values in wanted.items()
        if not _is_same(stored.get(key), values, words)
    ]


def _is_same(stored: Row | None, wanted: Row, words: Words) -> bool:
    if stored is None or any(stored[column] != value for column, value in wanted.items()):
        return False
    areas = {int(area) for area in wanted["focus_areas"].split()}
    return words[stored["id"]] == (grams(wanted["names"]), areas)


def _stored_words(session: Session, numbers: Sequence[int]) -> Words:
    words: Words = {number: (set(), set()) for number in numbers}
    written = sa.select(GRAM.c.document_id, GRAM.c.g, GRAM.c.rank)
    for number, g, rank in session.execute(written.where(GRAM.c.document_id.in_(numbers))):
        words[number][0].add((g, rank))
    areas = sa.select(FOCUS_AREA.c.document_id, FOCUS_AREA.c.focus_area_id)
    for number, area in session.execute(areas.where(FOCUS_AREA.c.document_id.in_(numbers))):
        words[number][1].add(area)
    return words


def _left_behind(session: Session, seen: Seen) -> _Left:
    left = _Left()
    columns = DOCUMENT.c.id, DOCUMENT.c.kind, DOCUMENT.c.entity_id, DOCUMENT.c.names
    select = sa.select(*columns).execution_options(yield_per=PAGE)
    for document in session.execute(select):
        if document.entity_id in seen[document.kind]:
            left.words |= spelled_words(document.names)
        else:
            left.orphans.append(document)
    return left


def _misspelled(session: Session, words: set[str]) -> set[str]:
    """Words with too few or too many spellings, words of nobody included."""
    counted = sa.select(SPELLING.c.word, sa.func.count()).group_by(SPELLING.c.word)
    stored = {word: number for word, number in session.execute(counted)}
    right = {word: len(spelling_keys(word)) for word in words}
    return {word for word in stored.keys() | words if stored.get(word) != right.get(word)}


def _repair_spellings(session: Session, words: set[str]) -> None:
    wrong = _misspelled(session, words)
    for word in sorted(wrong):
        session.execute(sa.delete(SPELLING).where(SPELLING.c.word == word))
    writing.learn_spellings(session, wrong & words)
