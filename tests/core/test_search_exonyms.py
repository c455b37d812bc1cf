"""Whoever asks for a city by a name of another language finds it, its records and its texts."""

from __future__ import annotations

import pytest

from app.core.search import lexicon
from app.core.search.documents import put_many
from app.core.search.fold import query_terms
from app.core.search.query import search, suggest
from app.core.session import Session
from tests.core.search_samples import OFFICER, document

CITIES = (
    "Stockholm",
    "City of Copenhagen",
    "北京市",
    "Saint Petersburg",
    "Warszawa",
    "Ville de Bruxelles",
)


@pytest.fixture
def found(session: Session) -> Session:
    put_many(session, [document(entity_id=n, title=title) for n, title in enumerate(CITIES, 1)])
    note = document("engagement", 1, title="Visit", names=(), body="Vi for till Tukholmassa i maj")
    put_many(session, [note])
    return session


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Tukholma", "Stockholm"),
        ("TUKHOLMA", "Stockholm"),
        ("Tukhlma", "Stockholm"),
        ("Tukhol", "Stockholm"),
        ("стокгольм", "Stockholm"),
        ("Kööpenhamina", "City of Copenhagen"),
        ("Koepenhamina", "City of Copenhagen"),
        ("Copenhagen", "City of Copenhagen"),
        ("Peking", "北京市"),
        ("Pietari", "Saint Petersburg"),
        ("Varsova", "Warszawa"),
    ],
)
def test_city_is_found_under_its_other_names(found: Session, asked: str, first: str) -> None:
    assert search(found, asked, OFFICER).hits[0].title == first
    assert suggest(found, asked, OFFICER)[0].title == first


def test_its_own_name_comes_before_another_city_s(found: Session) -> None:
    put_many(found, [document(entity_id=9, title="City of Brussels")])
    for asked in ("Bruxelles", "Brussels"):
        titles = [h.title for h in search(found, asked, OFFICER).hits]
        assert len(titles) == 2
        assert asked in titles[0]


def test_texts_are_found_too(found: Session) -> None:
    assert [h.title for h in search(found, "Stockholm", OFFICER).hits] == ["Stockholm", "Visit"]


def test_what_is_shown_is_what_stands_there(found: Session) -> None:
    assert search(found, "Tukholma", OFFICER).hits[0].words == ("stockholm",)


def test_each_name_is_one_word_of_one_city() -> None:
    names = [name for line in lexicon.CITIES.lines() for name in line.split()]
    folded = [query_terms(name) for name in names]
    assert [word for word in folded if len(word) != 1] == []
    assert len(folded) == len(set(folded)) > 1000


@pytest.mark.parametrize("asked", ["pormestari", "Pormestri", "borgmästare", "mayor"])
def test_people_are_found_by_their_title_in_any_language(found: Session, asked: str) -> None:
    people = {"Aino Laine": "Pormestari", "Nils Berg": "borgmästare", "Ann Lee": "Deputy Mayor"}
    for number, (name, role) in enumerate(people.items(), 20):
        put_many(found, [document("contact", number, title=name, names=(name,), body=role)])
    hits = search(found, asked, OFFICER, kinds=("contact",)).hits
    assert {hit.title for hit in hits} == set(people)


def test_small_word_of_a_city_s_other_name_makes_no_name_longer(found: Session) -> None:
    towns = ("Haag", "Den Haag", "Scheveningen near Den Haag")
    put_many(found, [document(entity_id=n, title=title) for n, title in enumerate(towns, 30)])
    titles = [hit.title for hit in search(found, "La Haye", OFFICER).hits]
    assert titles == ["Den Haag", "Haag", "Scheveningen near Den Haag"]


def test_titles_are_single_words() -> None:
    words = [word for line in lexicon.TITLES.lines() for word in line.split()]
    assert [word for word in words if len(query_terms(word)) != 1] == []
    assert all(len(line.split()) == len(set(line.split())) > 1 for line in lexicon.TITLES.lines())
