"""Drafting, editing, verifying and removing strategies and frameworks."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.records import Values, assign
from app.core.search import documents
from app.strategy import rules, search
from app.strategy.models import Strategy, StrategyState

TEXTS = frozenset(
    {
        "title_en", "title_fi", "title_sv", "vision_en", "vision_fi", "vision_sv", "summary",
        "period_from", "period_to", "adopted_by", "decided_on", "case_number", "section",
        "source", "evidence_on",
    }
)  # fmt: skip
LATER = TEXTS | {"rejustify_by"}
FIRST = TEXTS | {"kind", "verified_on", "verified_by_name", "is_demonstration"}


def demand_editable(strategy: Strategy) -> None:
    """Raise Refused when the strategy was superseded: what was in force then must stay readable."""
    if not rules.is_editable(strategy):
        raise Refused(rules.READ_ONLY)


def create_strategy(session: Session, values: Values, *, actor: Actor) -> Strategy:
    """A new draft; ``values`` names at least ``kind`` and ``title_en``."""
    strategy = Strategy(state=StrategyState.DRAFT)
    assign(strategy, values, FIRST)
    with acting(session, actor, "strategy.create"):
        session.add(strategy)
    documents.add(session, search.to_document(strategy))
    return strategy


def update_strategy(
    session: Session, strategy: Strategy, values: Values, *, actor: Actor
) -> Strategy:
    """Change texts, the decision and the deadline; the days in force follow from adopting alone."""
    demand_editable(strategy)
    if gaps := rules.deadline_gaps({"in_force_from": strategy.in_force_from, **values}):
        raise Refused(gaps[0].label, gaps)
    with acting(session, actor, "strategy.update"):
        assign(strategy, values, LATER)
    search.put_with_parts(session, strategy)
    return strategy


def verify_strategy(session: Session, strategy: Strategy, *, actor: Actor) -> None:
    """Say that the record agrees with its source, which must be named."""
    if not strategy.source:
        raise Refused(_("Write the source first; then it can be verified against it."))
    with acting(session, actor, "strategy.verify"):
        strategy.verified_on = clock.today()
        strategy.verified_by_name = actor.name
