"""Rounds: opened by command as by hand, for any quarter; who writes what; who is reminded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.audit import SYSTEM, history_of
from app.core.errors import Refused
from app.core.mail import latest_about
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING, viewer_of
from app.core.session import Session
from app.partnerships import services as partnerships
from app.reviews import queries, rules, services, views
from app.reviews.models import Review, ReviewState
from app.users.models import User
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.reviews import QUARTER, make_round, make_submitted, review_of
from tests.factories.users import make_unit, make_user
from tests.mailbox import Inbox

RUNNING = Quarter(2026, 4)


def with_deputy(session: Session, **values: object) -> tuple[Review, object]:
    """The review of a partnership that has a deputy, and the deputy."""
    deputy = make_user(session, **values)
    partnership = make_active_partnership(session, starts_on=date(2026, 1, 1))
    partnerships.update_partnership(session, partnership, {"deputy_id": deputy.id}, actor=SYSTEM)
    return review_of(session, make_round(session), partnership), deputy


def test_keeping_a_round_open_again_changes_nothing(session: Session) -> None:
    make_active_partnership(session, starts_on=date(2026, 1, 1))
    first, is_new, added = services.keep_round_open(session, QUARTER, actor=SYSTEM)
    assert is_new
    assert added >= 1
    assert services.keep_round_open(session, QUARTER, actor=SYSTEM) == (first, False, 0)


def test_a_round_of_the_past_gives_as_much_time_as_any_other(session: Session) -> None:
    opened = make_round(session, Quarter(2021, 2))
    assert opened.due_on == date(2026, 12, 2)


def test_the_command_opens_the_round_that_ended_last_once(app: Flask, session: Session) -> None:
    run = app.test_cli_runner()
    first = run.invoke(args=["open-review-round"])
    assert first.output.startswith("Opened round 2026-Q3")
    again = run.invoke(args=["open-review-round", "2026-Q3"])
    assert again.output.startswith("Was open already: round 2026-Q3")
    assert again.output.rstrip().endswith("reviews added: 0")


@pytest.mark.parametrize("quarter", ["2026-Q9", "2031-Q1"])
def test_the_command_tells_what_is_no_quarter_to_review(
    app: Flask, session: Session, quarter: str
) -> None:
    answer = app.test_cli_runner().invoke(args=["open-review-round", quarter])
    assert answer.exit_code == 1
    assert "Error:" in answer.output


def test_a_skipped_quarter_stays_visible() -> None:
    listed = views.trail([], date(2025, 2, 1), Quarter(2026, 3), "No review")
    quarters = reversed(list(Quarter(2025, 1).until(Quarter(2026, 3))))
    assert [step.quarter for step in listed] == [str(quarter) for quarter in quarters]
    assert all(step.label == "No review" and not step.url for step in listed)


def test_the_list_of_rounds_names_the_quarters_without_one(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_round(session, Quarter(2026, 1))
    sign_in("manager")
    page = Page(client.get("/reviews"))
    assert page.text.count("No round was opened.") == 2
    form = client.get("/reviews/rounds/new?quarter=2026-Q2").get_data(as_text=True)
    assert '<option selected value="2026-Q2">' in form


def test_the_owner_writes_unless_the_deputy_was_asked(session: Session) -> None:
    review, deputy = with_deputy(session)
    assert rules.writer_id(review) == review.owner_id
    services.delegate(session, review, True, actor=SYSTEM)
    assert rules.writer_id(review) == deputy.id
    owner = review.owner

    def to_write(user: User) -> list[int]:
        found, _none = queries.reviews_for(session, viewer_of(user), accepts=False)
        return [each.id for each in found]

    assert (to_write(deputy), to_write(owner)) == ([review.id], [])
    services.delegate(session, review, False, actor=SYSTEM)
    assert (to_write(deputy), to_write(owner)) == ([], [review.id])


def test_nothing_is_delegated_to_nobody_or_after_submission(session: Session) -> None:
    lonely = make_active_partnership(session, starts_on=date(2026, 1, 1))
    review = review_of(session, make_round(session), lonely)
    with pytest.raises(Refused, match="no deputy"):
        services.delegate(session, review, True, actor=SYSTEM)
    make_submitted(session, review, make_user(session))
    with pytest.raises(Refused, match="submitted"):
        services.delegate(session, review, False, actor=SYSTEM)


def test_the_deputy_submits_on_behalf_of_the_owner_and_the_board_says_who_writes(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    review, deputy = with_deputy(session, name="Deputy Someone")
    client.sign_in(session, deputy)
    page = client.get(f"/reviews/{review.id}")
    assert "Delegate to Deputy Someone" in page.get_data(as_text=True)
    client.post(f"/reviews/{review.id}/delegate", {"to": "deputy"})
    board = Page(client.get(f"/reviews/rounds/{review.round_id}"))
    assert f"Deputy Someone, for {review.owner.name}" in board.text
    session.expire_all()
    again = queries.get_review(session, review.id, EVERYTHING)
    make_submitted(session, again, deputy)
    assert (again.submitted_by_id, again.on_behalf_of_id) == (deputy.id, again.owner_id)


def test_the_board_is_narrowed_and_paged_and_its_progress_stays_that_of_the_round(
    client: AuditedClient, session: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    review, deputy = with_deputy(session, name="Deputy Someone")
    services.delegate(session, review, True, actor=SYSTEM)
    unit = make_unit(session).id
    owned = make_active_partnership(session, starts_on=date(2026, 1, 1), unit_id=unit)
    here, there = review.partnership.name, owned.name
    opened, _is_new, _added = services.keep_round_open(session, QUARTER, actor=SYSTEM)
    handed = review_of(session, opened, owned)
    writer = handed.owner_id
    make_submitted(session, handed, make_user(session))
    sign_in("reader")
    url = f"/reviews/rounds/{opened.id}"

    def names(query: str = "") -> list[str]:
        page = Page(client.get(f"{url}{query}"))
        assert "Reviews 2 " in " ".join(page.soup.select_one(".stats").stripped_strings)
        return [cell.get_text(strip=True) for cell in page.soup.select("#list tbody th")]

    assert names() == sorted([here, there])
    assert names("?state=submitted") == [there]
    assert names("?state=overdue") == names("?writer=nobody") == []
    assert names("?state=due") == [here]
    assert names(f"?unit={unit}") == [there]
    assert names(f"?writer={deputy.id}") == [here]
    assert names(f"?writer={writer}") == [there]
    # Of many people a part of the name is typed; their list would be most of the page.
    monkeypatch.setattr("app.reviews.lists.OFFERED", 1)
    assert names(f"?writer={deputy.name.upper()[:-1]}") == [here]
    assert names(f"?writer={writer}&unit={unit}") == [there]
    assert names("?writer=no%20owner") == names("?writer=nonsense") == []
    monkeypatch.setattr("app.core.lists.declared.PAGE", 1)
    first = Page(client.get(url))
    (second,) = names(first.soup.find(id="page-next")["href"].removeprefix(url))
    assert [second] == sorted([here, there])[1:]


def test_whoever_may_not_write_does_not_delegate(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    review, _deputy = with_deputy(session)
    sign_in("reader")
    assert client.post(f"/reviews/{review.id}/delegate", {"to": "deputy"}).status_code == 403


def test_writers_are_reminded_once_a_week_in_their_language(
    app: Flask, session: Session, inbox: Inbox
) -> None:
    review, deputy = with_deputy(session, locale="fi")
    services.delegate(session, review, True, actor=SYSTEM)
    with app.app_context():
        assert services.remind_writers(session, city="Helsinki") == [deputy]
        written = latest_about(session, "review_reminder", deputy.id)
        assert review.partnership.name in written.body
        assert "Helsinki" in written.body
        assert "quarterly" not in written.body.casefold()
        assert services.remind_writers(session, city="Helsinki") == []
        with clock.at(clock.now() + timedelta(days=7)):
            pages = "https://city.example/reviews"
            assert services.remind_writers(session, city="Helsinki", pages=pages) == [deputy]
            written = latest_about(session, "review_reminder", deputy.id)
            assert f"{pages}/{review.id}\n" in written.body


def test_nobody_is_reminded_of_what_is_not_due_or_handed_in(
    app: Flask, session: Session, inbox: Inbox
) -> None:
    partnership = make_active_partnership(session, starts_on=date(2026, 1, 1))
    make_round(session, RUNNING)
    review = review_of(session, make_round(session), partnership)
    make_submitted(session, review, make_user(session))
    with app.app_context():
        assert services.remind_writers(session, city="Helsinki") == []


def test_a_round_of_thirty_costs_as_many_statements_as_one_of_three(
    session: Session, count_statements: CountStatements
) -> None:
    owner, costs = make_user(session), []
    for number, quarter in ((3, Quarter(2026, 2)), (27, Quarter(2026, 3))):
        for each in range(number):
            # Without an owner, with one: blanks between values are no statements of their own.
            make_partnership(session, exists=True, owner_id=owner.id if each % 2 else None)
        session.expire_all()
        with count_statements() as statements:
            services.open_round(session, quarter, actor=SYSTEM)
        costs.append(statements)
    assert len(costs[0]) == len(costs[1]), costs[1]


def test_what_a_round_opens_stands_in_the_history_of_each_review(session: Session) -> None:
    found = [make_active_partnership(session, starts_on=date(2026, 1, 1)) for _each in range(3)]
    opened = make_round(session)
    for partnership in found:
        review = review_of(session, opened, partnership)
        (change,) = history_of(session, "review", review.id)
        assert (change.action, change.fields["partnership_id"]) == (
            "review.open",
            [None, partnership.id],
        )
        assert (review.state, review.edition, review.version) == (ReviewState.OPEN, 1, 1)
        assert review.owner_id == partnership.owner_id
