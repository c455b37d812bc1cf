"""Asking: who sees what, how results are narrowed, ordered and counted; nothing typed breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.core.search import answers, query
from app.core.search.documents import put_many
from app.core.search.query import labels, matching_ids, search, suggest
from app.core.session import Session
from tests.conftest import CountStatements
from tests.core.search_samples import OFFICER, READER, document, documents

SECRET = document(
    "partnership",
    7,
    title="Zeppelin talks with Malmö",
    body="confidential harbour",
    visibility=Visibility.RESTRICTED,
    unit_id=5,
    owner_id=50,
    deputy_id=51,
    country="SE",
    state="proposed",
    focus_area_ids=(3,),
)
HOSTILE = [
    "", " ", "\x00", "\x00\x01malmo", '"', '""', '"malmo', 'mal"mö', "a\"b", "AND", "OR NOT",
    "NOT malmo", "NEAR(", "NEAR(malmo, 2)", "*", "mal*", "-", "--", "-malmo", "- malmo",
    '-"malmo stad"', "^malmo", "body:malmo", "malmo:*", "malmo & !stad", "malmo | stad",
    "malmo <-> stad", "(", ")", "()", "'", "''", "'; DROP TABLE search_document; --", "\\",
    "malmo\\", "%", "_", "%malmo%", "{{ 7*7 }}", "<script>", "🙂", "🙂 malmo 🙂",
    "\u200e\u200fmalmo\u202e", "\u0301\u0301", "\ud800", "malmo\ud800", "\uffff", "\U0010ffff",
    "ﷺ", "malmo " * 2000, "x" * 10_000, "上" * 5_000, "مالمو",
    "a b c d e f g h i j k l m n o p q r s t", '"malmo" -"malmo"', "İ", "ß", "ﬁ", "½", "٣",
    "\t\n\r", "malmo\nstad", "q=malmo&x=1", "0", "-1", "1e9",
]  # fmt: skip


@pytest.fixture
def secret(session: Session) -> Session:
    put_many(session, [*documents(), SECRET])
    return session


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [
        (READER, False),
        (Viewer(user_id=2, unit_id=None, sees_restricted=False), False),
        (Viewer(user_id=2, unit_id=5, sees_restricted=False), True),
        (Viewer(user_id=50, unit_id=None, sees_restricted=False), True),
        (Viewer(user_id=51, unit_id=2, sees_restricted=False), True),
        (OFFICER, True),
    ],
)
def test_a_restricted_record_shows_to_its_unit_its_people_and_coordinators_only(
    secret: Session, viewer: Viewer, sees: bool
) -> None:
    result = search(secret, "malmo", viewer)
    assert (SECRET.title in {hit.title for hit in result.hits}) is sees
    assert result.total == (5 if sees else 4)
    assert ("proposed" in {facet.value for facet in result.facets["state"]}) is sees
    assert bool(search(secret, "zeppelin", viewer).hits) is sees
    assert bool(search(secret, "zepplein", viewer).hits) is sees
    assert bool(search(secret, "confidential", viewer).hits) is sees
    assert bool(search(secret, "zeppelin xyzzy", viewer).hits) is sees
    assert bool(search(secret, "harbour", viewer, state="proposed").hits) is sees
    assert bool(suggest(secret, "zeppelin", viewer)) is sees
    assert bool(matching_ids(secret, "confidential", viewer, kind="partnership")) is sees
    assert bool(labels(secret, "partnership", [7], viewer)) is sees


def test_what_may_not_be_seen_takes_no_place_before_the_limit(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = [replace(SECRET, entity_id=number, title="Malmö") for number in range(1, 21)]
    put_many(session, [*hidden, document(entity_id=99)])
    monkeypatch.setattr(query, "CAP", 5)
    monkeypatch.setattr(query, "SUGGESTION_CAP", 5)
    assert [hit.entity_id for hit in search(session, "malmo", READER).hits] == [99]
    assert [hit.entity_id for hit in suggest(session, "malmo", READER)] == [99]
    assert [hit.entity_id for hit in search(session, "confidential", READER).hits] == []


def test_no_text_breaks_the_search(secret: Session) -> None:
    for text in HOSTILE:
        result = search(secret, text, READER)
        suggested = suggest(secret, text, READER)
        assert result.total >= len(result.hits)
        assert SECRET.title not in {hit.title for hit in [*result.hits, *suggested]}
        matching_ids(secret, text, READER, kind="organisation")


def test_nothing_asked_finds_nothing_and_asks_nothing(
    session: Session, count_statements: CountStatements
) -> None:
    with count_statements() as statements:
        assert search(session, " ?! ", OFFICER).hits == []
        assert suggest(session, "", OFFICER) == []
        assert labels(session, "organisation", [], OFFICER) == []
    assert statements == []


@pytest.mark.parametrize(
    "text", ["malmo", "mlamo", "malmo stad", "agile smart citys", "zzzz", "c4"]
)
def test_statements_stay_few(secret: Session, count_statements: CountStatements, text: str) -> None:
    with count_statements() as statements:
        search(secret, text, READER, country="SE", focus_area_id=1)
    assert len(statements) <= 4
    with count_statements() as statements:
        suggest(secret, text, READER, kinds=("organisation",))
    assert len(statements) <= 2


@pytest.mark.parametrize(
    ("narrowed", "titles"),
    [
        ({"kinds": ("partnership",)}, ["Sister city agreement with Malmö"]),
        ({"kinds": ["contact", "engagement"]}, ["Innovation breakfast in Malmö", "Anna Lindqvist"]),
        ({"state": "under_review"}, ["Sister city agreement with Malmö"]),
        ({"country": "SE", "kinds": ("organisation",)}, ["City of Malmö"]),
        ({"country": "FI"}, []),
        ({"focus_area_id": 5}, ["City of Malmö"]),
        ({"country": "", "state": "", "kinds": ("organisation",)}, ["City of Malmö"]),
    ],
)
def test_results_can_be_narrowed(
    secret: Session, narrowed: dict[str, Any], titles: list[str]
) -> None:
    result = search(secret, "malmo", READER, **narrowed)
    assert [hit.title for hit in result.hits] == titles
    assert result.total == len(titles)


def test_facets_count_the_whole_result_not_the_page(secret: Session) -> None:
    result = search(secret, "helsinki", READER, limit=1)
    assert len(result.hits) == 1
    counts = {facet.value: facet.count for facet in result.facets["kind"]}
    assert counts == {"organisation": 5, "partnership": 1}
    assert sum(counts.values()) == result.total
    assert [(f.value, f.count) for f in result.facets["country"]] == [("FI", 6)]
    areas = {facet.value: facet.count for facet in result.facets["focus_area"]}
    assert sum(areas.values()) == 6
    for value, count in areas.items():
        assert search(secret, "helsinki", READER, focus_area_id=int(value)).total == count


def test_counting_stops_at_the_cap(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "CAP", 10)
    put_many(session, [document(entity_id=number) for number in range(1, 31)])
    put_many(session, [document("engagement", n, names=(), body="port") for n in range(1, 31)])
    for text in ("malmo", "port"):
        result = search(session, text, OFFICER)
        assert (result.total, result.is_capped) == (10, True)
        assert sum(facet.count for facet in result.facets["kind"]) == 10
    assert search(session, "malmo", OFFICER, kinds=("nothing",)).is_capped is False


def test_equal_names_are_ordered_by_last_engagement_then_title_kind_and_number(
    session: Session,
) -> None:
    put_many(
        session,
        [
            document("partnership", 1),
            document("organisation", 4),
            document("organisation", 3),
            document("organisation", 2, last_engaged_on=date(2025, 1, 1)),
            document("organisation", 1, last_engaged_on=date(2026, 1, 1)),
            document("organisation", 5, last_engaged_on=date(2026, 6, 1), is_archived=True),
        ],
    )
    ordered = [(hit.kind, hit.entity_id) for hit in search(session, "malmo", OFFICER).hits]
    assert ordered == [
        ("organisation", 1),
        ("organisation", 2),
        ("organisation", 3),
        ("organisation", 4),
        ("partnership", 1),
        ("organisation", 5),
    ]


def test_archived_records_are_not_suggested_unless_asked_for(session: Session) -> None:
    put_many(session, [document(is_archived=True)])
    assert suggest(session, "malmo", OFFICER) == []
    assert suggest(session, "malmo", OFFICER, include_archived=True) != []
    assert search(session, "malmo", OFFICER).total == 1
    assert search(session, "malmo", OFFICER, include_archived=False).total == 0


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mlamo", "malmo"),  # two letters changed places
        ("malm", "malmo"),  # not finished yet
        ("mallmo", "malmo"),  # one too many
        ("mamo", "malmo"),  # one too few
        ("nalmo", "malmo"),  # the first one wrong
        ("ulm", "ulm"),
        ("uml", "ulm"),  # three letters: changed places only
        ("helsinik", "helsinki"),
        ("hlsenki", "helsinki"),  # two mistakes, but too early in too short a word: see below
        ("hlesi", "helsinki"),  # not finished, with a mistake
        ("gothenbrug", "gothenburg"),
        ("gotehnbrug", "gothenburg"),  # two mistakes in a long word
        ("yokr", "york"),
    ],
)
def test_one_mistake_in_a_word_is_forgiven(session: Session, typed: str, name: str) -> None:
    put_many(session, [document(title=name), document(entity_id=2, title="Reykjavik")])
    expected = [] if typed == "hlsenki" else [1]
    assert [hit.entity_id for hit in search(session, typed, OFFICER).hits] == expected
    assert [hit.entity_id for hit in suggest(session, typed, OFFICER)] == expected


@pytest.mark.parametrize(("typed", "name"), [("u20", "c20"), ("2026", "2025"), ("ups", "upb")])
def test_numbers_and_the_shortest_words_are_taken_as_typed(
    session: Session, typed: str, name: str
) -> None:
    put_many(session, [document(title=name)])
    assert search(session, typed, OFFICER).hits == []


def test_where_no_name_bears_all_words_the_rarest_tells_most(session: Session) -> None:
    agencies = [document(entity_id=n, title=f"Innovation agency {n}") for n in range(2, 30)]
    put_many(session, [*agencies, document(entity_id=1, title="Malmö")])
    for text in ("malmo innovation", "agency mlamo", "malmo xyzzyx"):
        assert [hit.entity_id for hit in search(session, text, OFFICER).hits] == [1]
        assert [hit.entity_id for hit in suggest(session, text, OFFICER)] == [1]
    put_many(session, [document(entity_id=40, title="Stad")])
    near = search(session, "malmo stad", OFFICER).hits
    assert [hit.title for hit in near] == ["Malmö"]
    assert search(session, "xyzzyx", OFFICER).hits == []
    assert search(session, "mlamo xyzzyx plughxyz", OFFICER).hits == []


def test_enough_names_as_typed_keep_the_mistyped_away(session: Session) -> None:
    near = document(entity_id=100, title="Malme")
    put_many(session, [near, *(document(entity_id=n) for n in range(1, answers.ENOUGH))])
    assert 100 in matching_ids(session, "malmo", OFFICER, kind="organisation")
    put_many(session, [document(entity_id=answers.ENOUGH)])
    assert 100 not in matching_ids(session, "malmo", OFFICER, kind="organisation")


def test_a_hit_tells_what_matched(secret: Session) -> None:
    by_name = search(secret, "mlamo", READER).hits[0]
    assert (by_name.matched, by_name.words) == ("name", ("malmo",))
    by_text = search(secret, "rent control", READER).hits[0]
    assert (by_text.matched, by_text.words) == ("text", ("rent", "control"))


def test_a_phrase_stands_side_by_side_and_an_exclusion_nowhere(session: Session) -> None:
    put_many(
        session,
        [
            document(entity_id=1, title="Smart Cities Malmö", body="rent control"),
            document(entity_id=2, title="Cities of Malmö, smart", body="control of rent"),
        ],
    )

    def found(text: str) -> list[int]:
        return sorted(hit.entity_id for hit in search(session, text, OFFICER).hits)

    assert found("smart cities") == [1, 2]
    assert found('"smart cities"') == [1]
    assert found('malmo "rent control"') == [1]
    assert found("malmo -rent") == []
    assert found('malmo -"rent control"') == [2]
    assert found("“smart cities”") == [1]


def test_labels_come_in_the_order_asked_for(secret: Session) -> None:
    hits = labels(secret, "organisation", [10, 1, 9999, 2], READER)
    assert [hit.entity_id for hit in hits] == [10, 1, 2]
    assert hits[1].title == "City of Helsinki"


def test_ids_for_a_list_are_of_its_kind_only(secret: Session) -> None:
    numbers = matching_ids(secret, "malmo", READER, kind="organisation")
    assert [hit.title for hit in labels(secret, "organisation", numbers, READER)] == [
        "City of Malmö"
    ]
