"""Rounds open once, owners write, managers answer, accepted reviews never change."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.core.audit import SYSTEM, history_of
from app.core.errors import Refused
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING, Role
from app.core.session import Session
from app.partnerships import services as partnerships
from app.reviews import figures, queries, rules, services
from app.reviews.models import Recommendation, ReviewState
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.reviews import (
    QUARTER,
    WRITTEN,
    make_round,
    make_submitted,
    review_of,
)
from tests.factories.users import make_user

IN_QUARTER = date(2026, 8, 14)


def test_a_round_opens_one_review_for_each_partnership_in_effect(session: Session) -> None:
    active = make_active_partnership(session, starts_on=None)
    under_review = make_partnership(session, exists=True)
    proposed = make_partnership(session)
    opened = make_round(session, Quarter(2026, 4))
    found = {r.partnership_id for r in queries.list_reviews(session, EVERYTHING, opened.id)}
    assert {active.id, under_review.id} <= found
    assert proposed.id not in found


def test_a_round_is_opened_once(session: Session) -> None:
    make_round(session)
    with pytest.raises(Refused, match="open already"):
        make_round(session)


def test_a_quarter_that_has_not_begun_cannot_be_reviewed(session: Session) -> None:
    with pytest.raises(Refused, match="not begun"):
        make_round(session, Quarter(2027, 1))


def test_reviews_are_due_after_the_quarter(session: Session) -> None:
    with pytest.raises(Refused, match="last day"):
        make_round(session, QUARTER, date(2026, 9, 30))


def test_completing_a_round_adds_only_what_it_lacks(session: Session) -> None:
    make_active_partnership(session)
    opened = make_round(session, Quarter(2026, 4))
    assert services.complete_round(session, opened, actor=SYSTEM) == 0
    make_partnership(session, exists=True)
    assert services.complete_round(session, opened, actor=SYSTEM) == 1


def test_an_incomplete_review_is_refused_with_its_gaps(session: Session) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    services.write_review(session, review, {"achievements": "Some"}, actor=SYSTEM)
    with pytest.raises(Refused) as refused:
        services.submit(session, review, actor=SYSTEM)
    assert [gap.field for gap in refused.value.gaps] == [
        "progress",
        "recommendation",
        "recommendation_reason",
    ]
    assert review.state is ReviewState.OPEN


def test_who_submits_is_kept_apart_from_on_whose_behalf(session: Session) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    deputy = make_user(session)
    make_submitted(session, review, deputy)
    assert review.submitted_by_id == deputy.id
    assert review.on_behalf_of_id == partnership.owner_id


def test_sending_back_needs_a_comment_and_reopens_the_writing(session: Session) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    manager = make_user(session, Role.MANAGER)
    make_submitted(session, review, make_user(session))
    with pytest.raises(Refused):
        services.write_review(session, review, {"lessons": "late"}, actor=SYSTEM)
    with pytest.raises(Refused, match="what should be changed"):
        services.send_back(session, review, "", actor=manager)
    services.send_back(session, review, "Name the people trained.", actor=manager)
    assert review.state is ReviewState.SENT_BACK
    services.write_review(session, review, {"lessons": "Twelve people"}, actor=SYSTEM)
    services.submit(session, review, actor=SYSTEM)
    assert review.state is ReviewState.SUBMITTED


def test_nobody_accepts_what_they_submitted(session: Session) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    manager = make_user(session, Role.MANAGER)
    make_submitted(session, review, manager)
    with pytest.raises(Refused, match="Somebody else"):
        services.accept(session, review, actor=manager)


def test_figures_count_the_quarter_and_the_one_before(session: Session) -> None:
    partnership = make_active_partnership(session)
    for day in (IN_QUARTER, date(2026, 9, 30), date(2026, 6, 30), date(2026, 10, 1)):
        make_engagement(session, partnership=partnership, starts_on=day)
    make_follow_up(session, partnership=partnership, what="Send the plan", due_on=IN_QUARTER)
    opened = make_round(session)
    services.complete_round(session, opened, actor=SYSTEM)
    review = _forced_review(session, opened.id, partnership.id)
    shown = figures.shown(session, review, [])
    assert shown["now"]["held"] == 2
    assert shown["before"]["held"] == 1
    assert shown["now"]["cost_eur"] is None
    behind = {
        period: [each["on"] for each in figures.behind(shown, period, "held")[1]]
        for period in figures.PERIODS
    }
    assert behind == {
        "now": ["2026-08-14", "2026-09-30"], "before": ["2026-06-30"], "year_before": [],
    }  # fmt: skip


def _forced_review(session: Session, round_id: int, partnership_id: int):  # type: ignore[no-untyped-def]
    """The review, made by hand where the partnership came into effect after the quarter."""
    from app.core.audit import acting
    from app.reviews.models import Review

    if partnership_id not in queries.reviewed_partnerships(session, round_id):
        with acting(session, SYSTEM, "review.open"):
            session.add(Review(round_id=round_id, partnership_id=partnership_id))
    found = queries.list_reviews(session, EVERYTHING, round_id)
    number = next(r.id for r in found if r.partnership_id == partnership_id)
    return queries.get_review(session, number, EVERYTHING)


def test_restricted_engagements_count_only_for_restricted_partnerships(session: Session) -> None:
    partnership = make_active_partnership(session)
    make_engagement(session, partnership=partnership, summary="Open talk")
    make_engagement(session, partnership=partnership, summary="Secret", visibility="restricted")
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    shown = figures.shown(session, review, [])
    assert shown["now"]["held"] == 1
    assert [each["summary"] for each in shown["engagements"]] == ["Open talk"]


def test_accepting_freezes_the_figures_of_that_moment(session: Session) -> None:
    partnership = make_active_partnership(session)
    make_engagement(session, partnership=partnership)
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    make_submitted(session, review, make_user(session))
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    make_engagement(session, partnership=partnership)
    shown = figures.shown(session, review, [])
    assert shown["now"]["held"] == 1
    assert review.content_hash == rules.content_hash(review, shown)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE review SET achievements = 'better' WHERE id = :id",
        "UPDATE review SET state = 'open' WHERE id = :id",
        "DELETE FROM review WHERE id = :id",
    ],
)
def test_the_database_refuses_to_change_an_accepted_review(session: Session, change: str) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    make_submitted(session, review, make_user(session))
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    with pytest.raises(DBAPIError, match="cannot change"), session.begin_nested():
        session.execute(sa.text(change), {"id": review.id})


@pytest.mark.parametrize(
    "change",
    ["UPDATE change SET actor_name = 'nobody' WHERE id = :id", "DELETE FROM change WHERE id = :id"],
)
def test_the_database_keeps_the_history(session: Session, change: str) -> None:
    partnership = make_partnership(session)
    entry = history_of(session, "partnership", partnership.id)[0]
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(sa.text(change), {"id": entry.id})


def test_names_stand_outside_the_hash(session: Session) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    author = make_user(session, name="Someone To Be Forgotten")
    make_submitted(session, review, author)
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    assert "Forgotten" not in str(review.figures)


def test_every_step_stands_in_the_history(session: Session) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    make_submitted(session, review, make_user(session), recommendation=Recommendation.EXIT)
    services.accept(session, review, "Agreed.", actor=make_user(session, Role.MANAGER))
    actions = [change.action for change in history_of(session, "review", review.id)]
    assert actions == ["review.accept", "review.submit", "review.write", "review.open"]
    assert WRITTEN["recommendation"] is not review.recommendation


def test_a_review_that_is_not_accepted_follows_the_owner(session: Session) -> None:
    partnership = make_active_partnership(session, starts_on=date(2026, 1, 1))
    review = review_of(session, make_round(session), partnership)
    heir = make_user(session)
    partnerships.set_owner(session, partnership, heir.id, "Leaves", actor=SYSTEM)
    session.expire_all()
    assert queries.get_review(session, review.id, EVERYTHING).owner_id == heir.id
