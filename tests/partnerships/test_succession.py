"""After a new strategy or framework: who waits, what is suggested, and how it is answered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.core import audit, clock
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.permissions import EVERYTHING, Role, Viewer, viewer_of
from app.core.session import Session
from app.partnerships import queries, services
from app.partnerships.models import EndKind, PartnershipState
from app.partnerships.queries import succession as succession_queries
from app.partnerships.queries import under_review
from app.partnerships.routes import lists as list_routes
from app.partnerships.routes import succession as succession_routes
from app.strategy.models import Goal, Objective, StrategyKind
from tests.client import AuditedClient
from tests.conftest import CountStatements
from tests.factories.partnerships import make_active_partnership
from tests.factories.strategy import (
    make_draft,
    make_focus_area,
    make_goal,
    make_objective,
    put_in_force,
)
from tests.factories.users import make_unit, make_user

SWITCH = date(2026, 10, 1)
CITY, FRAMEWORK = StrategyKind.CITY_STRATEGY, StrategyKind.FRAMEWORK
ACTIVE, REVIEW = PartnershipState.ACTIVE, PartnershipState.UNDER_REVIEW


def switch(session: Session, *, carries_on: Any = None, start: date = SWITCH) -> Any:
    """Adopt another city strategy with one goal; gives the goal."""
    draft = make_draft(session, vision_en="Proud")
    before = [carries_on.id] if carries_on is not None else []
    goal = make_goal(session, strategy=draft, name_en="The new goal", predecessors=before)
    put_in_force(session, draft, start)
    return goal


def switch_framework(session: Session, *, carries_on: Any = None) -> Any:
    """Adopt another framework; gives its objective."""
    draft = make_draft(session, FRAMEWORK)
    before = [carries_on.id] if carries_on is not None else []
    objective = make_objective(
        session, strategy=draft, name_en="The new objective", predecessors=before
    )
    make_focus_area(session, strategy=draft)
    put_in_force(session, draft, SWITCH)
    return objective


def answer(goal: Any, **values: Any) -> dict[str, Any]:
    return {"goal_id": goal.id, "rationale": "It still does, for another reason.", **values}


def waiting(session: Session, kind: StrategyKind = CITY, **narrow: Any) -> list[str]:
    return [p.name for p in queries.list_to_rejustify(session, kind, EVERYTHING, **narrow)]


def open_ended(session: Session, kind: StrategyKind = CITY) -> tuple[int, int, int]:
    rows = queries.succession_progress(session, kind, SWITCH, EVERYTHING)
    return (sum(r.justified for r in rows), sum(r.ended for r in rows), sum(r.open for r in rows))


# --- the city strategy ------------------------------------------------------------------------


def test_a_lapsed_goal_is_answered_by_a_new_one_and_stays_in_sight(session: Session) -> None:
    partnership = make_active_partnership(session)
    old = partnership.alignments[0]
    goal = switch(session)
    services.rejustify(session, partnership, old, answer(goal), actor=SYSTEM)
    found = queries.reload(session, partnership.id)
    assert [(a.goal_id, a.lapsed_on) for a in found.alignments] == [
        (old.goal_id, SWITCH), (goal.id, None),
    ]  # fmt: skip
    assert found.state is REVIEW
    assert services.activate_if_ready(session, found.id, "Justified anew", actor=SYSTEM)
    assert queries.reload(session, partnership.id).state is ACTIVE


@pytest.mark.parametrize("rationale", ["", "  "])
def test_nothing_is_justified_without_words(session: Session, rationale: str) -> None:
    partnership = make_active_partnership(session)
    goal = switch(session)
    with pytest.raises(Refused) as refused:
        services.rejustify(
            session, partnership, partnership.alignments[0],
            answer(goal, rationale=rationale), actor=SYSTEM,
        )  # fmt: skip
    assert refused.value.field == "rationale"


def test_what_still_misses_something_does_not_become_active(session: Session) -> None:
    partnership = make_active_partnership(session)
    goal = switch(session)
    services.update_partnership(session, partnership, {"next_review_on": None}, actor=SYSTEM)
    services.rejustify(session, partnership, partnership.alignments[0], answer(goal), actor=SYSTEM)
    assert not services.activate_if_ready(session, partnership.id, "x", actor=SYSTEM)
    assert queries.reload(session, partnership.id).state is REVIEW


def test_what_rests_waits_too_and_progress_tells_the_three_ways(session: Session) -> None:
    unit = make_unit(session)
    names = ("justified", "ended", "dormant", "suspended", "open")
    made = {name: make_active_partnership(session, name=name, unit_id=unit.id) for name in names}
    services.make_dormant(session, made["dormant"], "Quiet", actor=SYSTEM)
    services.suspend(session, made["suspended"], "Talks", actor=SYSTEM)
    goal = switch(session)
    one = made["justified"]
    services.rejustify(session, one, one.alignments[0], answer(goal), actor=SYSTEM)
    end = {"end_kind": EndKind.TERMINATED, "outcome": "x", "reason": "No use any more"}
    services.end(session, made["ended"], end, actor=SYSTEM)

    assert waiting(session) == ["dormant", "open", "suspended"]
    assert waiting(session, unit_id=unit.id + 1) == []
    assert open_ended(session) == (1, 1, 3)
    assert [row.unit for row in queries.succession_progress(session, CITY, SWITCH, EVERYTHING)] == [
        unit
    ]


def test_what_ended_before_the_switch_was_not_asked(session: Session) -> None:
    partnership = make_active_partnership(session, starts_on=date(2020, 1, 1))
    end = {
        "end_kind": EndKind.EXPIRED, "outcome": "x", "reason": "x", "ended_on": date(2026, 9, 30),
    }  # fmt: skip
    services.end(session, partnership, end, actor=SYSTEM)
    switch(session)
    assert open_ended(session) == (0, 0, 0)


def test_what_was_never_answered_waits_in_the_next_succession_too(session: Session) -> None:
    make_active_partnership(session, name="Forgotten")
    switch(session)
    switch(session, start=date(2026, 10, 20))
    assert waiting(session) == ["Forgotten"]


def test_past_the_deadline_what_rests_goes_under_review_once(session: Session) -> None:
    dormant, suspended = make_active_partnership(session), make_active_partnership(session)
    services.make_dormant(session, dormant, "Quiet", actor=SYSTEM)
    services.suspend(session, suspended, "Talks", actor=SYSTEM)
    switch(session)
    with clock.at(clock.local(clock.now()).replace(2027, 4, 1)):
        assert services.enforce_deadlines(session, actor=SYSTEM) == []
    with clock.at(clock.local(clock.now()).replace(2027, 4, 2)):
        assert services.enforce_deadlines(session, actor=SYSTEM) == [dormant]
        assert services.enforce_deadlines(session, actor=SYSTEM) == []
    found = queries.reload(session, dormant.id)
    assert (found.state, found.state_reason) == (REVIEW, "The time to justify it anew has passed.")
    assert queries.reload(session, suspended.id).state is PartnershipState.SUSPENDED


# --- the framework ----------------------------------------------------------------------------


def tied(session: Session, **values: Any) -> Any:
    """Active, with an objective and a focus area of the framework in force."""
    objective, area = make_objective(session), make_focus_area(session)
    links = {"objectives": [objective.id], "focus_areas": [area.id]}
    return make_active_partnership(session, **links, **values)


def test_a_new_framework_asks_the_same_of_what_had_something_of_the_old(session: Session) -> None:
    partnership, untied = tied(session, name="Tied"), make_active_partnership(session)
    switch_framework(session)
    found = queries.reload(session, partnership.id)
    assert (found.state, found.framework_lapsed_on) == (REVIEW, SWITCH)
    assert queries.reload(session, untied.id).state is ACTIVE
    assert waiting(session, FRAMEWORK) == ["Tied"]
    assert not services.activate_if_ready(session, partnership.id, "x", actor=SYSTEM)


def test_what_is_tied_to_the_new_framework_already_goes_on(session: Session) -> None:
    partnership = tied(session)
    draft = make_draft(session, FRAMEWORK)
    ahead, area = make_objective(session, strategy=draft), make_focus_area(session, strategy=draft)
    given = {"objectives": [*(o.id for o in partnership.objectives), ahead.id]}
    services.update_partnership(session, partnership, given, actor=SYSTEM)
    put_in_force(session, draft, SWITCH)
    assert area.strategy_id == ahead.strategy_id
    assert queries.reload(session, partnership.id).state is ACTIVE


@pytest.mark.parametrize("by", ["choice", "reason", "editing"])
def test_choosing_anew_keeps_the_former_and_opens_the_gate(session: Session, by: str) -> None:
    partnership = tied(session)
    former = {o.id for o in partnership.objectives}
    objective = switch_framework(session)
    found = queries.reload(session, partnership.id)
    if by == "editing":
        given = {"objectives": [objective.id]}
        services.update_partnership(session, found, given, actor=SYSTEM)
    else:
        given = {"objectives": [objective.id] if by == "choice" else [], "focus_areas": []}
        reason = "Nothing of it applies to a choir." if by == "reason" else ""
        services.retie(session, found, given, reason, actor=SYSTEM)
    found = queries.reload(session, partnership.id)
    chosen = set() if by == "reason" else {objective.id}
    assert {o.id for o in found.objectives} == former | chosen
    assert len(found.focus_areas) == 1
    assert found.framework_lapsed_on is None
    assert services.activate_if_ready(session, partnership.id, "Again", actor=SYSTEM)
    assert open_ended(session, FRAMEWORK) == (1, 0, 0)


def test_no_edit_drops_what_it_had_of_the_former_framework(session: Session) -> None:
    partnership = tied(session)
    switch_framework(session)
    found = queries.reload(session, partnership.id)
    given = {"name": "Another name", "objectives": [], "focus_areas": []}
    services.update_partnership(session, found, given, actor=SYSTEM)
    found = queries.reload(session, partnership.id)
    assert (len(found.objectives), len(found.focus_areas)) == (1, 1)
    assert found.framework_lapsed_on == SWITCH


def test_nothing_chosen_and_no_reason_is_no_answer(session: Session) -> None:
    partnership = tied(session)
    switch_framework(session)
    with pytest.raises(Refused) as refused:
        services.retie(session, queries.reload(session, partnership.id), {}, " ", actor=SYSTEM)
    assert refused.value.field == "reason"


def test_the_database_refuses_an_active_one_of_a_former_framework_only(session: Session) -> None:
    partnership = make_active_partnership(session)
    with pytest.raises(IntegrityError), audit.acting(session, SYSTEM, "partnership.update"):
        partnership.framework_lapsed_on = SWITCH


def test_the_log_form_is_filled_with_what_is_in_force(session: Session) -> None:
    partnership = tied(session)
    switch_framework(session)
    empty: dict[str, list[int]] = {"objectives": [], "focus_areas": []}
    assert queries.prefill(session, partnership.id, EVERYTHING) == empty


def test_restricted_ones_wait_for_those_who_may_see_them(session: Session) -> None:
    make_active_partnership(session, visibility="restricted")
    switch(session)
    outsider = Viewer(user_id=0, unit_id=None, sees_restricted=False)
    assert queries.list_to_rejustify(session, CITY, outsider) == []
    assert queries.succession_progress(session, CITY, SWITCH, outsider) == []


def test_progress_is_told_of_each_lapsed_goal(session: Session) -> None:
    first, second = make_goal(session), make_goal(session)
    done = make_active_partnership(session, goal=first)
    make_active_partnership(session, goal=first)
    make_active_partnership(session, goal=second)
    goal = switch(session)
    services.rejustify(session, done, done.alignments[0], answer(goal), actor=SYSTEM)
    found = queries.progress_by_part(session, CITY, SWITCH, EVERYTHING)
    assert {key: (each.asked, each.open) for key, each in found.items() if key[1] != goal.id} == {
        (Goal, first.id): (2, 1), (Goal, second.id): (1, 1),
    }  # fmt: skip


def test_progress_is_told_of_each_lapsed_objective(session: Session) -> None:
    old = make_objective(session)
    make_active_partnership(session, objectives=[old.id])
    switch_framework(session)
    found = queries.progress_by_part(session, FRAMEWORK, SWITCH, EVERYTHING)
    assert (found[Objective, old.id].asked, found[Objective, old.id].open) == (1, 1)


def test_an_owner_waits_for_both_documents(session: Session) -> None:
    me = make_user(session, role=Role.OFFICER)
    old = make_objective(session)
    both = make_active_partnership(session, owner=me, objectives=[old.id])
    make_active_partnership(session, name="Not mine")
    switch(session)
    switch_framework(session)
    found = list(session.execute(queries.waiting_for_owner(viewer_of(me))))
    deadline = date(2027, 4, 1)
    assert found == [(both.id, CITY, deadline), (both.id, FRAMEWORK, deadline)]


# --- the pages --------------------------------------------------------------------------------


def rejustify_path(*partnerships: Any, what: str = "goals") -> str:
    asked = "&".join(f"partnership={p.id}" for p in partnerships)
    return f"/partnerships/rejustify/{what}?{asked}"


def test_a_batch_is_justified_by_suggestions_that_were_read(
    client: AuditedClient, session: Session
) -> None:
    goal = make_goal(session, name_en="The old goal")
    made = [make_active_partnership(session, name=f"City {n}", goal=goal) for n in (1, 2)]
    old = [partnership.alignments[0].id for partnership in made]
    new = switch(session, carries_on=goal)
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    page = client.page(f"/strategy/{new.strategy_id}/succession")
    assert "The new document says so." in page.text
    assert page.soup.find(id="progress").progress["max"] == "2"

    path = rejustify_path(*made)
    form = client.page(path)
    for number in old:
        chosen = form.soup.find(id=f"goal_id_{number}").find("option", selected=True)
        assert chosen["value"] == str(new.id)
        assert "It brings what the goal asks for." in form.soup.find(id=f"rationale_{number}").text

    unread = client.submit(path, {})
    assert unread.status_code == 422
    assert waiting(session) == ["City 1", "City 2"]

    ticks = {f"confirmed_{number}": "y" for number in old}
    answered = client.submit(path, {**ticks, f"rationale_{old[0]}": "For a new reason."})
    assert answered.headers["Location"] == f"/strategy/{new.strategy_id}/succession"
    told = client.page(answered.headers["Location"])
    assert "2 partnerships were justified anew. 2 are active again." in told.text
    session.expire_all()
    found = queries.reload(session, made[0].id)
    assert found.alignments[1].rationale == "For a new reason."
    assert found.state is ACTIVE


def test_what_does_not_go_through_leaves_nothing_of_the_batch(
    client: AuditedClient, session: Session
) -> None:
    one, other = make_active_partnership(session), make_active_partnership(session)
    new = switch(session)
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    old = [one.alignments[0].id, other.alignments[0].id]
    typed = {
        f"goal_id_{old[0]}": str(new.id), f"confirmed_{old[0]}": "y", f"rationale_{old[0]}": "Kept",
        f"goal_id_{old[1]}": "",
    }  # fmt: skip
    answered = client.submit(rejustify_path(one, other), typed)
    assert answered.status_code == 422
    assert "Choose a goal, or leave this partnership out and end it." in answered.text
    assert "Kept" in answered.text
    assert len(waiting(session)) == 2


def test_the_framework_is_chosen_anew_on_the_same_kind_of_page(
    client: AuditedClient, session: Session
) -> None:
    old = make_objective(session)
    partnership = make_active_partnership(session, objectives=[old.id])
    new = switch_framework(session, carries_on=old)
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    shown = client.page(f"/partnerships/{partnership.id}")
    assert "Of the former framework" in shown.text
    assert old.name_en in client.page(f"/partnerships/{partnership.id}/edit").text
    path = rejustify_path(partnership, what="framework")
    box = client.page(path).soup.find("input", {"name": f"objectives_{partnership.id}"})
    assert (box["value"], box.has_attr("checked")) == (str(new.id), True)
    answered = client.submit(path, {f"confirmed_{partnership.id}": "y"})
    assert answered.status_code == 302
    session.expire_all()
    assert {o.id for o in queries.reload(session, partnership.id).objectives} == {old.id, new.id}


def test_contributors_answer_for_their_own_unit_only(
    client: AuditedClient, session: Session
) -> None:
    mine, theirs = make_unit(session), make_unit(session)
    own = make_active_partnership(session, unit_id=mine.id)
    other = make_active_partnership(session, unit_id=theirs.id)
    new = switch(session)
    client.sign_in(session, make_user(session, role=Role.CONTRIBUTOR, unit=mine))
    boxes = client.page(f"/strategy/{new.strategy_id}/succession").soup.select(
        "input[name=partnership]"
    )
    assert [box["value"] for box in boxes] == [str(own.id)]
    assert client.get(rejustify_path(own)).status_code == 200
    assert client.get(rejustify_path(own, other)).status_code == 403


@pytest.mark.parametrize("asked", ["", "partnership=abc", "partnership=99999999999999"])
def test_nothing_chosen_leads_back_with_a_word(
    client: AuditedClient, session: Session, asked: str
) -> None:
    new = switch(session)
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    answered = client.get(f"/partnerships/rejustify/goals?{asked}")
    assert answered.headers["Location"] == f"/strategy/{new.strategy_id}/succession"


@pytest.mark.parametrize("path", ["/partnerships/worklist", "succession"])
def test_a_long_worklist_is_read_part_by_part(
    client: AuditedClient, session: Session, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for module in (under_review, succession_queries, list_routes, succession_routes):
        monkeypatch.setattr(module, "WORKLIST", 2)
    for name in ("Alpha", "Beta", "Gamma"):
        make_active_partnership(session, name=name)
    new = switch(session)
    if path == "succession":
        path = f"/strategy/{new.strategy_id}/succession"
    client.sign_in(session, make_user(session, role=Role.READER))
    first = client.page(path)
    assert "from Alpha to Beta, of 3 altogether" in first.text
    onward = first.soup.select_one("nav.onward a:last-child")
    assert onward.get_text() == "Next part"
    second = client.page(onward["href"])
    assert "Gamma" in second.text
    assert "Alpha" not in second.text
    assert "Next part" not in second.text


@pytest.mark.parametrize("rows", [1, 8])
@pytest.mark.parametrize("kind", [CITY, FRAMEWORK])
def test_the_page_of_a_succession_costs_the_same_with_more_that_waits(
    client: AuditedClient,
    session: Session,
    count_statements: CountStatements,
    kind: StrategyKind,
    rows: int,
) -> None:
    old = make_objective(session)
    for _row in range(rows):
        make_active_partnership(session, objectives=[old.id])
    new = switch(session) if kind is CITY else switch_framework(session)
    client.sign_in(session, make_user(session, role=Role.OFFICER))
    session.expire_all()
    with count_statements() as statements:
        client.page(f"/strategy/{new.strategy_id}/succession")
    assert len(statements) <= 10


@pytest.mark.parametrize("rows", [1, 8])
def test_the_batch_costs_the_same_with_more_partnerships_to_show(
    client: AuditedClient, session: Session, count_statements: CountStatements, rows: int
) -> None:
    owner = make_user(session, role=Role.OFFICER)
    make_goal(session)
    path = rejustify_path(*(make_active_partnership(session, owner=owner) for _row in range(rows)))
    switch(session)
    client.sign_in(session, owner)
    session.expire_all()
    with count_statements() as statements:
        client.page(path)
    assert len(statements) == 5
