"""Writing rows, words and spellings of the index; statements are spent only on what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.search.names import grams, spelled_words, spelling_keys
from app.core.search.rows import DOCUMENT, FOCUS_AREA, GRAM, SPELLING, Row

LEARN = sa.text(
    "INSERT INTO search_spelling (key, word) VALUES (:key, :word) ON CONFLICT DO NOTHING"
)


def delete(session: Session, number: int, names: str) -> None:
    """Remove one document, its words, and spellings that nobody else bears."""
    session.execute(sa.delete(GRAM).where(GRAM.c.document_id == number))
    session.execute(sa.delete(FOCUS_AREA).where(FOCUS_AREA.c.document_id == number))
    session.execute(sa.delete(DOCUMENT).where(DOCUMENT.c.id == number))
    _forget_spellings(session, spelled_words(names))


def insert(session: Session, rows: list[Row]) -> None:
    """Add new documents, all in a few statements."""
    returned = session.execute(
        sa.insert(DOCUMENT).returning(DOCUMENT.c.id, DOCUMENT.c.kind, DOCUMENT.c.entity_id), rows
    )
    ids = {(kind, entity_id): number for number, kind, entity_id in returned}
    numbered = [(ids[values["kind"], values["entity_id"]], values) for values in rows]
    _write_focus_areas(session, {number: values["focus_areas"] for number, values in numbered})
    _write_grams(
        session,
        [
            {"document_id": number, "g": g, "rank": rank}
            for number, values in numbered
            for g, rank in grams(values["names"])
        ],
    )
    learn_spellings(session, set().union(*(spelled_words(v["names"]) for v in rows)))


def update_many(session: Session, pairs: Iterable[tuple[Mapping[str, Any], Row]]) -> int:
    """Change stored documents into the wanted ones; how many differed.

    Documents that change alike, such as all those of an owner who leaves, cost one statement.
    """
    alike: dict[tuple[tuple[str, Any], ...], list[tuple[Mapping[str, Any], Row]]] = {}
    for stored, wanted in pairs:
        if changes := tuple((c, value) for c, value in wanted.items() if stored[c] != value):
            alike.setdefault(changes, []).append((stored, wanted))
    for changes, found in alike.items():
        _update(session, dict(changes), found)
    return sum(map(len, alike.values()))


def _update(session: Session, changes: Row, found: Sequence[tuple[Mapping[str, Any], Row]]) -> None:
    numbers = [stored["id"] for stored, _wanted in found]
    session.execute(sa.update(DOCUMENT).where(DOCUMENT.c.id.in_(numbers)).values(changes))
    if "focus_areas" in changes:
        session.execute(sa.delete(FOCUS_AREA).where(FOCUS_AREA.c.document_id.in_(numbers)))
        _write_focus_areas(session, {number: changes["focus_areas"] for number in numbers})
    if "names" in changes:
        for stored, wanted in found:
            _update_grams(session, stored["id"], stored["names"], wanted["names"])


def _update_grams(session: Session, number: int, before: str, after: str) -> None:
    old, new = grams(before), grams(after)
    for g, rank in sorted(old - new):
        session.execute(
            sa.delete(GRAM).where(GRAM.c.g == g, GRAM.c.rank == rank, GRAM.c.document_id == number)
        )
    _write_grams(session, [{"document_id": number, "g": g, "rank": rank} for g, rank in new - old])
    _forget_spellings(session, spelled_words(before) - spelled_words(after))
    learn_spellings(session, spelled_words(after) - spelled_words(before))


def _write_focus_areas(session: Session, by_document: Mapping[int, str]) -> None:
    rows = [
        {"document_id": number, "focus_area_id": int(area)}
        for number, areas in by_document.items()
        for area in areas.split()
    ]
    if rows:
        session.execute(sa.insert(FOCUS_AREA), rows)


def _write_grams(session: Session, rows: list[Row]) -> None:
    if rows:
        rows.sort(key=lambda values: (values["g"], values["rank"], values["document_id"]))
        session.execute(sa.insert(GRAM), rows)


def learn_spellings(session: Session, words: set[str]) -> None:
    """Remember how these words may be mistyped; known ones stay as they are."""
    # Two writers meet at the same words; sorted, they wait for each other instead of deadlocking.
    rows = sorted((key, word) for word in words for key in spelling_keys(word))
    if rows:
        session.execute(
            LEARN,
            [{"key": key, "word": word} for key, word in rows],
        )


def _forget_spellings(session: Session, words: set[str]) -> None:
    # A word that no record bears any more may be the name of a person who was erased.
    if not words:
        return
    still = sa.select(GRAM.c.g).where(GRAM.c.g.in_(sorted(words)), GRAM.c.rank % 2 == 0)
    gone = words - set(session.execute(still.distinct()).scalars())
    keys = sorted({key for word in gone for key in spelling_keys(word)})
    if gone:
        session.execute(
            sa.delete(SPELLING).where(SPELLING.c.key.in_(keys), SPELLING.c.word.in_(sorted(gone)))
        )
