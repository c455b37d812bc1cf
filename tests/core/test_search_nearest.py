"""Where nothing answers: what comes nearest, what was searched instead, and nothing hidden."""

from __future__ import annotations

import pytest

from app.core.db import Visibility
from app.core.search.documents import put_many
from app.core.search.nearest import nearest
from app.core.search.query import Nearness, search
from app.core.session import Session
from tests.conftest import CountStatements
from tests.core.search_samples import OFFICER, READER, document, documents

HIDDEN = document(
    "partnership", 900, title="Zzyzx talks", visibility=Visibility.RESTRICTED, unit_id=5
)
EVENT = document("engagement", 901, title="Dinner", names=(), body="a tramway opened")


@pytest.fixture
def names(session: Session) -> Session:
    put_many(session, [*documents(), HIDDEN, EVENT, document("contact", 902, title="Tramway Man")])
    return session


@pytest.mark.parametrize(
    ("asked", "how", "instead"),
    [
        ("malmo", Nearness.EXACT, ()),
        ("Mlamo", Nearness.MISTYPED, ("malmo",)),
        ("opene tramwya", Nearness.MISTYPED, ("opened", "tramway")),
        ("Malmo qqqqqq", Nearness.PARTLY, ("malmo",)),
    ],
)
def test_a_result_says_by_which_words_it_was_found(
    names: Session, asked: str, how: Nearness, instead: tuple[str, ...]
) -> None:
    result = search(names, asked, OFFICER)
    assert (result.nearness, result.instead) == (how, instead)


@pytest.mark.parametrize(
    ("asked", "narrowed", "how", "first"),
    [
        ("Stckhlm", {}, Nearness.ALIKE, "City of Stockholm"),
        ("Malmo", {"country": "JP"}, Nearness.LOOSER, "City of Malmö"),
        ('"Helsinki Forum"', {}, Nearness.LOOSER, "Forum Virium Helsinki"),
    ],
)
def test_where_nothing_answers_the_nearest_is_shown(
    names: Session, asked: str, narrowed: dict[str, str], how: Nearness, first: str
) -> None:
    assert search(names, asked, OFFICER, **narrowed).hits == []
    near = nearest(names, asked, OFFICER, is_narrowed=bool(narrowed))
    assert (near.nearness, near.hits[0].title) == (how, first)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Stad Stockholm", "City of Stockholm"),
        ("Ayuntamiento de Stockholm", "City of Stockholm"),
        ("Oslon kaupunki", "City of Oslo"),
        ("my smart life", "mySMARTLife"),
        ("forumvirium", "Forum Virium Helsinki"),
    ],
)
def test_words_for_a_city_may_be_missing_and_words_run_together_or_apart(
    names: Session, asked: str, first: str
) -> None:
    found = search(names, asked, OFFICER).hits or nearest(names, asked, OFFICER).hits
    assert found[0].title == first


def test_what_is_like_nothing_finds_nothing_and_nothing_hidden_comes_near(
    names: Session, count_statements: CountStatements
) -> None:
    for asked in ("zzzzqqq", "12345", "Ωmega", "xq", "zzyzx", "zzyzz", "zzz zzy", "sto", "stozzzz"):
        with count_statements() as statements:
            near = nearest(names, asked, READER, is_narrowed=True)
        assert len(statements) <= 7, asked
        titles = [hit.title for hit in near.hits]
        assert bool(titles) == asked.startswith("sto"), asked
        assert HIDDEN.title not in titles
        assert "zzyzx" not in near.instead
    assert nearest(names, "zzyzz", OFFICER).hits[0].title == HIDDEN.title
