"""Strategies, their parts, indicators and expertise, by the services."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.core import audit, clock, hooks
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.search.models import SearchDocument
from app.core.session import Session
from app.strategy import queries, services
from app.strategy.models import FocusAreaGroup, Goal, Strategy, StrategyKind, StrategyState
from tests.factories.organisations import make_organisation
from tests.factories.strategy import (
    make_draft,
    make_focus_area,
    make_framework,
    make_goal,
    make_indicator,
    make_objective,
    make_strategy,
    put_in_force,
)
from tests.seeded import NOW

LATER = date(2026, 9, 1)
Heard = list[date]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """The days of the switches that listeners were told of; each names one partnership."""
    days: Heard = []

    def listener(_session: Session, *, actor: Any, on: date, kind: str) -> list[Any]:
        days.append(on)
        return ["a partnership"]

    monkeypatch.setattr(hooks, "strategy_switched", [listener])
    return days


def successor(session: Session) -> Strategy:
    draft = make_draft(session, vision_en="A Helsinki we can be proud of")
    make_goal(session, strategy=draft)
    return draft


def decided(on: date = LATER) -> dict[str, Any]:
    return {"adopted_by": "City Council", "decided_on": on, "in_force_from": on}


def test_adopting_supersedes_the_predecessor_in_the_same_transaction(
    session: Session, heard: Heard
) -> None:
    old, new = make_strategy(session), successor(session)
    heard.clear()

    affected = services.adopt(session, new, decided(), actor=SYSTEM)

    assert (new.state, new.in_force_from, new.supersedes_id) == (
        StrategyState.IN_FORCE, LATER, old.id,
    )  # fmt: skip
    assert (old.state, old.in_force_to) == (StrategyState.SUPERSEDED, date(2026, 8, 31))
    assert (heard, affected) == ([LATER], ["a partnership"])
    assert [goal.strategy_id for goal in queries.current_goals(session)] == [new.id]


def test_a_draft_with_a_smaller_number_can_supersede(session: Session) -> None:
    """The unique index is asked row by row, so the old one must leave before the new one comes."""
    new = successor(session)
    old = make_strategy(session)
    services.adopt(session, new, decided(), actor=SYSTEM)
    assert old.state is StrategyState.SUPERSEDED


def test_city_strategy_and_framework_are_in_force_side_by_side(session: Session) -> None:
    strategy, framework = make_strategy(session), make_framework(session)
    current = queries.current_strategy(session), queries.current_framework(session)
    assert current == (strategy, framework)


def test_refused_adoption_changes_nothing_and_tells_what_is_missing(
    session: Session, heard: Heard
) -> None:
    old = make_strategy(session)
    heard.clear()
    with pytest.raises(Refused) as refused:
        services.adopt(session, make_draft(session), {**decided(), "adopted_by": ""}, actor=SYSTEM)
    assert {gap.code for gap in refused.value.gaps} == {"goals", "vision", "adopted_by"}
    assert (old.state, heard) == (StrategyState.IN_FORCE, [])


def test_only_a_draft_can_be_put_in_force(session: Session) -> None:
    old, new = make_strategy(session), successor(session)
    services.adopt(session, new, decided(), actor=SYSTEM)
    for strategy in (old, new):
        with pytest.raises(Refused):
            services.adopt(session, strategy, decided(date(2026, 10, 1)), actor=SYSTEM)


def test_in_force_from_the_decision_when_nothing_else_is_said(session: Session) -> None:
    draft = successor(session)
    decision = {"adopted_by": "City Council", "decided_on": LATER}
    services.adopt(session, draft, decision, actor=SYSTEM)
    assert draft.in_force_from == LATER


@pytest.mark.parametrize("kind", StrategyKind)
def test_the_database_holds_one_of_a_kind_in_force(session: Session, kind: StrategyKind) -> None:
    make_strategy(session)
    make_framework(session)
    draft = make_draft(session, kind)
    with pytest.raises(IntegrityError), audit.acting(session, SYSTEM, "strategy.adopt"):
        draft.state, draft.in_force_from = StrategyState.IN_FORCE, LATER


def test_superseded_strategies_cannot_be_changed(session: Session) -> None:
    old = make_strategy(session)
    goal = queries.current_goals(session)[0]
    indicator = make_indicator(session, goal)
    services.adopt(session, successor(session), decided(), actor=SYSTEM)
    goal, indicator = (
        queries.get_goal(session, goal.id),
        queries.get_indicator(session, indicator.id),
    )
    tries = [
        lambda: services.update_strategy(session, old, {"title_en": "New"}, actor=SYSTEM),
        lambda: make_goal(session, strategy=old),
        lambda: services.update_part(session, goal, {"name_en": "New"}, actor=SYSTEM),
        lambda: services.move_part(session, goal, 1, actor=SYSTEM),
        lambda: services.remove_part(session, goal, actor=SYSTEM),
        lambda: make_indicator(session, goal),
        lambda: services.remove_indicator(session, indicator, actor=SYSTEM),
        lambda: services.remove_strategy(session, old, actor=SYSTEM),
    ]
    for attempt in tries:
        with pytest.raises(Refused):
            attempt()


def test_goals_belong_to_city_strategies_and_focus_areas_to_frameworks(session: Session) -> None:
    with pytest.raises(Refused):
        make_goal(session, strategy=make_draft(session, StrategyKind.FRAMEWORK))
    with pytest.raises(Refused):
        make_focus_area(session, strategy=make_draft(session))


def test_new_parts_come_last_and_can_be_moved(session: Session) -> None:
    strategy = make_draft(session)
    first, second, third = (make_goal(session, strategy=strategy) for _n in range(3))
    services.move_part(session, third, -1, actor=SYSTEM)
    assert queries.list_parts(session, Goal, strategy.id) == [first, third, second]


def test_focus_areas_move_within_their_group(session: Session) -> None:
    framework = make_draft(session, StrategyKind.FRAMEWORK)
    first = make_focus_area(session, strategy=framework, group=FocusAreaGroup.STRENGTH)
    make_focus_area(session, strategy=framework, group=FocusAreaGroup.MEGATREND)
    second = make_focus_area(session, strategy=framework, group=FocusAreaGroup.STRENGTH)
    services.move_part(session, second, -1, actor=SYSTEM)
    assert second.position < first.position


def test_goal_serves_objectives_and_sdgs_and_its_history_names_them(session: Session) -> None:
    objective = make_objective(session)
    goal = make_goal(session, objectives=[objective.id], sdgs=[11, 13])
    assert (goal.objectives, [sdg.number for sdg in goal.sdgs]) == ([objective], [11, 13])
    version = goal.version

    with clock.frozen(NOW + timedelta(seconds=1)):
        services.update_part(session, goal, {"objectives": [], "sdgs": [13]}, actor=SYSTEM)

    assert goal.version > version
    change = audit.last_change(session, "goal", goal.id)
    assert change is not None
    assert change.fields["sdgs"] == {"added": [], "removed": [11]}
    assert change.fields["objectives"] == {"added": [], "removed": [objective.id]}


def test_goal_keeps_what_it_did_for_an_old_framework(session: Session) -> None:
    old = make_objective(session)
    goal = make_goal(session, objectives=[old.id])
    framework = make_draft(session, StrategyKind.FRAMEWORK)
    new = make_objective(session, strategy=framework)
    make_focus_area(session, strategy=framework)
    put_in_force(session, framework, LATER)
    session.expire_all()

    goal = queries.get_goal(session, goal.id)
    services.update_part(session, goal, {"objectives": [new.id]}, actor=SYSTEM)

    assert {objective.id for objective in goal.objectives} == {old.id, new.id}


def test_unused_parts_are_removed_and_the_strategy_remembers(session: Session) -> None:
    goal = make_goal(session)
    indicator = make_indicator(session, goal)
    values = {"period": "2026", "value": Decimal(1)}
    services.record_actual(session, indicator, values, actor=SYSTEM)
    strategy_id, number = goal.strategy_id, goal.id

    services.remove_part(session, queries.get_goal(session, number), actor=SYSTEM)

    assert number not in [goal.id for goal in queries.current_goals(session)]
    removal = audit.last_change(session, "strategy", strategy_id)
    assert removal is not None
    assert (removal.action, removal.part) == ("goal.remove", "goal")


def test_goals_let_go_of_an_objective_that_is_removed(session: Session) -> None:
    objective = make_objective(session)
    goal = make_goal(session, objectives=[objective.id])
    services.remove_part(session, queries.get_objective(session, objective.id), actor=SYSTEM)
    assert goal.objectives == []
    change = audit.last_change(session, "goal", goal.id)
    assert change is not None
    assert change.fields["objectives"]["removed"] == [objective.id]


def test_a_draft_framework_is_removed_though_goals_would_have_served_it(session: Session) -> None:
    draft = make_draft(session, StrategyKind.FRAMEWORK)
    objective = make_objective(session, strategy=draft)
    goal = make_goal(session, objectives=[objective.id])
    services.remove_strategy(session, draft, actor=SYSTEM)
    assert goal.objectives == []


def test_objective_whose_goals_are_loaded_can_be_served_by_one_more(session: Session) -> None:
    objective = queries.get_objective(session, make_objective(session).id)
    assert objective.goals == []
    goal = make_goal(session, objectives=[objective.id])
    assert goal.objectives == [objective]


def test_a_part_that_something_refers_to_is_kept(session: Session) -> None:
    area = make_focus_area(session)
    organisation = make_organisation(session)
    services.set_expertise(session, organisation.id, [area.id], actor=SYSTEM)
    with pytest.raises(Refused):
        services.remove_part(session, queries.get_focus_area(session, area.id), actor=SYSTEM)
    assert area in queries.current_focus_areas(session)


def test_a_draft_is_removed_with_all_its_parts(session: Session) -> None:
    draft = make_draft(session)
    make_indicator(session, make_goal(session, strategy=draft))
    services.remove_strategy(session, draft, actor=SYSTEM)
    assert queries.all_strategies(session) == []
    assert session.scalar(sa.select(sa.func.count()).select_from(Goal)) == 0


def test_one_value_a_period(session: Session) -> None:
    # Held here, because a rolled-back savepoint expires the indicator and its goal is asked for.
    goal = make_goal(session)
    indicator = make_indicator(session, goal)
    first = services.record_actual(
        session, indicator, {"period": "2026-Q3", "value": Decimal("0")}, actor=SYSTEM
    )
    assert first.value == 0
    with pytest.raises(IntegrityError), session.begin_nested():
        services.record_actual(
            session, indicator, {"period": "2026-Q3", "value": Decimal(2)}, actor=SYSTEM
        )
    with pytest.raises(Refused):
        services.record_actual(
            session, indicator, {"period": "autumn", "value": Decimal(2)}, actor=SYSTEM
        )


def test_measured_values_are_corrected_and_removed_with_history(session: Session) -> None:
    goal = make_goal(session)
    indicator = make_indicator(session, goal)
    values = {"period": "2026", "value": Decimal(5)}
    actual = services.record_actual(session, indicator, values, actor=SYSTEM)
    services.correct_actual(session, actual, {"value": Decimal(6)}, actor=SYSTEM)
    services.remove_actual(session, actual, actor=SYSTEM)
    actions = [change.action for change in audit.history_of(session, "goal", goal.id)][:3]
    assert actions == ["actual.remove", "actual.update", "actual.create"]


def test_verifying_needs_a_source(session: Session) -> None:
    sourced = make_draft(session, source="Roadmap 2019")
    services.verify_strategy(session, sourced, actor=SYSTEM)
    assert sourced.is_verified
    with pytest.raises(Refused):
        services.verify_strategy(session, make_draft(session), actor=SYSTEM)


def areas_in_search(session: Session, organisation_id: int) -> list[int]:
    found = session.scalars(
        sa.select(SearchDocument.focus_areas).where(
            SearchDocument.kind == "organisation", SearchDocument.entity_id == organisation_id
        )
    ).one()
    return [int(number) for number in found.split()]


def test_expertise_is_kept_searched_and_in_the_history(session: Session) -> None:
    organisation = make_organisation(session)
    first, second = make_focus_area(session), make_focus_area(session)
    version = organisation.version

    services.set_expertise(session, organisation.id, [first.id], actor=SYSTEM)
    services.set_expertise(session, organisation.id, [second.id], actor=SYSTEM)

    assert queries.expertise_of(session, organisation.id) == [second]
    assert areas_in_search(session, organisation.id) == [second.id]
    assert organisation.version == version + 2
    history = audit.history_of(session, "organisation", organisation.id)[:2]
    assert {tuple(change.fields["focus_area_id"]) for change in history} == {
        (None, second.id), (first.id, None),
    }  # fmt: skip


def test_unchanged_expertise_writes_nothing(session: Session) -> None:
    organisation, area = make_organisation(session), make_focus_area(session)
    services.set_expertise(session, organisation.id, [area.id], actor=SYSTEM)
    version = organisation.version
    services.set_expertise(session, organisation.id, [area.id], actor=SYSTEM)
    assert organisation.version == version


def test_choices_come_from_what_is_in_force(session: Session) -> None:
    goal, objective, area = make_goal(session), make_objective(session), make_focus_area(session)
    draft = make_draft(session)
    drafted = make_goal(session, strategy=draft)
    goals = dict(queries.goal_choices(session))
    assert goals[goal.id] == f"{goal.code} {goal.name_en}"
    assert drafted.id not in goals
    assert objective.id in dict(queries.objective_choices(session))
    assert dict(queries.focus_area_choices(session))[area.id] == area.name_en
    assert [number for number, _label in queries.sdg_choices(session)] == list(range(1, 18))


def test_megatrends_stand_before_strengths(session: Session) -> None:
    strength = make_focus_area(session)
    megatrend = make_focus_area(session, group=FocusAreaGroup.MEGATREND)
    order = queries.current_focus_areas(session)
    assert order.index(megatrend) < order.index(strength)
