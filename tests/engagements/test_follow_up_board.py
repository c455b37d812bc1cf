"""The board of follow-ups, and several postponed at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.core import clock
from app.core.audit import SYSTEM, history_of
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.permissions import Role
from app.core.session import Session
from app.engagements import services
from app.engagements.models import FollowUp, FollowUpState, Promiser
from app.users.models import User
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.partnerships import make_partnership
from tests.factories.users import make_user

BOARD, POSTPONE = "/follow-ups/board", "/follow-ups/postpone"
TODAY = date(2026, 11, 2)
LATER = date(2026, 12, 1)


@pytest.fixture
def me(client: AuditedClient, session: Session) -> User:
    user = make_user(session, Role.CONTRIBUTOR)
    client.sign_in(session, user)
    return user


def lane(page: Page, key: str) -> str:
    found = page.soup.find(attrs={"aria-labelledby": f"lane-{key}"})
    assert found is not None
    return " ".join(found.get_text(" ").split())


def mine(session: Session, me: User, **values: object) -> FollowUp:
    return make_follow_up(
        session, partnership=make_partnership(session), assignee_id=me.id, **values
    )


def test_board_parts_late_open_at_work_and_closed(
    client: AuditedClient, session: Session, me: User
) -> None:
    mine(session, me, what="Late paper", due_on=TODAY - timedelta(days=1))
    mine(session, me, what="Open paper", due_on=TODAY)
    started = mine(session, me, what="Paper at work")
    services.start_follow_up(session, started, actor=SYSTEM)
    done = mine(session, me, what="Paper sent")
    services.complete_follow_up(session, done, actor=SYSTEM)
    dropped = mine(session, me, what="Paper dropped")
    services.drop_follow_up(session, dropped, "They left", actor=SYSTEM)
    old = mine(session, me, what="Old paper")
    with clock.frozen(clock.now() - timedelta(days=31)):
        services.complete_follow_up(session, old, actor=SYSTEM)
    page = client.page(BOARD)
    assert "Late paper" in lane(page, "late")
    assert "Open paper" in lane(page, "open")
    assert "Paper at work" in lane(page, "in_progress")
    assert "Paper sent" in lane(page, "done")
    assert "They left" in lane(page, "dropped")
    assert "Old paper" not in page.text


def test_board_says_who_promised_what_to_whom(
    client: AuditedClient, session: Session, me: User
) -> None:
    mine(session, me, what="Our paper", counterpart="Anna of Oslo")
    mine(session, me, what="Their data", counterpart="Port of Oslo", promiser=Promiser.THEM)
    page = client.page(BOARD)
    assert f"{me.name} → Anna of Oslo" in page.text
    assert f"They: Port of Oslo → {me.name}" in page.text
    listed = client.get("/follow-ups?format=csv").get_data(as_text=True)
    assert "Anna of Oslo" in listed


def test_board_shows_ones_own_and_everybodys_on_demand(
    client: AuditedClient, session: Session, me: User
) -> None:
    make_follow_up(session, what="Of a colleague")
    hidden = make_engagement(session, visibility=Visibility.RESTRICTED)
    make_follow_up(session, what="Secret promise", engagement=hidden)
    assert "Of a colleague" not in client.page(BOARD).text
    page = client.page(f"{BOARD}?all=1")
    assert "Of a colleague" in page.text
    assert "Secret promise" not in page.text


def test_board_names_nothing_hidden_beside_a_promise_of_ones_own(
    client: AuditedClient, session: Session, me: User
) -> None:
    secret = make_partnership(session, name="Secret talks", visibility=Visibility.RESTRICTED)
    make_follow_up(session, what="Book a room", partnership=secret, assignee_id=me.id)
    page = client.page(BOARD)
    assert "Book a room" in page.text
    assert "Secret talks" not in page.text


def test_card_is_moved_on_the_board(client: AuditedClient, session: Session, me: User) -> None:
    follow_up = mine(session, me)
    answer = client.submit(BOARD, form=f"/follow-ups/{follow_up.id}/start")
    assert answer.location == BOARD
    session.expire_all()
    assert follow_up.state is FollowUpState.IN_PROGRESS


def test_several_are_postponed_with_one_reason(
    client: AuditedClient, session: Session, me: User
) -> None:
    first, second = mine(session, me, due_on=TODAY), mine(session, me)
    left = mine(session, me, due_on=TODAY)
    sent = {
        "follow_ups": [str(first.id), str(second.id)],
        "due_on": "1.12.2026",
        "reason": "The fair was moved",
    }
    assert client.submit(POSTPONE, sent).location == BOARD
    session.expire_all()
    assert [each.due_on for each in (first, second, left)] == [LATER, LATER, TODAY]
    (change, *_) = history_of(session, "follow_up", first.id)
    assert (change.action, change.reason) == ("follow_up.postpone", "The fair was moved")
    assert change.actor_id == me.id


def test_mistakes_are_told_and_nothing_moves(
    client: AuditedClient, session: Session, me: User
) -> None:
    first = mine(session, me, due_on=TODAY)
    later = mine(session, me, due_on=LATER + timedelta(days=1), what="The long one")
    page = Page(client.submit(POSTPONE, {"due_on": "1.12.2026", "reason": ""}))
    assert "Tick" in page.errors()["follow_ups"]
    assert "postponed" in page.errors()["reason"]
    both = [str(first.id), str(later.id)]
    page = Page(
        client.submit(POSTPONE, {"follow_ups": both, "due_on": "1.12.2026", "reason": "Because"})
    )
    assert "“The long one”" in page.errors()["due_on"]
    session.expire_all()
    assert first.due_on == TODAY


def test_promises_of_others_are_not_postponed(
    client: AuditedClient, session: Session, me: User
) -> None:
    other = make_follow_up(session, due_on=TODAY)
    mine(session, me)
    sent = {"follow_ups": [str(other.id)], "due_on": "1.12.2026", "reason": "Because"}
    assert client.post(f"{POSTPONE}?all=1", sent).status_code == 422
    session.expire_all()
    assert other.due_on == TODAY


def test_closed_promise_is_not_postponed(session: Session) -> None:
    closed = make_follow_up(session, due_on=TODAY)
    services.complete_follow_up(session, closed, actor=SYSTEM)
    with pytest.raises(Refused):
        services.postpone_together(session, [closed], LATER, "Because", actor=SYSTEM)


def test_board_and_postponing_cost_the_same_for_few_and_many(
    client: AuditedClient, session: Session, me: User, count_statements: CountStatements
) -> None:
    counts = []
    for number in (1, 5):
        made = [mine(session, me, due_on=TODAY) for _ in range(number)]
        session.expire_all()
        sent = {
            "follow_ups": [str(each.id) for each in made],
            "due_on": "1.12.2026",
            "reason": "Because",
        }
        with count_statements() as statements:
            client.page(BOARD)
            client.post(POSTPONE, sent)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_overdue_shows_on_the_partnership_and_at_home(
    client: AuditedClient, session: Session, me: User
) -> None:
    follow_up = mine(session, me, due_on=TODAY - timedelta(days=1))
    for address in (f"/partnerships/{follow_up.partnership_id}", "/"):
        late = client.page(address).soup.select(".due.late")
        assert [" ".join(tag.get_text().split()) for tag in late] == ["Was due 1 Nov 2026"]
