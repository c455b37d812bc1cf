"""Tying a partnership to goals of the city strategy, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import Actor
from app.core.errors import NotFound, Refused
from app.core.i18n import _l
from app.core.records import Values, assign
from app.partnerships import queries
from app.partnerships.models import Alignment, Contribution
from app.partnerships.services.settle import verb
from app.strategy.models import StrategyState

EDITABLE = frozenset({"contribution", "rationale", "expected_benefit", "how_measured"})


def new_alignments(session: Session, given: Iterable[Mapping[str, Any]]) -> list[Alignment]:
    """Alignments to goals that are not superseded, each goal once."""
    return [_new(session, values) for values in {v["goal_id"]: v for v in given}.values()]


def _new(session: Session, values: Mapping[str, Any]) -> Alignment:
    try:
        goal = queries.get_goal(session, values["goal_id"])
    except NotFound:
        raise Refused(_l("Choose a goal from the list."), field="goal_id") from None
    if goal.strategy.state == StrategyState.SUPERSEDED:
        raise Refused(_l("This goal belongs to an earlier strategy."), field="goal_id")
    return Alignment(
        goal=goal,
        contribution=values.get("contribution") or Contribution.SIGNIFICANT,
        rationale=values.get("rationale", "").strip(),
        expected_benefit=values.get("expected_benefit", "").strip(),
        how_measured=values.get("how_measured", "").strip(),
    )


def demand_untied(session: Session, partnership_id: int, goal_id: int) -> None:
    """Raise Refused where the partnership is tied to this goal already."""
    if queries.find_alignment(session, partnership_id, goal_id) is not None:
        raise Refused(_l("The partnership is tied to this goal already."), field="goal_id")


def align(session: Session, partnership: Any, values: Values, *, actor: Actor) -> Alignment:
    """Tie the partnership to a goal: ``goal_id``, ``rationale``, and what else is known.

    Raises Refused for a goal of an earlier strategy, or one it is tied to already.
    """
    demand_untied(session, partnership.id, values["goal_id"])
    alignment = _new(session, values)
    with verb(session, partnership, actor, "partnership.align"):
        alignment.partnership_id = partnership.id
        session.add(alignment)
    return alignment


def update_alignment(
    session: Session, partnership: Any, alignment: Alignment, values: Values, *, actor: Actor
) -> None:
    """Edit contribution, rationale, benefit or measure; refused where the gate breaks."""
    texts = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
    with verb(session, partnership, actor, "partnership.update_alignment"):
        assign(alignment, texts, EDITABLE)


def remove_alignment(
    session: Session, partnership: Any, alignment: Alignment, reason: str = "", *, actor: Actor
) -> None:
    """Untie a goal; refused when an active partnership would be left without one."""
    with verb(session, partnership, actor, "partnership.remove_alignment", reason):
        session.delete(alignment)
