"""What may happen to strategies, goals and indicators: plain objects, no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from app.strategy import rules
from app.strategy.models import (
    FocusArea,
    Goal,
    Indicator,
    IndicatorActual,
    Objective,
    Sdg,
    Strategy,
    StrategyKind,
    StrategyState,
)
from app.strategy.rules import Basis

TODAY = date(2026, 11, 2)


def strategy(kind: StrategyKind = StrategyKind.CITY_STRATEGY, **values: object) -> Strategy:
    given = {"goals": [], "objectives": [], "focus_areas": [], "vision_en": "", **values}
    return Strategy(kind=kind, state=StrategyState.DRAFT, **given)


def unmet(gaps: list[rules.Gap]) -> list[str]:
    return [gap.code for gap in gaps if not gap.is_met]


def test_city_strategy_needs_a_goal_and_a_vision() -> None:
    assert unmet(rules.adoption_gaps(strategy())) == ["goals", "vision"]
    ready = strategy(goals=[Goal(code="1")], vision_en="Functional")
    assert unmet(rules.adoption_gaps(ready)) == []


def test_framework_needs_an_objective_and_a_focus_area() -> None:
    kind = StrategyKind.FRAMEWORK
    assert unmet(rules.adoption_gaps(strategy(kind))) == ["objectives", "focus_areas"]
    ready = strategy(kind, objectives=[Objective(code="1")], focus_areas=[FocusArea(code="F")])
    assert unmet(rules.adoption_gaps(ready)) == []


def decided(**values: object) -> dict[str, object]:
    day = date(2026, 10, 1)
    return {"adopted_by": "City Council", "decided_on": day, "in_force_from": day, **values}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"adopted_by": ""}, "adopted_by"),
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": date(2026, 11, 3)}, "decided_on"),
        ({"in_force_from": None}, "in_force_from"),
        ({"in_force_from": date(2026, 11, 3)}, "in_force_from"),
        ({"in_force_from": date(2025, 8, 27)}, "in_force_from"),
        ({"in_force_from": date(2025, 8, 26)}, "in_force_from"),
    ],
)
def test_decision_must_be_complete_past_and_later_than_the_last_one(
    values: dict[str, object], field: str
) -> None:
    previous = strategy(in_force_from=date(2025, 8, 27))
    gaps = rules.decision_gaps(previous, decided(**values), TODAY)
    assert [gap.field for gap in gaps] == [field]


def test_complete_decision_has_no_gaps() -> None:
    previous = strategy(in_force_from=date(2025, 8, 27))
    assert rules.decision_gaps(previous, decided(), TODAY) == []
    assert rules.decision_gaps(None, decided(in_force_from=TODAY), TODAY) == []


@pytest.mark.parametrize("text", ["2026", "2026-Q1", "2026-Q4", "1999"])
def test_years_and_quarters_are_periods(text: str) -> None:
    assert rules.is_period(text)


@pytest.mark.parametrize("text", ["", "26", "2026-Q5", "2026-q1", "2026-01", "２０２６", "2026 "])
def test_anything_else_is_no_period(text: str) -> None:
    assert not rules.is_period(text)


def measured(baseline: int | None, target: int | None, *values: int) -> Indicator:
    actuals = [IndicatorActual(period=f"202{n}", value=Decimal(v)) for n, v in enumerate(values)]
    first, last = (None if v is None else Decimal(v) for v in (baseline, target))
    return Indicator(baseline=first, target=last, actuals=actuals)


@pytest.mark.parametrize(
    ("indicator", "per_cent"),
    [
        (measured(0, 10, 5), 50),
        (measured(10, 0, 8, 4), 60),
        (measured(0, 10, 25), 100),
        (measured(5, 10, 0), 0),
        (measured(None, 10, 5), None),
        (measured(0, None, 5), None),
        (measured(0, 10), None),
        (measured(7, 7, 7), None),
    ],
)
def test_progress_is_known_only_where_nothing_is_blank(
    indicator: Indicator, per_cent: int | None
) -> None:
    assert rules.progress(indicator) == per_cent


@pytest.mark.parametrize(
    ("moving", "step", "order"),
    [(1, -1, [1, 2, 3]), (2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (3, 1, [1, 2, 3])],
)
def test_moving_stops_at_the_ends(moving: int, step: int, order: list[int]) -> None:
    assert rules.moved([1, 2, 3], moving, step) == order


def goal(
    number: int,
    name: str,
    before: Sequence[Goal] = (),
    sdgs: Sequence[int] = (),
    name_fi: str = "",
    name_sv: str = "",
) -> Goal:
    return Goal(
        id=number,
        name_en=name,
        name_fi=name_fi,
        name_sv=name_sv,
        predecessors=list(before),
        sdgs=[Sdg(number=sdg) for sdg in sdgs],
    )


def followed(old: Sequence[Goal], new: Sequence[Goal]) -> dict[int, list[int]]:
    found = rules.suggestions(old, new)
    return {number: [one.part.id for one in each] for number, each in found.items()}


def test_what_the_drafters_say_goes_before_any_likeness() -> None:
    old = goal(1, "Climate and nature conservation")
    alike, named, too = goal(11, "Climate and nature"), goal(12, "Vitality"), goal(13, "Security")
    named.predecessors, too.predecessors = [old], [old]
    assert followed([old], [alike, named, too]) == {1: [12, 13]}
    assert {each.basis for each in rules.suggestions([old], [named])[1]} == {Basis.DRAFTED}


def test_likeness_names_what_is_shared() -> None:
    old = goal(1, "Responsible finances for growth", sdgs=[8, 16])
    found = rules.suggestions([old], [goal(11, "Financial growth", sdgs=[8, 9])])[1][0]
    assert (found.words, found.sdgs, found.basis) == (("financial", "growth"), (8,), Basis.ALIKE)


def test_likeness_is_seen_in_any_language() -> None:
    old = goal(1, "Learning", name_fi="Koulutus ja oppiminen", name_sv="Utbildning och lärande")
    finnish = goal(11, "Skills for all", name_fi="Koulutuksen kaupunki")
    assert rules.suggestions([old], [finnish])[1][0].words == ("koulutuksen",)
    swedish = goal(12, "Skills for all", name_sv="Utbildningens stad")
    assert followed([old], [swedish]) == {1: [12]}


def test_a_name_in_three_languages_counts_once() -> None:
    old = goal(1, "Culture", name_fi="Kulttuuri", name_sv="Kultur")
    new = goal(11, "Culture", name_fi="Kulttuuri", name_sv="Kultur")
    assert rules.suggestions([old], [new])[1][0].words == ("culture",)


def test_words_of_every_city_are_no_likeness_in_any_language() -> None:
    old = goal(1, "Safety", name_fi="Kaupungin turva", name_sv="Stadens skydd")
    assert followed([old], [goal(11, "Growth", name_fi="Kaupungin kasvu", name_sv="Stadens")]) == {
        1: []
    }


def test_one_shared_sdg_or_a_common_word_is_no_suggestion() -> None:
    old = goal(1, "A beautiful city", sdgs=[11])
    assert followed([old], [goal(11, "A more attractive city"), goal(12, "Safety", sdgs=[11])]) == {
        1: []
    }


def test_there_is_half_a_year_to_justify_anew() -> None:
    assert rules.usual_deadline(date(2025, 8, 27)) == date(2026, 2, 27)


@pytest.mark.parametrize(
    ("deadline", "overdue"),
    [(None, False), (date(2026, 2, 27), False), (date(2026, 2, 26), True)],
)
def test_the_day_of_the_deadline_is_still_in_time(deadline: date | None, overdue: bool) -> None:
    assert rules.is_overdue(deadline, date(2026, 2, 27)) is overdue


def test_the_deadline_comes_after_the_first_day_in_force() -> None:
    first = date(2026, 10, 1)
    values = {"in_force_from": first, "rejustify_by": first}
    assert [gap.field for gap in rules.deadline_gaps(values)] == ["rejustify_by"]
    assert rules.deadline_gaps({**values, "rejustify_by": date(2026, 10, 2)}) == []


def test_successors_are_suggested_by_likeness_and_never_guessed() -> None:
    old = [
        goal(1, "Ambitious climate objectives and nature conservation"),
        goal(2, "The world's best and most equitable place to learn"),
    ]
    new = [
        goal(11, "Smooth everyday life and functional services"),
        goal(12, "Climate and nature conservation"),
    ]
    assert followed(old, new) == {1: [12], 2: []}
    assert followed(old, []) == {1: [], 2: []}


@pytest.mark.parametrize(
    ("state", "editable"),
    [
        (StrategyState.DRAFT, True),
        (StrategyState.IN_FORCE, True),
        (StrategyState.SUPERSEDED, False),
    ],
)
def test_superseded_strategies_are_read_only(state: StrategyState, editable: bool) -> None:
    assert rules.is_editable(Strategy(state=state)) == editable
