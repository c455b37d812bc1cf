"""Removing what was never in force, and parts that nothing refers to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.search import documents
from app.strategy import queries, rules, search
from app.strategy.models import FocusArea, Objective, Strategy, StrategyState
from app.strategy.queries import AnyPart
from app.strategy.services.strategies import demand_editable


def _release_goals(session: Session, parts: Sequence[AnyPart]) -> None:
    """Untie goals that may still change from objectives that go."""
    going = {part.id for part in parts if isinstance(part, Objective)}
    for goal in queries.list_goals_serving(session, sorted(going)) if going else ():
        if rules.is_editable(goal.strategy):
            goal.objectives = [o for o in goal.objectives if o.id not in going]


def remove_part(session: Session, part: AnyPart, *, actor: Actor) -> None:
    """Remove what nothing refers to; the foreign keys of every slice are the judge of that."""
    demand_editable(part.strategy)
    if not isinstance(part, FocusArea):
        queries.load_indicators(session, [part])
    try:
        with session.begin_nested(), acting(session, actor, f"{part.__tablename__}.remove"):
            _release_goals(session, [part])
            session.delete(part)
        documents.remove(session, part.__tablename__, part.id)
    except IntegrityError:
        raise Refused(
            _("Partnerships, engagements or organisations refer to it, so it cannot be removed.")
        ) from None


def remove_strategy(session: Session, strategy: Strategy, *, actor: Actor) -> None:
    """Throw a draft away with all its parts; what was in force stays for good."""
    if strategy.state is not StrategyState.DRAFT:
        raise Refused(_("Only a draft can be removed."))
    queries.load_contents(session, [strategy])
    parts: list[AnyPart] = [*strategy.goals, *strategy.objectives, *strategy.focus_areas]
    try:
        with session.begin_nested(), acting(session, actor, "strategy.remove"):
            _release_goals(session, parts)
            for part in parts:
                session.delete(part)
            session.delete(strategy)
        for part in parts:
            documents.remove(session, part.__tablename__, part.id)
        documents.remove(session, search.KIND, strategy.id)
    except IntegrityError:
        raise Refused(_("Something refers to a part of this draft, so it was kept.")) from None
