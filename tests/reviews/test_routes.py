"""The pages of reviews: who sees, writes and answers what."""

from __future__ import annotations

from app.core.audit import SYSTEM
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING, Role
from app.core.session import Session
from app.reviews import queries, services
from app.users import services as users
from app.users.services import Decision, Given
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.users import make_unit, make_user

RUNNING = Quarter(2026, 4)


def test_manager_opens_a_round_and_sees_its_board(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session)
    sign_in("manager")
    answer = client.submit("/reviews/rounds/new", {"quarter": "2026-Q4"})
    assert answer.status_code == 302
    page = Page(client.get(answer.location))
    assert page.heading == "Review round 2026-Q4"
    assert partnership.name in page.text
    assert "Not yet due" in page.text


def test_officers_do_not_open_rounds(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("officer")
    assert client.get("/reviews/rounds/new").status_code == 403


def test_a_bad_round_shows_its_mistakes_and_keeps_what_was_typed(
    client: AuditedClient, sign_in: SignIn
) -> None:
    sign_in("manager")
    answer = client.submit("/reviews/rounds/new", {"quarter": "2026-Q9", "due_on": "12/31/2026"})
    assert answer.status_code == 422
    page = Page(answer)
    assert "due_on" in page.errors()
    assert "12/31/2026" in answer.get_data(as_text=True)


def test_owner_writes_saves_a_draft_and_submits(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("contributor")
    partnership = make_active_partnership(session, owner=owner)
    review = review_of(session, make_round(session, RUNNING), partnership)
    url = f"/reviews/{review.id}/edit"
    assert client.submit(url, {"achievements": "A shared model"}).status_code == 302
    assert "A shared model" in Page(client.get(f"/reviews/{review.id}")).text
    refused = client.submit(url, {"action": "submit"})
    assert refused.status_code == 422
    assert set(Page(refused).errors()) == {"progress", "recommendation", "recommendation_reason"}
    done = client.submit(
        url,
        {
            "progress": "on_track",
            "recommendation": "continue",
            "recommendation_reason": "It pays.",
            "action": "submit",
        },
    )
    assert done.status_code == 302
    assert "Submitted" in Page(client.get(f"/reviews/{review.id}")).text
    assert client.get(url).status_code == 302


def test_contributors_of_other_units_may_read_but_not_write(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, RUNNING), partnership)
    sign_in("contributor", make_unit(session))
    assert client.get(f"/reviews/{review.id}").status_code == 200
    assert client.get(f"/reviews/{review.id}/edit").status_code == 403


def test_the_second_writer_sees_both_versions(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("officer")
    partnership = make_active_partnership(session, owner=owner)
    review = review_of(session, make_round(session, RUNNING), partnership)
    stale = {"achievements": "Mine", "version": str(review.version)}
    services.write_review(session, review, {"achievements": "Theirs"}, actor=make_user(session))
    session.flush()
    answer = client.submit(f"/reviews/{review.id}/edit", stale)
    assert answer.status_code == 409
    page = Page(answer)
    assert "Theirs" in page.text
    assert "Mine" in page.text


def test_manager_sends_back_then_accepts(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, RUNNING), partnership)
    make_submitted(session, review, make_user(session))
    session.flush()
    sign_in("manager")
    page_url, answer_url = f"/reviews/{review.id}", f"/reviews/{review.id}/answer"
    version = str(review.version)
    silent = client.post(answer_url, {"action": "send_back", "comment": "", "version": version})
    assert silent.status_code == 422
    assert "comment" in Page(silent).errors()
    client.post(answer_url, {"action": "send_back", "comment": "How many?", "version": version})
    assert "How many?" in Page(client.get(page_url)).text
    session.expire_all()
    again = queries.get_review(session, review.id, EVERYTHING)
    services.submit(session, again, actor=make_user(session))
    session.flush()
    done = client.post(answer_url, {"action": "accept", "version": str(review.version)})
    assert done.status_code == 302
    page = Page(client.get(page_url))
    assert "SHA-256" in page.text
    assert client.get(f"/reviews/{review.id}/edit").status_code == 302


def test_officers_do_not_answer_reviews(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session)
    review = review_of(session, make_round(session, RUNNING), partnership)
    make_submitted(session, review, make_user(session))
    sign_in("officer")
    assert client.post(f"/reviews/{review.id}/answer", {"action": "accept"}).status_code == 403


def test_a_hand_over_within_the_quarter_is_told_without_its_own_states(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner, heir = make_user(session), make_user(session)
    partnership = make_active_partnership(session, owner=owner)
    review = review_of(session, make_round(session, RUNNING), partnership)
    users.deactivate_user(session, owner, actor=SYSTEM, given=Given(for_the_rest=Decision(heir.id)))
    sign_in("reader")
    told = client.page(f"/reviews/{review.id}").text
    assert f"Owner: {owner.name} → {heir.name}" in told
    assert "Handed over" in told


def test_reviews_of_restricted_partnerships_are_hidden(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session, visibility="restricted", name="Quiet talks")
    opened = make_round(session, RUNNING)
    review = review_of(session, opened, partnership)
    sign_in("reader")
    for page in ("", "/history", "/review.pdf"):
        assert client.get(f"/reviews/{review.id}{page}").status_code == 404
    assert "Quiet talks" not in Page(client.get(f"/reviews/rounds/{opened.id}")).text
    assert "Quiet talks" not in Page(client.get(f"/reviews/rounds/{opened.id}/portfolio")).text


def test_review_pdf_is_tagged_and_titled(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    import io

    import pikepdf

    partnership = make_active_partnership(session, name="Data ethics with four cities")
    review = review_of(session, make_round(session, RUNNING), partnership)
    sign_in("reader")
    answer = client.get(f"/reviews/{review.id}/review.pdf")
    assert answer.mimetype == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.data)) as file:
        assert file.Root.MarkInfo.Marked
        assert file.Root.StructTreeRoot is not None
        assert str(file.Root.Lang).startswith("en")
        assert "Data ethics with four cities" in str(file.docinfo["/Title"])


def test_round_page_costs_the_same_for_one_and_thirty(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    sign_in(Role.MANAGER)
    make_active_partnership(session)
    opened = make_round(session, RUNNING)
    url = f"/reviews/rounds/{opened.id}"
    session.flush()
    with count_statements() as one:
        client.get(url)
    for _number in range(29):
        make_active_partnership(session)
    services.complete_round(session, opened, actor=make_user(session))
    session.flush()
    with count_statements() as thirty:
        client.get(url)
    assert len(one) == len(thirty) <= 6


def test_review_page_costs_the_same_with_little_and_much(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    partnership = make_active_partnership(session)
    number = review_of(session, make_round(session, RUNNING), partnership).id
    sign_in("manager")
    for path in ("", "/edit"):
        costs = []
        for rows in (1, 15):
            for _number in range(rows):
                made = make_engagement(session, partnership=partnership)
                make_follow_up(session, engagement=made)
            session.expire_all()
            with count_statements() as statements:
                assert client.get(f"/reviews/{number}{path}").status_code == 200
            costs.append(len(statements))
        assert costs[0] == costs[1] <= 9


def test_reviews_and_rounds_cost_the_same_for_one_and_thirty(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    me = sign_in("manager")
    opened, costs = make_round(session, RUNNING), []
    for rows in (1, 29):
        for _row in range(rows):
            make_active_partnership(session, owner=me)
        services.complete_round(session, opened, actor=me)
        session.expire_all()
        with count_statements() as statements:
            assert client.get("/reviews").status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 6
