"""Proposed changes of goals: who proposes, what accepting does to a draft, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.permissions import Role
from app.core.session import Session
from app.strategy import queries, services
from app.strategy.models import ChangeKind, ChangeState, Goal, GoalChange, StrategyKind
from tests.client import AuditedClient
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.reviews import make_round, review_of
from tests.factories.strategy import make_draft, make_goal, make_objective, make_strategy
from tests.factories.users import make_unit, make_user


def propose(session: Session, kind: ChangeKind, goal: Goal | None = None, **more: Any) -> Any:
    values = {
        "kind": kind, "document": StrategyKind.CITY_STRATEGY, "reason": "It is measured nowhere.",
        "goal_id": goal.id if goal else None, "name_en": "A better name", **more,
    }  # fmt: skip
    made = services.propose_change(session, values, actor=SYSTEM)
    return queries.get_change(session, made.id)


def accept(session: Session, change: GoalChange, draft: Any, **values: Any) -> None:
    services.accept_change(session, change, draft, values, actor=SYSTEM)


def parts(session: Session, draft: Any) -> list[Goal]:
    return queries.parts_for_succession(session, Goal, draft.id)


def test_a_changed_goal_enters_the_draft_as_what_carries_the_old_one_on(session: Session) -> None:
    goal, draft = make_goal(session), make_draft(session)
    change = propose(session, ChangeKind.CHANGE, goal)
    accept(session, change, draft, code="N1", answer="Taken up.")
    made = parts(session, draft)
    assert [(g.code, g.name_en, g.predecessors) for g in made] == [("N1", "A better name", [goal])]
    assert (change.state, change.strategy_id, change.answer) == (
        ChangeState.ACCEPTED, draft.id, "Taken up.",
    )  # fmt: skip


def test_a_goal_that_the_draft_carries_on_gets_the_other_words(session: Session) -> None:
    goal, draft = make_goal(session), make_draft(session)
    heir = make_goal(session, strategy=draft, predecessors=[goal.id])
    accept(session, propose(session, ChangeKind.CHANGE, goal), draft)
    assert [(g.id, g.name_en) for g in parts(session, draft)] == [(heir.id, "A better name")]


def test_a_new_goal_needs_a_code_and_carries_nothing_on(session: Session) -> None:
    make_strategy(session)
    draft = make_draft(session)
    change = propose(session, ChangeKind.ADD)
    with pytest.raises(Refused) as refused:
        accept(session, change, draft, code=" ")
    assert refused.value.field == "code"
    accept(session, change, draft, code="X")
    assert [(g.code, g.predecessors) for g in parts(session, draft)] == [("X", [])]


def test_dropping_is_accepted_only_by_a_draft_without_the_goal(session: Session) -> None:
    goal, draft, other = make_goal(session), make_draft(session), make_draft(session)
    make_goal(session, strategy=draft, predecessors=[goal.id])
    change = propose(session, ChangeKind.DROP, goal)
    with pytest.raises(Refused):
        accept(session, change, draft)
    accept(session, change, other)
    assert parts(session, other) == []


def test_only_a_draft_of_the_same_document_takes_it_up(session: Session) -> None:
    goal = make_goal(session)
    change = propose(session, ChangeKind.CHANGE, goal)
    for strategy in (goal.strategy, make_draft(session, StrategyKind.FRAMEWORK)):
        with pytest.raises(Refused) as refused:
            accept(session, change, strategy, code="N")
        assert refused.value.field == "strategy_id"


def test_declining_needs_a_reason_and_an_answer_is_given_once(session: Session) -> None:
    change = propose(session, ChangeKind.CHANGE, make_goal(session))
    with pytest.raises(Refused):
        services.decline_change(session, change, {"answer": " "}, actor=SYSTEM)
    services.decline_change(session, change, {"answer": "The council chose it."}, actor=SYSTEM)
    with pytest.raises(Refused):
        accept(session, change, make_draft(session), code="N")
    assert change.state is ChangeState.DECLINED


def test_a_review_leads_to_a_proposal_that_names_where_the_need_was_seen(
    client: AuditedClient, session: Session
) -> None:
    goal = make_goal(session)
    partnership = make_active_partnership(
        session, name="Seen here", goal=goal, starts_on=date(2020, 1, 1)
    )
    review, name = review_of(session, make_round(session), partnership), "Seen here"
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    path = f"/strategy/changes/new?review={review.id}"
    assert client.page(f"/reviews/{review.id}").soup.find("a", href=path)
    typed = {"goal_id": str(goal.id), "name_en": "Measured growth", "reason": "Nothing shows it."}
    answer = client.submit(path, typed)
    assert answer.status_code == 302
    page = client.page(answer.headers["Location"])
    assert name in page.text
    assert "Open the review" in page.text
    assert name in client.page("/strategy/changes").text
    proposed = client.page(f"/reviews/{review.id}").soup.find(id="goal-changes")
    assert "Measured growth" in proposed.get_text()


def test_a_change_begins_with_the_words_that_are_there_now(
    client: AuditedClient, session: Session
) -> None:
    goal = make_goal(session, name_en="Growth", name_sv="Tillväxt")
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    page = client.page(f"/strategy/changes/new?goal={goal.id}")
    assert page.soup.find(id="name_en")["value"] == "Growth"
    assert page.soup.find(id="name_sv")["value"] == "Tillväxt"
    assert client.get("/strategy/changes/new?goal=999999").status_code == 404


def test_the_answer_is_given_on_pages(client: AuditedClient, session: Session) -> None:
    goal, draft = make_goal(session), make_draft(session, title_en="Next strategy")
    change = propose(session, ChangeKind.CHANGE, goal)
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    path = f"/strategy/changes/{change.id}"
    refused = client.submit(f"{path}/accept", {"strategy_id": str(draft.id), "code": ""})
    assert refused.status_code == 422
    answer = client.submit(f"{path}/accept", {"strategy_id": str(draft.id), "code": "N1"})
    assert answer.headers["Location"] == path
    assert "Next strategy" in client.page(path).text
    late = client.submit(f"{path}/decline", {"answer": "No"})
    assert late.status_code == 422


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"goal_id": ""}, "goal_id"),
        ({"kind": "add"}, "goal_id"),
        ({"kind": "drop", "goal_id": ""}, "goal_id"),
        ({"name_en": ""}, "name_en"),
        ({"reason": ""}, "reason"),
        ({"document": "framework"}, "goal_id"),
        ({"kind": "nonsense"}, "kind"),
    ],
)
def test_what_does_not_fit_together_is_told_at_its_field(
    client: AuditedClient, session: Session, typed: dict[str, str], field: str
) -> None:
    goal = make_goal(session)
    make_objective(session)
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    given = {"name_en": "Other words", "reason": "Kept as typed", **typed}
    answer = client.submit(f"/strategy/changes/new?goal={goal.id}", given)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert given["reason"] in answer.text


def test_contributors_propose_readers_read_and_officers_answer(
    client: AuditedClient, session: Session
) -> None:
    change = propose(session, ChangeKind.CHANGE, make_goal(session))
    reader, contributor = (
        make_user(session, role=Role.READER),
        make_user(session, role=Role.CONTRIBUTOR),
    )
    for user, new, accepting in ((reader, 403, 403), (contributor, 200, 403)):
        client.sign_in(session, user)
        client.page("/strategy/changes")
        client.page(f"/strategy/changes/{change.id}")
        assert client.get("/strategy/changes/new").status_code == new
        assert client.get(f"/strategy/changes/{change.id}/accept").status_code == accepting


def test_what_comes_from_a_restricted_partnership_shows_only_to_those_who_see_it(
    client: AuditedClient, session: Session
) -> None:
    hidden = make_partnership(session, visibility="restricted", unit_id=make_unit(session).id)
    change = propose(
        session, ChangeKind.CHANGE, make_goal(session), partnership_id=hidden.id,
        name_en="Unspoken",
    )  # fmt: skip
    client.sign_in(session, make_user(session, role=Role.READER))
    assert "Unspoken" not in client.page("/strategy/changes").text
    assert client.get(f"/strategy/changes/{change.id}").status_code == 404
    client.sign_in(session, make_user(session, role=Role.CONTRIBUTOR))
    asked = client.get(f"/strategy/changes/new?partnership={hidden.id}")
    assert asked.status_code == 404
    typed = {"goal_id": "", "kind": "add", "name_en": "X", "reason": "Y"}
    assert client.submit("/strategy/changes/new", typed).status_code == 302
