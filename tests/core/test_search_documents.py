"""Writing the index: only what changed, the same by every way, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session as PlainSession

from app.core.search import documents as sources
from app.core.search.documents import Document, put, put_many, remove, touch
from app.core.search.query import search
from app.core.search.rebuild import difference, rebuild
from app.core.search.rows import DOCUMENT, FOCUS_AREA, GRAM, SPELLING
from app.core.session import Session
from tests.conftest import CountStatements
from tests.core.search_samples import OFFICER, document, documents, every_document

DAY = date(2026, 9, 1)


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The records that a rebuild finds; a test changes the list."""
    found: list[Document] = []

    def iterate(_session: PlainSession) -> Iterable[Document]:
        return list(found)

    monkeypatch.setattr(sources, "_sources", {})
    sources.register("organisation", "Organisation", iterate)
    return found


def stored(session: Session) -> dict[str, Any]:
    """The whole index, without the numbers that depend on the order of writing."""
    keys = {row.id: (row.kind, row.entity_id) for row in session.execute(sa.select(DOCUMENT))}
    columns = [column for column in DOCUMENT.c if column.name != "id"]
    return {
        "documents": sorted(map(repr, session.execute(sa.select(*columns)))),
        "grams": sorted(
            (*keys[row.document_id], row.g, row.rank) for row in session.execute(sa.select(GRAM))
        ),
        "areas": sorted(
            (*keys[row.document_id], row.focus_area_id)
            for row in session.execute(sa.select(FOCUS_AREA))
        ),
        "spellings": sorted(map(tuple, session.execute(sa.select(SPELLING)))),
    }


def found(session: Session, text: str) -> list[int]:
    return [hit.entity_id for hit in search(session, text, OFFICER).hits]


def test_one_by_one_in_bulk_and_rebuilt_give_the_same_index(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in documents():
        put(session, one)
    singly = stored(session)
    for one in documents():
        remove(session, one.kind, one.entity_id)
    assert stored(session) == {"documents": [], "grams": [], "areas": [], "spellings": []}

    assert put_many(session, documents()) == len(documents())
    assert stored(session) == singly
    for one in documents():
        remove(session, one.kind, one.entity_id)

    monkeypatch.setattr(sources, "_sources", {})
    sources.register("all", "All", every_document)
    assert rebuild(session) == len(documents())
    assert stored(session) == singly
    assert difference(session) == []


def test_a_changed_document_is_found_by_its_new_words_only(session: Session) -> None:
    put(session, document(title="Leningrad", names=("Leningrad",), body="Hermitage"))
    put(session, document(title="Petersburg", names=("Petersburg",), body="Museum"))
    for gone in ("leningrad", "leningrda", "hermitage"):
        assert found(session, gone) == []
    for new in ("petersburg", "petresburg", "museum"):
        assert found(session, new) == [1]


def test_changing_back_and_forth_leaves_the_index_as_it_was(session: Session) -> None:
    first = document(names=("Malmö", "Malmö stad"), body="harbour", focus_area_ids=(1, 2))
    put(session, first)
    before = stored(session)
    put(session, document(title="Lund", names=("Lund",), focus_area_ids=(3,), country="SE"))
    assert stored(session) != before
    put(session, first)
    assert stored(session) == before


def test_what_did_not_change_costs_one_statement(
    session: Session, count_statements: CountStatements
) -> None:
    put(session, document(body="harbour", focus_area_ids=(1,)))
    with count_statements() as statements:
        put(session, document(body="harbour", focus_area_ids=(1,)))
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("change", "budget"),
    [
        ({"detail": "Sweden"}, 2),
        ({"body": "new text"}, 2),
        ({"last_engaged_on": DAY}, 2),
        ({"focus_area_ids": (2, 3)}, 4),
        ({"names": ("Malmö", "Malmö stad")}, 5),
    ],
)
def test_a_change_costs_few_statements(
    session: Session, count_statements: CountStatements, change: dict[str, Any], budget: int
) -> None:
    before = document(body="harbour", focus_area_ids=(1,))
    put(session, before)
    with count_statements() as statements:
        put(session, replace(before, **change))
    assert len(statements) <= budget


def test_a_new_document_costs_five_statements_however_many_names_it_has(
    session: Session, count_statements: CountStatements
) -> None:
    names = ("Malmö", "Malmö stad", "Мальмё", "City of Malmö", "Malmoe", "Malmø")
    with count_statements() as statements:
        put(session, document(names=names, focus_area_ids=(1, 2, 3)))
    assert len(statements) <= 5


def test_a_record_without_names_is_found_by_its_text_alone(session: Session) -> None:
    put(session, document("engagement", title="Housing seminar", names=(), body="rent"))
    result = search(session, "housing", OFFICER)
    assert [hit.matched for hit in result.hits] == ["text"]
    assert session.scalar(sa.select(sa.func.count()).select_from(GRAM)) == 0


def test_removing_a_person_forgets_how_the_name_might_be_spelled(session: Session) -> None:
    put(session, document("contact", 1, title="Ann Rareman"))
    put(session, document("contact", 2, title="Ann Common"))
    remove(session, "contact", 1)
    words = set(session.execute(sa.select(SPELLING.c.word)).scalars())
    assert words == {"ann", "common"}
    assert found(session, "rareman") == []
    assert found(session, "anne") == [2]


def test_removing_what_is_not_there_does_nothing(session: Session) -> None:
    put(session, document())
    remove(session, "organisation", 2)
    assert found(session, "malmo") == [1]


def test_an_engagement_only_moves_the_date_forward(session: Session) -> None:
    for number in (1, 2, 3):
        put(session, document(entity_id=number, last_engaged_on=DAY if number == 2 else None))
    touch(session, "organisation", [1, 2], date(2026, 8, 1))
    touch(session, "contact", [3], date(2026, 8, 1))
    touch(session, "organisation", [], date(2026, 8, 1))
    touch(session, "organisation", [1], None)
    dates = {hit.entity_id: hit.last_engaged_on for hit in search(session, "malmo", OFFICER).hits}
    assert dates == {1: date(2026, 8, 1), 2: DAY, 3: None}


def test_a_kind_is_registered_once(records: list[Document]) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        sources.register("organisation", "Again", every_document)


def test_a_rebuild_adds_changes_and_removes(session: Session, records: list[Document]) -> None:
    put_many(session, [document(entity_id=number) for number in (1, 2, 3)])
    put(session, document("ghost", 9, title="Nobody"))
    records += [document(entity_id=1), document(entity_id=2, title="Lund"), document(entity_id=4)]
    wrong = [("ghost", 9), ("organisation", 2), ("organisation", 3), ("organisation", 4)]
    assert sorted(difference(session))[:4] == wrong
    assert rebuild(session) == 4
    assert difference(session) == []
    assert rebuild(session) == 0
    assert found(session, "malmo") == [1, 4]
    assert found(session, "lund") == [2]
    assert found(session, "nobody") == []


@pytest.mark.parametrize(
    "damage",
    [
        sa.delete(GRAM).where(GRAM.c.g == "malmo"),
        sa.update(GRAM).where(GRAM.c.g == "malmo").values(rank=9),
        sa.delete(FOCUS_AREA),
        sa.delete(SPELLING).where(SPELLING.c.key == "malm"),
        sa.insert(SPELLING).values(key="xyz", word="xyzz"),
        sa.update(DOCUMENT).values(names="malme"),
        sa.update(DOCUMENT).values(owner_id=7),
        sa.delete(DOCUMENT),
    ],
)
def test_a_damaged_index_is_noticed_and_repaired(
    session: Session, records: list[Document], damage: sa.Executable
) -> None:
    records.append(document(focus_area_ids=(1,)))
    rebuild(session)
    whole = stored(session)
    session.execute(damage)
    assert difference(session) != []
    rebuild(session)
    assert stored(session) == whole
    assert difference(session) == []


def test_a_very_long_text_is_kept_up_to_a_limit(session: Session) -> None:
    words = " ".join(f"word{number}" for number in range(60_000))
    put(session, document(body=words + " " + "x" * 50_000))
    assert found(session, "word5000") == [1]
    assert found(session, "word59999") == []
