"""Putting a strategy in force: the one moment in which everything that served the old one moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.records import Values, assign
from app.strategy import queries, rules, search
from app.strategy.models import Strategy, StrategyState

DECISION = frozenset(
    {"adopted_by", "decided_on", "case_number", "section", "in_force_from", "rejustify_by"}
)


def adopt(session: Session, strategy: Strategy, values: Values, *, actor: Actor) -> list[Any]:
    """Put a draft in force and supersede its predecessor, in one transaction.

    Returns the partnerships that moved under review. ``values`` holds the decision; without
    ``in_force_from`` it is in force from the day of the decision, and without ``rejustify_by``
    there is the usual time to justify anew. Raises Refused with the gaps.
    """
    values = {"in_force_from": values.get("decided_on"), **values}
    for hold in hooks.before_switch:
        hold(session)
    previous = queries.find_in_force(session, strategy.kind, lock=True)
    queries.load_contents(session, [strategy])
    _demand_adoptable(strategy, previous, values)
    start = values["in_force_from"]
    if previous is not None:
        values["rejustify_by"] = values.get("rejustify_by") or rules.usual_deadline(start)
        # The database allows one of a kind in force, so the old one has to leave first.
        with acting(session, actor, "strategy.supersede"):
            previous.state = StrategyState.SUPERSEDED
            previous.in_force_to = start - timedelta(days=1)
    with acting(session, actor, "strategy.adopt"):
        assign(strategy, values, DECISION)
        strategy.state = StrategyState.IN_FORCE
        strategy.supersedes = previous
    for changed in (strategy, previous):
        if changed is not None:
            search.put_with_parts(session, changed)
    return [
        affected
        for listener in hooks.strategy_switched
        for affected in listener(session, actor=actor, on=start, kind=strategy.kind)
    ]


def _demand_adoptable(strategy: Strategy, previous: Strategy | None, values: Values) -> None:
    if strategy.state is not StrategyState.DRAFT:
        raise Refused(_("Only a draft can be put in force."))
    gaps = [gap for gap in rules.adoption_gaps(strategy) if not gap.is_met]
    gaps += rules.decision_gaps(previous, values, clock.today())
    gaps += rules.deadline_gaps(values)
    if gaps:
        raise Refused(_("This draft cannot be put in force yet."), gaps)
