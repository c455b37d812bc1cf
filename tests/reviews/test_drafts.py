"""What is typed into a review is kept for its writer, and stands in nobody's way."""

from __future__ import annotations

from app.core.permissions import Role
from app.core.session import Session
from app.reviews import services
from app.reviews.models import ReviewDraft
from tests.client import AuditedClient, Page
from tests.conftest import SignIn
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.users import make_user
from tests.reviews.test_routes import RUNNING

TYPED = [("version", "1"), ("achievements", "Half a sen"), ("risk_reason", "Late"), ("x", "y")]


def test_what_is_typed_is_kept_for_its_writer_alone_until_it_is_saved(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("contributor")
    partnership = make_active_partnership(session, owner=owner)
    review = review_of(session, make_round(session, RUNNING), partnership)
    url = f"/reviews/{review.id}"
    version = str(review.version)
    answer = client.post(f"{url}/keep", data={"achievements": "Half a sen", "version": version})
    assert "Draft kept at" in answer.get_json()["told"]
    assert review.achievements == ""
    assert "not saved" in Page(client.get(f"{url}/edit")).text
    resumed = client.get(f"{url}/edit?draft=1")
    assert "Half a sen" in resumed.text
    assert "not saved" not in Page(resumed).text

    other = make_user(session, Role.MANAGER)
    services.write_review(session, review, {"achievements": "Meanwhile"}, actor=other)
    session.flush()
    conflict = client.post(
        f"{url}/edit?draft=1", data={"achievements": "Half a sentence", "version": version}
    )
    assert conflict.status_code == 409
    assert "Meanwhile" in Page(conflict).text
    sign_in("manager")
    assert "not saved" not in Page(client.get(f"{url}/edit")).text
    assert client.get(f"{url}/edit?draft=1").text.count("Half a sen") == 0


def test_saving_and_leaving_it_out_end_a_draft(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("contributor")
    partnership = make_active_partnership(session, owner=owner)
    review = review_of(session, make_round(session, RUNNING), partnership)
    url = f"/reviews/{review.id}"
    for path, data in (
        ("forget", {}),
        ("edit", {"achievements": "Whole", "version": str(review.version)}),
    ):
        services.keep_draft(session, review, TYPED, actor=owner)
        assert client.post(f"{url}/{path}", data=data).status_code == 302
        session.expire_all()
        assert session.get(ReviewDraft, (review.id, owner.id)) is None


def test_nothing_is_kept_of_what_is_not_to_be_written(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = make_user(session)
    partnership = make_active_partnership(session, owner=owner)
    review = review_of(session, make_round(session, RUNNING), partnership)
    sign_in("contributor")
    assert client.post(f"/reviews/{review.id}/keep", data={}).status_code == 403
    make_submitted(session, review, owner)
    session.flush()
    sign_in("manager")
    assert client.post(f"/reviews/{review.id}/keep", data={}).status_code in (403, 409)


def test_accepting_ends_what_anybody_typed_and_sending_back_keeps_it(session: Session) -> None:
    owner, deputy, manager = make_user(session), make_user(session), make_user(session)
    partnership = make_active_partnership(session, owner=owner)
    review = review_of(session, make_round(session, RUNNING), partnership)
    for writer in (owner, deputy):
        services.keep_draft(session, review, TYPED, actor=writer)
    make_submitted(session, review, owner)
    services.send_back(session, review, "Which peers?", actor=manager)
    assert session.get(ReviewDraft, (review.id, deputy.id)) is not None
    services.submit(session, review, actor=owner)
    services.accept(session, review, actor=manager)
    session.flush()
    session.expire_all()
    for writer in (owner, deputy):
        assert session.get(ReviewDraft, (review.id, writer.id)) is None
