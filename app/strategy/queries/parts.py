"""Goals, objectives, focus areas and SDGs: one, those in force, and choices for forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.core.i18n import localised
from app.core.records import by_ids, get_one
from app.strategy.models import FocusArea, Goal, Objective, Sdg, Strategy, StrategyState

AnyPart = Goal | Objective | FocusArea
OnePart = TypeVar("OnePart", bound=AnyPart)
Choice = tuple[int, str]
LINKS: dict[type, tuple[ExecutableOption, ...]] = {
    Goal: (
        selectinload(Goal.objectives).joinedload(Objective.strategy),
        selectinload(Goal.sdgs),
        selectinload(Goal.predecessors),
    ),
    Objective: (
        selectinload(Objective.goals).joinedload(Goal.strategy),
        selectinload(Objective.predecessors),
    ),
    FocusArea: (selectinload(FocusArea.predecessors),),
}


def _current(model: type[OnePart]) -> sa.Select[OnePart]:
    return (
        sa.select(model)
        .join(Strategy, model.strategy_id == Strategy.id)
        .where(Strategy.state == StrategyState.IN_FORCE)
        .order_by(model.position, model.id)
    )


def current_goals(session: Session) -> list[Goal]:
    """The goals of the city strategy in force, in their order."""
    return list(session.scalars(_current(Goal)))


def current_objectives(session: Session) -> list[Objective]:
    """The objectives of the framework in force, in their order."""
    return list(session.scalars(_current(Objective)))


def current_focus_areas(session: Session) -> list[FocusArea]:
    """The focus areas of the framework in force, in their order, megatrends first."""
    found = session.scalars(_current(FocusArea))
    return sorted(found, key=lambda area: area.group)


def list_sdgs(session: Session) -> list[Sdg]:
    """The seventeen goals of the United Nations."""
    return list(session.scalars(sa.select(Sdg).order_by(Sdg.number)))


def goal_choices(session: Session) -> list[Choice]:
    """(number, code and name in the user's language) of each goal in force."""
    return [_choice(goal) for goal in current_goals(session)]


def objective_choices(session: Session) -> list[Choice]:
    """(number, code and name in the user's language) of each objective in force."""
    return [_choice(objective) for objective in current_objectives(session)]


def focus_area_choices(session: Session) -> list[Choice]:
    """(number, name in the user's language) of each focus area in force, megatrends first."""
    return [(area.id, localised(area)) for area in current_focus_areas(session)]


def sdg_choices(session: Session) -> list[Choice]:
    """(number, number and name in the user's language) of the seventeen SDGs."""
    return [(sdg.number, f"{sdg.number} {localised(sdg)}") for sdg in list_sdgs(session)]


def servable_objective_choices(session: Session) -> list[Choice]:
    """What a goal may serve: the objectives of frameworks in force or drafted."""
    found = session.scalars(
        sa.select(Objective)
        .join(Objective.strategy)
        .where(Strategy.state != StrategyState.SUPERSEDED)
        .order_by(Strategy.state.desc(), Strategy.id, Objective.position, Objective.id)
    )
    return [_choice(objective) for objective in found]


def _choice(part: AnyPart) -> Choice:
    return part.id, f"{part.code} {localised(part)}"


def get_part(session: Session, model: type[OnePart], part_id: int, lock: bool = False) -> OnePart:
    """A goal, objective or focus area with its strategy, else NotFound."""
    statement = sa.select(model).where(model.id == part_id).options(selectinload(model.strategy))
    return get_one(session, statement.options(*LINKS[model]), lock=lock)


def get_goal(session: Session, goal_id: int, lock: bool = False) -> Goal:
    """A goal with its strategy, objectives and SDGs, else NotFound."""
    return get_part(session, Goal, goal_id, lock)


def get_objective(session: Session, objective_id: int, lock: bool = False) -> Objective:
    """An objective with its strategy and the goals that serve it, else NotFound."""
    return get_part(session, Objective, objective_id, lock)


def get_focus_area(session: Session, focus_area_id: int, lock: bool = False) -> FocusArea:
    """A focus area with its strategy, else NotFound."""
    return get_part(session, FocusArea, focus_area_id, lock)


def list_parts(session: Session, model: type[OnePart], strategy_id: int) -> list[OnePart]:
    """The goals, objectives or focus areas of one strategy, in their order."""
    statement = sa.select(model).where(model.strategy_id == strategy_id)
    return list(session.scalars(statement.order_by(model.position, model.id)))


def parts_for_succession(
    session: Session, model: type[OnePart], *strategy_ids: int
) -> list[OnePart]:
    """The parts of these strategies with what a comparison asks about, in one statement."""
    statement = sa.select(model).where(model.strategy_id.in_(strategy_ids))
    options: list[ExecutableOption] = [joinedload(model.predecessors)]
    if model is Goal:
        options += [joinedload(Goal.objectives), joinedload(Goal.sdgs)]
    found = session.scalars(statement.options(*options).order_by(model.position, model.id))
    return list(found.unique())


def predecessor_choices(session: Session, part: type[OnePart], strategy: Strategy) -> list[Choice]:
    """What a part may carry on: the parts of the strategy before; for a draft, of that in force."""
    if strategy.state is StrategyState.DRAFT:
        of = sa.select(Strategy.id).where(
            Strategy.kind == strategy.kind, Strategy.state == StrategyState.IN_FORCE
        )
        before: sa.ColumnElement[bool] = part.strategy_id.in_(of)
    else:
        before = part.strategy_id == strategy.supersedes_id
    found = session.scalars(sa.select(part).where(before).order_by(part.position, part.id))
    return [_choice(one) for one in found]


def list_goals_serving(session: Session, objective_ids: Sequence[int]) -> list[Goal]:
    """The goals tied to any of these objectives, each with its strategy and all it serves."""
    statement = (
        sa.select(Goal)
        .where(Goal.objectives.any(Objective.id.in_(objective_ids)))
        .options(selectinload(Goal.objectives), selectinload(Goal.strategy))
    )
    return list(session.scalars(statement.order_by(Goal.id)))


def parts_by_ids(session: Session, model: type[OnePart], ids: Sequence[int]) -> list[OnePart]:
    return by_ids(session, model, ids)


def objectives_by_ids(session: Session, ids: Sequence[int]) -> list[Objective]:
    return by_ids(session, Objective, ids)


def sdgs_by_numbers(session: Session, numbers: Sequence[int]) -> list[Sdg]:
    return by_ids(session, Sdg, numbers)
