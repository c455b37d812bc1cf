"""A hundred and fifty questions as people type them; both engines must give the committed answers.

``data/search_results.json`` holds, for each query, the number of results, whether they were found
by name, and the first ten in order. To write it anew after a deliberate change, run this file as a
program with the tests' environment, and read the difference.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.core.search.documents import put_many
from app.core.search.query import search, suggest
from app.core.session import Session
from tests.core.search_samples import DATA, OFFICER, documents, queries

RESULTS = DATA / "search_results.json"
FIRST = 10


@pytest.fixture
def names(session: Session) -> Session:
    put_many(session, documents())
    return session


def answers(session: Session) -> dict[str, dict[str, Any]]:
    """What the engine under test answers to every query."""
    found = {}
    for query, _kind, _title in queries():
        result = search(session, query, OFFICER)
        found[query] = {
            "total": result.total,
            "first": [f"{h.matched} {h.kind}: {h.title}" for h in result.hits[:FIRST]],
            "suggested": [f"{h.kind}: {h.title}" for h in suggest(session, query, OFFICER)[:3]],
        }
    return found


def test_there_are_a_hundred_and_fifty_queries() -> None:
    assert len({query for query, _kind, _title in queries()}) >= 150


def test_every_query_finds_first_what_was_meant(names: Session) -> None:
    wrong = {}
    for query, kind, title in queries():
        hits = search(names, query, OFFICER).hits
        if not hits or (hits[0].kind, hits[0].title) != (kind, title):
            wrong[query] = [f"{hit.kind}: {hit.title} {hit.score}" for hit in hits[:3]]
    assert wrong == {}


def test_both_engines_give_the_committed_results_in_the_same_order(names: Session) -> None:
    assert answers(names) == json.loads(RESULTS.read_text(encoding="utf-8"))
