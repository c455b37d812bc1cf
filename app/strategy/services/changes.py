"""Proposing to change goals, and taking proposals into a draft or declining them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign
from app.strategy import queries
from app.strategy.models import (
    ChangeKind,
    ChangeState,
    Goal,
    GoalChange,
    Objective,
    Strategy,
    StrategyKind,
    StrategyState,
)
from app.strategy.services.parts import add_goal, add_objective, update_part

PROPOSED = frozenset(
    {
        "kind", "document", "goal_id", "objective_id", "name_en", "name_fi", "name_sv", "reason",
        "partnership_id", "review_id",
    }
)  # fmt: skip
NAMES = ("name_en", "name_fi", "name_sv")
PARTS: dict[StrategyKind, type[Any]] = {
    StrategyKind.CITY_STRATEGY: Goal,
    StrategyKind.FRAMEWORK: Objective,
}


def propose_change(session: Session, values: Values, *, actor: Actor) -> GoalChange:
    """Propose to change, add or drop a goal or an objective, with a reason."""
    change = GoalChange(
        state=ChangeState.PROPOSED, proposed_on=clock.today(), proposed_by_name=actor.name
    )
    assign(change, values, PROPOSED)
    with acting(session, actor, "goal_change.propose"):
        session.add(change)
    return change


def accept_change(
    session: Session, change: GoalChange, strategy: Strategy, values: Values, *, actor: Actor
) -> None:
    """Take it into a draft: a new part, or other words for the one that carries the old one on.

    ``values``: ``code`` for a part that is new in the draft, and ``answer``. To accept that a goal
    is dropped adds nothing; refused while the draft carries it on.
    """
    _demand_open(change)
    if strategy.state is not StrategyState.DRAFT or strategy.kind is not change.document:
        raise Refused(_l("Choose a draft of the same document."), field="strategy_id")
    heirs = _heirs(session, change, strategy)
    if change.kind is ChangeKind.DROP and heirs:
        message = _l("The draft carries it on in %(code)s; take that out first.")
        raise Refused(str(message) % {"code": heirs[0].code}, field="strategy_id")
    if change.kind is not ChangeKind.DROP:
        _take_up(session, change, strategy, heirs, values.get("code") or "", actor)
    with acting(session, actor, "goal_change.accept", values.get("answer", "")):
        change.strategy = strategy
        _answer(change, ChangeState.ACCEPTED, values, actor)


def decline_change(session: Session, change: GoalChange, values: Values, *, actor: Actor) -> None:
    """Decline it; ``answer`` says why."""
    _demand_open(change)
    if not values.get("answer", "").strip():
        raise Refused(_l("Write why it is declined."), field="answer")
    with acting(session, actor, "goal_change.decline", values["answer"]):
        _answer(change, ChangeState.DECLINED, values, actor)


def _demand_open(change: GoalChange) -> None:
    if change.state is not ChangeState.PROPOSED:
        raise Refused(_l("This proposal has been answered already."))


def _answer(change: GoalChange, state: ChangeState, values: Values, actor: Actor) -> None:
    change.state = state
    change.answer = values.get("answer", "").strip()
    change.answered_on = clock.today()
    change.answered_by_name = actor.name


def _heirs(session: Session, change: GoalChange, strategy: Strategy) -> list[Any]:
    """The parts of the draft that carry on what the proposal is about."""
    if change.subject is None:
        return []
    parts = queries.parts_for_succession(session, PARTS[change.document], strategy.id)
    return [part for part in parts if change.subject in part.predecessors]


def _take_up(
    session: Session,
    change: GoalChange,
    strategy: Strategy,
    heirs: list[Any],
    code: str,
    actor: Actor,
) -> None:
    names = {name: getattr(change, name) for name in NAMES}
    if heirs:
        part = queries.get_part(session, PARTS[change.document], heirs[0].id, lock=True)
        update_part(session, part, names, actor=actor)
        return
    if not code.strip():
        raise Refused(_l("Write the code it gets in the draft."), field="code")
    add = add_goal if change.document is StrategyKind.CITY_STRATEGY else add_objective
    before = [change.subject.id] if change.subject is not None else []
    add(session, strategy, {**names, "code": code.strip(), "predecessors": before}, actor=actor)
