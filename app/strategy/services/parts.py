"""Adding, editing, ordering and removing goals, objectives and focus areas."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.records import Values, assign
from app.core.search import documents
from app.strategy import queries, rules, search
from app.strategy.models import FocusArea, Goal, Objective, Strategy, StrategyKind
from app.strategy.queries import AnyPart
from app.strategy.services.strategies import demand_editable

OnePart = TypeVar("OnePart", bound=AnyPart)
NAMES = frozenset({"code", "name_en", "name_fi", "name_sv", "description", "predecessors"})
ALLOWED: dict[type, frozenset[str]] = {
    Goal: NAMES | {"objectives", "sdgs"},
    Objective: NAMES | {"key_bodies"},
    FocusArea: NAMES | {"group"},
}
PLACES: dict[type, StrategyKind] = {
    Goal: StrategyKind.CITY_STRATEGY,
    Objective: StrategyKind.FRAMEWORK,
    FocusArea: StrategyKind.FRAMEWORK,
}


def add_goal(session: Session, strategy: Strategy, values: Values, *, actor: Actor) -> Goal:
    """A strategic goal, last in order; ``objectives`` and ``sdgs`` are lists of numbers."""
    return _add(session, Goal(), strategy, values, actor)


def add_objective(
    session: Session, strategy: Strategy, values: Values, *, actor: Actor
) -> Objective:
    """An objective of a framework, last in order."""
    return _add(session, Objective(), strategy, values, actor)


def add_focus_area(
    session: Session, strategy: Strategy, values: Values, *, actor: Actor
) -> FocusArea:
    """A megatrend or strength-based area of a framework (``group``), last in order."""
    return _add(session, FocusArea(), strategy, values, actor)


def _add(
    session: Session, part: OnePart, strategy: Strategy, values: Values, actor: Actor
) -> OnePart:
    demand_editable(strategy)
    if PLACES[type(part)] is not strategy.kind:
        raise Refused(_("A city strategy has goals; a framework has objectives and focus areas."))
    others = queries.list_parts(session, type(part), strategy.id)
    found = _with_records(session, type(part), values)
    with acting(session, actor, f"{part.__tablename__}.create"):
        session.add(part)
        part.strategy = strategy
        part.position = max((other.position for other in others), default=0) + 1
        assign(part, found, ALLOWED[type(part)])
    documents.add(session, search.part_document(part, strategy))
    return part


def update_part(session: Session, part: OnePart, values: Values, *, actor: Actor) -> OnePart:
    """Change a goal, an objective or a focus area of a strategy that was not superseded.

    What a goal did for objectives of superseded frameworks stays with it: nobody is asked again.
    """
    demand_editable(part.strategy)
    found = _with_records(session, type(part), values)
    if isinstance(part, Goal) and "objectives" in found:
        found["objectives"] += [o for o in part.objectives if not rules.is_editable(o.strategy)]
    with acting(session, actor, f"{part.__tablename__}.update"):
        assign(part, found, ALLOWED[type(part)])
    documents.put(session, search.part_document(part, part.strategy))
    return part


def _with_records(session: Session, model: type[OnePart], values: Values) -> dict[str, Any]:
    found = dict(values)
    if "predecessors" in found:
        found["predecessors"] = queries.parts_by_ids(session, model, found["predecessors"])
    if "objectives" in found:
        found["objectives"] = queries.objectives_by_ids(session, found["objectives"])
    if "sdgs" in found:
        found["sdgs"] = queries.sdgs_by_numbers(session, found["sdgs"])
    return found


def move_part(session: Session, part: OnePart, step: int, *, actor: Actor) -> None:
    """Move it one place up (-1) or down (+1) among its like; focus areas within their group."""
    demand_editable(part.strategy)
    group = getattr(part, "group", None)
    siblings = {
        one.id: one
        for one in queries.list_parts(session, type(part), part.strategy_id)
        if getattr(one, "group", None) == group
    }
    with acting(session, actor, f"{part.__tablename__}.move"):
        for place, number in enumerate(rules.moved(list(siblings), part.id, step), start=1):
            siblings[number].position = place
