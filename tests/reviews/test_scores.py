"""Scores are never bare numbers, drafts are kept as typed, and two writers lose nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.core.audit import SYSTEM, history_of
from app.core.errors import Refused
from app.core.periods import Quarter
from app.core.permissions import Role
from app.core.session import Session
from app.reviews import rules, services
from app.reviews.models import Criterion, Progress, Recommendation, Review, ReviewScore
from tests.client import AuditedClient, Page
from tests.conftest import SignIn
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import WRITTEN, make_round, make_submitted, review_of
from tests.factories.users import make_user

SCORED = {"risk_score": 4, "risk_reason": "A stable partner.", "risk_evidence": "Minutes of May"}


@pytest.fixture
def review(session: Session) -> Review:
    partnership = make_active_partnership(session)
    return review_of(session, make_round(session, Quarter(2026, 4)), partnership)


@pytest.mark.parametrize("part", ["reason", "evidence"])
def test_a_score_without_reason_or_evidence_is_not_submitted(
    session: Session, review: Review, part: str
) -> None:
    bare = {name: value for name, value in SCORED.items() if name != f"risk_{part}"}
    services.write_review(session, review, {**WRITTEN, **bare}, actor=SYSTEM)
    with pytest.raises(Refused) as refused:
        services.submit(session, review, actor=SYSTEM)
    assert [gap.field for gap in refused.value.gaps] == [f"risk_{part}"]
    services.write_review(session, review, SCORED, actor=SYSTEM)
    services.submit(session, review, actor=SYSTEM)


def test_a_decision_is_asked_of_somebody(session: Session, review: Review) -> None:
    services.write_review(session, review, {**WRITTEN, "decision_asked": "Leave"}, actor=SYSTEM)
    with pytest.raises(Refused) as refused:
        services.submit(session, review, actor=SYSTEM)
    assert [gap.field for gap in refused.value.gaps] == ["decision_body"]


def test_a_score_raises_the_version_and_stands_in_the_history(
    session: Session, review: Review
) -> None:
    before = review.version
    services.write_review(session, review, SCORED, actor=SYSTEM)
    assert review.version > before
    assert history_of(session, "review", review.id)[0].fields.keys() >= {"score", "reason"}
    written = review.version
    services.write_review(session, review, SCORED, actor=SYSTEM)
    assert review.version == written


def test_a_draft_keeps_scores_as_they_were_typed(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("contributor")
    partnership = make_active_partnership(session, owner=owner)
    mine = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    url = f"/reviews/{mine.id}/edit"
    typed = {"cost_score": "2", "overlap_reason": "Two others do it too.", "working_days": "3,5"}
    assert client.submit(url, typed).status_code == 302
    html = client.get(url).get_data(as_text=True)
    assert "Two others do it too." in html
    assert 'value="3.5"' in html
    assert '<option selected value="2">' in html
    refused = client.submit(url, {"working_days": "many", "cost_reason": "Cheap"})
    assert refused.status_code == 422
    assert 'value="many"' in refused.get_data(as_text=True)
    assert "Cheap" in refused.get_data(as_text=True)


def test_a_refused_submission_changes_nothing_and_keeps_what_was_typed(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("contributor")
    partnership = make_active_partnership(session, owner=owner)
    mine = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    typed = {
        "progress": "met", "achievements": "Ten peers met", "recommendation": "continue",
        "recommendation_reason": "It pays.", "risk_score": "4", "risk_reason": "Calm",
        "action": "submit",
    }  # fmt: skip
    answer = client.submit(f"/reviews/{mine.id}/edit", typed)
    assert answer.status_code == 422
    assert list(Page(answer).errors()) == ["risk_evidence"]
    assert "Ten peers met" in answer.get_data(as_text=True)
    assert "Ten peers met" not in Page(client.get(f"/reviews/{mine.id}")).text


def test_blank_working_days_are_not_zero(
    client: AuditedClient, session: Session, sign_in: SignIn, review: Review
) -> None:
    sign_in("reader")
    assert _working_days(client, review) == "–"
    services.write_review(session, review, {"working_days": Decimal(0)}, actor=SYSTEM)
    session.flush()
    assert _working_days(client, review) == "0"


def _working_days(client: AuditedClient, review: Review) -> str:
    row = Page(client.get(f"/reviews/{review.id}")).soup.find("th", string="Working days used")
    return str(row.find_next("td").get_text(strip=True))


def test_two_writers_of_scores_see_both_versions(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("officer")
    partnership = make_active_partnership(session, owner=owner)
    mine = review_of(session, make_round(session, Quarter(2026, 4)), partnership)
    stale = {"risk_reason": "Mine", "version": str(mine.version)}
    theirs = {"risk_reason": "Theirs"}
    services.write_review(session, mine, theirs, actor=make_user(session))
    session.flush()
    answer = client.submit(f"/reviews/{mine.id}/edit", stale)
    assert answer.status_code == 409
    text = Page(answer).text
    assert "Theirs" in text
    assert "Mine" in text


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE review_score SET score = 5 WHERE review_id = :id",
        "DELETE FROM review_score WHERE review_id = :id",
        "INSERT INTO review_score (review_id, criterion, reason, evidence, version) "
        "VALUES (:id, 'cost', '', '', 1)",
        "UPDATE review_score SET review_id = :id WHERE review_id <> :id",
    ],
)
def test_the_database_refuses_to_change_scores_of_an_accepted_review(
    session: Session, review: Review, change: str
) -> None:
    opened, partnership = review.round, review.partnership
    other = make_active_partnership(session)
    services.complete_round(session, opened, actor=SYSTEM)
    second = review_of(session, opened, other)
    services.write_review(session, second, {"peers_reason": "Open"}, actor=SYSTEM)
    review = review_of(session, opened, partnership)
    make_submitted(session, review, make_user(session), **SCORED)
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    with pytest.raises(DBAPIError, match="cannot change"), session.begin_nested():
        session.execute(sa.text(change), {"id": review.id})


@pytest.mark.parametrize("part", ["score", "reason", "evidence"])
def test_the_hash_changes_with_every_part_of_a_score(
    session: Session, review: Review, part: str
) -> None:
    services.write_review(session, review, {**WRITTEN, **SCORED}, actor=SYSTEM)
    figures = {"form": 2}
    before = rules.content_hash(review, figures)
    changed = {f"risk_{part}": 1 if part == "score" else "Another"}
    services.write_review(session, review, changed, actor=SYSTEM)
    assert rules.content_hash(review, figures) != before


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (1, "1cfcaac76220cd9ef818090f101a98d29ff56be16167a7233b463c8fd783f86b"),
        (2, "07a5ce134ced9432ba38e4f021f4771cbe5688fc788a5fd994d10c057b94dc11"),
        (3, "e90230de77fd6e476965a034796def2649d53735380ab73ed0b643acaca329c2"),
    ],
)
def test_the_hash_of_every_form_of_figures_is_what_it_always_was(form: int, expected: str) -> None:
    """Reviews were frozen under these hashes: whoever changes one breaks what was accepted."""
    figures = {"quarter": "2026-Q3", "now": {"held": 2}, **({"form": form} if form > 1 else {})}
    review = Review(
        round_id=1, partnership_id=2, owner_id=3, submitted_by_id=3, accepted_by_id=4,
        progress=Progress.ON_TRACK, achievements="Two visits", challenges="", way_forward="",
        lessons="", recommendation=Recommendation.REFOCUS, recommendation_reason="One theme",
        decision_asked="Join", decision_body="", decision_due_on=date(2026, 12, 1),
        correction_reason="", working_days=Decimal(2),
        scores=[ReviewScore(criterion=Criterion.RISK, score=4, reason="Stable", evidence="E")],
    )  # fmt: skip
    assert rules.content_hash(review, figures) == expected


def test_the_scores_stand_with_reason_and_evidence_on_the_page(
    client: AuditedClient, session: Session, sign_in: SignIn, review: Review
) -> None:
    services.write_review(session, review, SCORED, actor=SYSTEM)
    session.flush()
    sign_in("reader")
    text = Page(client.get(f"/reviews/{review.id}")).text
    assert "A stable partner." in text
    assert "Minutes of May" in text
