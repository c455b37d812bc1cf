"""Round over round: trends, what differs between two reports, and what became of advice."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
from flask import Flask

from app.core.audit import SYSTEM
from app.core.periods import Quarter
from app.core.permissions import Role
from app.core.session import Session
from app.engagements.models import EngagementType, TravelMeans
from app.insight import report, rounds
from app.partnerships import services as partnerships
from app.partnerships.queries import reload
from app.reviews import queries, services
from app.reviews.models import Progress, Recommendation
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.users import make_user
from tests.insight.test_report import _of_book, _of_word, of_pdf
from tests.insight.test_report_parity import of_screen

SPRING, SUMMER, AUTUMN = Quarter(2026, 2), Quarter(2026, 3), Quarter(2026, 4)
BEGAN = date(2026, 1, 1)


def accepted(session: Session, opened: Any, partnership: Any, **values: Any) -> None:
    review = review_of(session, opened, partnership)
    make_submitted(session, review, make_user(session), **values)
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    session.flush()


def compare(session: Session, first: Quarter, last: Quarter) -> rounds.Compared:
    session.flush()
    session.expire_all()
    return rounds.compare(session, queries.list_rounds(session), first, last)


def test_the_trend_counts_every_quarter_with_or_without_a_round(session: Session) -> None:
    steady = make_active_partnership(session, starts_on=BEGAN)
    make_active_partnership(session, starts_on=date(2026, 8, 1))
    for day in (date(2026, 5, 4), date(2026, 7, 4), date(2026, 7, 9)):
        make_engagement(session, partnership=steady, starts_on=day,
                        type=EngagementType.INCOMING_VISIT)  # fmt: skip
    make_engagement(
        session, partnership=steady, starts_on=date(2026, 7, 5), visibility="restricted"
    )
    accepted(session, make_round(session, SUMMER), steady, recommendation="pause")
    found = compare(session, SPRING, SUMMER)
    assert found.in_effect == {SPRING: 1, SUMMER: 2}
    assert [found.log[quarter].held for quarter in found.quarters] == [1, 2]
    assert found.accepted(SUMMER) == found.recommended(SUMMER, Recommendation.PAUSE) == 1
    assert not found.is_opened(SPRING)


def test_two_reports_differ_by_what_came_left_and_was_judged_otherwise(session: Session) -> None:
    kept = make_active_partnership(session, name="Kept", starts_on=BEGAN)
    same = make_active_partnership(session, name="Same", starts_on=BEGAN)
    gone = make_active_partnership(session, name="Gone", starts_on=BEGAN)
    begun = make_active_partnership(session, name="Begun", starts_on=BEGAN)
    first = make_round(session, SUMMER)
    accepted(session, first, kept, progress=Progress.ON_TRACK, recommendation="continue")
    accepted(session, first, same)
    accepted(session, first, begun)
    ended = {
        "end_kind": "terminated", "outcome": "Done", "reason": "Over",
        "ended_on": date(2026, 9, 30),
    }  # fmt: skip
    partnerships.end(session, reload(session, gone.id), ended, actor=SYSTEM)
    make_active_partnership(session, name="New", starts_on=date(2026, 10, 5))
    second = make_round(session, AUTUMN)
    accepted(session, second, kept, progress=Progress.CONSTRAINED, recommendation="exit")
    accepted(session, second, same)
    draft = {"progress": Progress.CONSTRAINED, "recommendation": Recommendation.EXIT}
    services.write_review(session, review_of(session, second, begun), draft, actor=SYSTEM)
    found = compare(session, SUMMER, AUTUMN)
    assert [pair.name for pair in found.came()] == ["New"]
    assert [pair.name for pair in found.left()] == ["Gone"]
    (changed,) = found.changed()
    assert (changed.name, changed.recommendation_before, changed.recommendation_after) == (
        "Kept", Recommendation.CONTINUE, Recommendation.EXIT,
    )  # fmt: skip
    assert found.unwritten() == 1, "a draft is nobody's judgement"


@pytest.mark.parametrize(
    ("recommended", "move", "is_done"),
    [
        ("pause", None, False),
        ("pause", partnerships.make_dormant, True),
        ("refocus", partnerships.put_under_review, True),
        ("exit", partnerships.make_dormant, False),
        ("strengthen", None, True),
    ],
)
def test_advice_is_done_when_the_partnership_stands_as_it_says(
    session: Session, recommended: str, move: Any, is_done: bool
) -> None:
    partnership = make_active_partnership(session, starts_on=BEGAN)
    accepted(session, make_round(session, SUMMER), partnership, recommendation=recommended)
    if move is not None:
        move(session, reload(session, partnership.id), "As advised", actor=SYSTEM)
    (found,) = compare(session, SUMMER, SUMMER).moves
    assert rounds.is_done(found) is is_done


def test_going_on_is_no_advice_to_follow_up(session: Session) -> None:
    partnership = make_active_partnership(session, starts_on=BEGAN)
    accepted(session, make_round(session, SUMMER), partnership, recommendation="continue")
    assert compare(session, SUMMER, SUMMER).moves == []


def test_at_most_twelve_quarters_stand_beside_each_other(session: Session) -> None:
    found = compare(session, Quarter(2019, 1), SUMMER)
    assert (len(found.quarters), found.last) == (rounds.MOST, SUMMER)


def test_a_correction_counts_once(session: Session) -> None:
    partnership = make_active_partnership(session, starts_on=BEGAN)
    opened = make_round(session, SUMMER)
    accepted(session, opened, partnership, recommendation="pause")
    session.expire_all()
    old = review_of(session, opened, partnership)
    services.correct(session, old, "A slip", actor=SYSTEM)
    session.flush()
    assert compare(session, SUMMER, SUMMER).recommended(SUMMER, Recommendation.PAUSE) == 1
    new = review_of(session, opened, partnership)
    make_submitted(session, new, make_user(session), recommendation="exit")
    services.accept(session, new, actor=make_user(session, Role.MANAGER))
    found = compare(session, SUMMER, SUMMER)
    assert found.recommended(SUMMER, Recommendation.PAUSE) == 0
    assert found.recommended(SUMMER, Recommendation.EXIT) == 1


def test_the_page_leaves_out_what_is_restricted_and_says_what_is_missing(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    secret = make_active_partnership(
        session, name="Quiet talks", starts_on=BEGAN, visibility="restricted"
    )
    opened = make_round(session, SUMMER)
    accepted(session, opened, secret, recommendation="exit")
    sign_in("manager")
    page = Page(client.get("/reviews/rounds/compare"))
    assert "Quiet talks" not in page.text
    page = Page(client.get("/reviews/rounds/compare?from=2026-Q1&to=2026-Q3"))
    assert "No round was opened in 2026-Q1." in page.text
    chosen = [each.get_text() for each in page.soup.select("#filters option[selected]")]
    assert chosen == ["2026-Q1", "2026-Q3", "The city's employees"]
    assert client.get("/reviews/rounds/compare?from=x&to=2026-Q9").status_code == 200


def test_without_a_round_the_page_says_so(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("reader")
    assert "No round has been opened yet" in Page(client.get("/reviews/rounds/compare")).text


def test_words_of_both_reports(app: Flask, session: Session) -> None:
    partnership = make_active_partnership(session, name="Kept", starts_on=BEGAN)
    for quarter, advice in ((SUMMER, "continue"), (AUTUMN, "exit")):
        accepted(session, make_round(session, quarter), partnership, recommendation=advice)
    found = compare(session, SUMMER, AUTUMN)
    with app.test_request_context():
        text = str(report.compared_sections(found))
    for expected in ("From 2026-Q3 to 2026-Q4", "Recommended 2026-Q4", "Not done yet"):
        assert expected in text


def test_comparing_costs_the_same_for_one_and_many(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    first, second = make_round(session, SUMMER), make_round(session, AUTUMN)
    sign_in("reader")
    costs = []
    for _round in range(2):
        for _number in range(4):
            made = make_active_partnership(session, starts_on=BEGAN)
            for opened in (first, second):
                services.complete_round(session, opened, actor=SYSTEM)
            accepted(session, second, made, recommendation="exit")
        with count_statements() as statements:
            assert client.get("/reviews/rounds/compare").status_code == 200
        costs.append(statements)
    assert costs[0] == costs[1]
    assert len(costs[0]) <= 10


@pytest.mark.parametrize("audience", ["public", "city"])
def test_page_and_files_of_an_audience_say_the_same_and_count_nothing_it_may_not_see(
    client: AuditedClient, session: Session, sign_in: SignIn, audience: str
) -> None:
    told = make_active_partnership(session, name="Told", starts_on=BEGAN, visibility="public")
    secret = make_active_partnership(
        session, name="Quiet talks", starts_on=BEGAN, visibility="restricted"
    )
    for partnership, visibility in ((told, "public"), (told, "restricted"), (secret, "restricted")):
        make_engagement(
            session, partnership=partnership, starts_on=date(2026, 7, 5), visibility=visibility,
            travel=[{"means": TravelMeans.TRAIN, "distance_km": 1000}],
        )  # fmt: skip
    for quarter, advice in ((SUMMER, "continue"), (AUTUMN, "exit")):
        opened = make_round(session, quarter)
        for partnership in (told, secret):
            accepted(session, opened, partnership, recommendation=advice)
    sign_in("manager")
    query = f"from=2026-Q3&to=2026-Q4&audience={audience}"
    page = Page(client.get(f"/reviews/rounds/compare?{query}"))
    files = {
        kind: client.get(f"/reviews/rounds/compare.{kind}?{query}").get_data()
        for kind in ("pdf", "docx", "xlsx")
    }
    shown = [each for each in of_screen(page) if each]
    counted = {row[0]: row[1:] for row in shown[0]}
    assert counted["Partnerships in effect"] == ["1", "1"]
    assert counted["Engagements held"] == ["1", "0"]
    assert counted["Emissions of our journeys, kg CO₂e"] == ["35.5", "–"]
    assert [each[1:] for each in _of_word(files["docx"])] == shown
    drawings = len(page.soup.select("figure.picture svg"))
    book = _of_book(files["xlsx"], drawings)
    assert [[str(cell) for cell in row] for row in book[0]] == [
        [row[0], *map(_digits, row[1:])] for row in shown[0]
    ]
    assert len(book) == len(shown)
    is_public = audience == "public"
    assert drawings == (1 if is_public else 2)
    words = of_pdf(files["pdf"])
    for text in (page.text, words):
        assert ("Recommended: Exit" in text) is not is_public
        assert "Quiet talks" not in text
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_only_those_who_coordinate_take_the_restricted_comparison(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_round(session, SUMMER)
    sign_in("reader")
    for path in ("compare", "compare.xlsx"):
        assert client.get(f"/reviews/rounds/{path}?audience=restricted").status_code == 403


def _digits(text: str) -> str:
    return text.removesuffix(" EUR").replace(",", "")
