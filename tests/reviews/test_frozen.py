"""What was accepted is kept: corrections, moves as recommended, hashes verified by the sweep."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.permissions import EVERYTHING, Role
from app.core.session import Session
from app.partnerships.models import PartnershipState
from app.partnerships.queries import get_partnership
from app.reviews import queries, rules, services
from app.reviews.models import Recommendation, Review, ReviewState
from tests.client import AuditedClient, Page
from tests.conftest import SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_contact
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.users import make_user

BEGAN = date(2026, 1, 1)
Verb = Callable[[Session, Review], Any]


def accepted(session: Session, partnership: Any = None, **values: Any) -> Review:
    """An accepted review, as its page reads it."""
    partnership = partnership or make_active_partnership(session, starts_on=BEGAN)
    review = review_of(session, make_round(session), partnership)
    make_submitted(session, review, make_user(session), **values)
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    return again(session, review)


def again(session: Session, review: Review) -> Review:
    session.flush()
    number = review.id
    session.expire_all()
    return queries.get_review(session, number, EVERYTHING)


@pytest.mark.parametrize(
    "verb",
    [
        lambda s, r: services.write_review(s, r, {"lessons": "More"}, actor=SYSTEM),
        lambda s, r: services.write_review(s, r, {"risk_score": 1}, actor=SYSTEM),
        lambda s, r: services.submit(s, r, actor=SYSTEM),
        lambda s, r: services.send_back(s, r, "Again", actor=SYSTEM),
        lambda s, r: services.accept(s, r, actor=SYSTEM),
        lambda s, r: services.delegate(s, r, False, actor=SYSTEM),
    ],
)
def test_no_verb_changes_an_accepted_review(session: Session, verb: Verb) -> None:
    review = accepted(session)
    before = review.content_hash
    with pytest.raises(Refused):
        verb(session, review)
    review = again(session, review)
    assert rules.content_hash(review, review.figures) == before == review.content_hash


def test_a_new_owner_leaves_the_accepted_review_to_the_old_one(session: Session) -> None:
    from app.partnerships import services as partnerships

    partnership = make_active_partnership(session, starts_on=BEGAN)
    review = accepted(session, partnership)
    owner = review.owner_id
    heir = make_user(session)
    partnerships.set_owner(session, partnership, heir.id, "Leaves", actor=SYSTEM)
    assert again(session, review).owner_id == owner
    assert list(services.wrong_hashes(session)) == []


def test_a_correction_is_a_new_edition_that_names_the_old_one(session: Session) -> None:
    partnership = make_active_partnership(session, starts_on=BEGAN)
    old = accepted(session, partnership, risk_score=4, risk_reason="Why", risk_evidence="That")
    frozen = old.content_hash
    new = again(session, services.correct(session, old, "The second visit is missing",
                                          actor=SYSTEM))  # fmt: skip
    assert (new.edition, new.corrects_id, new.state) == (2, old.id, ReviewState.OPEN)
    assert new.achievements == old.achievements
    assert [(one.score, one.reason) for one in new.scores] == [(4, "Why")]
    assert again(session, old).content_hash == frozen


def test_the_accepted_edition_stands_until_its_correction_is_accepted(session: Session) -> None:
    old = accepted(session)
    new = again(session, services.correct(session, old, "A slip", actor=SYSTEM))
    round_id = old.round_id

    def standing() -> list[int]:
        found = queries.reviews_of_round(EVERYTHING, round_id).where(queries.is_in_force())
        return [review.id for review in session.scalars(found)]

    assert standing() == [old.id]
    assert [r.id for r in queries.list_reviews(session, EVERYTHING, round_id)] == [new.id]
    make_submitted(session, new, make_user(session), lessons="Corrected")
    services.accept(session, new, actor=make_user(session, Role.MANAGER))
    session.flush()
    assert standing() == [new.id]
    assert list(services.wrong_hashes(session)) == []


def test_only_what_is_accepted_is_corrected_and_only_once(session: Session) -> None:
    partnership = make_active_partnership(session, starts_on=BEGAN)
    review = review_of(session, make_round(session), partnership)
    with pytest.raises(Refused, match="accepted"):
        services.correct(session, review, "Too early", actor=SYSTEM)
    make_submitted(session, review, make_user(session))
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    old = again(session, review)
    with pytest.raises(Refused, match="what is wrong"):
        services.correct(session, old, " ", actor=SYSTEM)
    services.correct(session, old, "A slip", actor=SYSTEM)
    with pytest.raises(Refused, match="begun already"):
        services.correct(session, again(session, old), "Another", actor=SYSTEM)


@pytest.mark.parametrize(
    ("recommendation", "state", "verb"),
    [
        (Recommendation.CONTINUE, PartnershipState.ACTIVE, None),
        (Recommendation.CONTINUE, PartnershipState.UNDER_REVIEW, "activate"),
        (Recommendation.STRENGTHEN, PartnershipState.DORMANT, "resume"),
        (Recommendation.REFOCUS, PartnershipState.ACTIVE, "put_under_review"),
        (Recommendation.REFOCUS, PartnershipState.UNDER_REVIEW, None),
        (Recommendation.PAUSE, PartnershipState.ACTIVE, "make_dormant"),
        (Recommendation.PAUSE, PartnershipState.SUSPENDED, None),
        (Recommendation.EXIT, PartnershipState.SUSPENDED, "end"),
        (Recommendation.EXIT, PartnershipState.ENDED, None),
        (None, PartnershipState.ACTIVE, None),
    ],
)
def test_a_recommendation_proposes_the_move_that_would_do_it(
    recommendation: Recommendation | None, state: PartnershipState, verb: str | None
) -> None:
    move = rules.proposed_move(recommendation, state)
    assert (move.verb if move else None) == verb


def test_one_click_moves_the_partnership_as_recommended(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session, starts_on=BEGAN)
    review = accepted(session, partnership, recommendation=Recommendation.PAUSE)
    sign_in("officer")
    assert "Make dormant" in Page(client.get(f"/reviews/{review.id}")).text
    assert client.post(f"/reviews/{review.id}/move").status_code == 302
    session.expire_all()
    moved = get_partnership(session, partnership.id, EVERYTHING)
    assert moved.state == PartnershipState.DORMANT
    assert moved.state_reason == f"Review 2026-Q3: {review.recommendation_reason}"
    assert "Make dormant" not in Page(client.get(f"/reviews/{review.id}")).text
    again = client.post(f"/reviews/{review.id}/move", follow_redirects=True)
    assert "The state has changed meanwhile" in again.text


def test_a_recommended_move_that_the_gate_refuses_tells_what_is_missing(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_partnership(session, exists=True, starts_on=BEGAN)
    review = accepted(session, partnership, recommendation=Recommendation.CONTINUE)
    sign_in("officer")
    answer = client.post(f"/reviews/{review.id}/move", follow_redirects=True)
    assert answer.request.path == f"/reviews/{review.id}"
    assert "One accountable owner who is an active user" in answer.text
    # The way to write it is closed, and says which one is open.
    answer = client.get(f"/reviews/{review.id}/edit", follow_redirects=True)
    assert "correct it instead" in answer.text


def test_exit_leads_to_the_page_of_ending_with_the_reason(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    review = accepted(session, recommendation=Recommendation.EXIT)
    sign_in("officer")
    page = Page(client.get(f"/reviews/{review.id}"))
    (link,) = [a["href"] for a in page.soup.find_all("a") if "/end?" in a["href"]]
    assert "Review 2026-Q3" in client.get(link).get_data(as_text=True)


def test_contributors_see_no_move(client: AuditedClient, session: Session, sign_in: SignIn) -> None:
    review = accepted(session, recommendation=Recommendation.PAUSE)
    sign_in("contributor")
    assert "Make dormant" not in Page(client.get(f"/reviews/{review.id}")).text
    assert client.post(f"/reviews/{review.id}/move").status_code == 403


def test_the_owner_begins_a_correction_on_the_page(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("officer")
    review = accepted(session, make_active_partnership(session, owner=owner, starts_on=BEGAN))
    url = f"/reviews/{review.id}/correct"
    assert client.submit(url, {"reason": ""}).status_code == 422
    answer = client.submit(url, {"reason": "Two visits, not one"})
    assert answer.status_code == 302
    new = answer.location.split("/")[-2]
    assert "Two visits, not one" in Page(client.get(f"/reviews/{new}")).text
    assert "A correction is being written" in Page(client.get(f"/reviews/{review.id}")).text


def test_erasing_people_keeps_every_hash(session: Session) -> None:
    """What is frozen points at nobody by name, so that names can be changed and rows can go."""
    partnership = make_active_partnership(session, starts_on=BEGAN)
    contact = make_contact(session, given_name="Zebulon", family_name="Erasable")
    talk = make_engagement(
        session, partnership=partnership, starts_on=date(2026, 8, 3), contacts=[contact]
    )
    make_follow_up(session, engagement=talk, due_on=date(2026, 9, 1))
    names = ["Zebulon", "Erasable", *(person.name for person in talk.people)]
    review = accepted(session, partnership)
    frozen = json.dumps(review.figures, ensure_ascii=False)
    people = {review.owner, review.submitted_by, review.accepted_by}
    names += [person.name for person in people]
    assert [name for name in names if name in frozen] == []
    assert "contact" not in frozen
    for number in {person.id for person in people}:
        session.execute(
            sa.text("UPDATE \"user\" SET name = 'erased', title = '' WHERE id = :id"),
            {"id": number},
        )
    for table, column in (("engagement_contact", "contact_id"), ("affiliation", "contact_id"),
                          ("contact", "id")):  # fmt: skip
        session.execute(sa.text(f"DELETE FROM {table} WHERE {column} = :id"), {"id": contact.id})
    session.expire_all()
    assert list(services.wrong_hashes(session)) == []


def test_the_sweep_names_a_review_that_was_tampered_with(app: Flask, session: Session) -> None:
    review = accepted(session)
    assert list(services.wrong_hashes(session)) == []
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    drop = "DROP TRIGGER review_keep" + ("" if is_sqlite else " ON review")
    session.execute(sa.text(drop))
    session.execute(sa.text("UPDATE review SET lessons = 'None' WHERE id = :id"), {"id": review.id})
    session.expire_all()
    (line,) = services.wrong_hashes(session)
    assert line.startswith(f"review {review.id}:")
    assert list(services.lost_acceptances(session)) == []
    # Who seals it anew, or takes the acceptance back, is told on by the history.
    tampered = next(queries.accepted_reviews(session))
    sealed = rules.content_hash(tampered, tampered.figures)
    for values in (f"content_hash = '{sealed}'", "state = 'open', content_hash = ''"):
        session.execute(sa.text(f"UPDATE review SET {values} WHERE id = :id"), {"id": review.id})
        session.expire_all()
        assert list(services.wrong_hashes(session)) == []
        (line,) = services.lost_acceptances(session)
        assert line.startswith(f"review {review.id}:")
