"""After a new strategy or framework: justifying anew, one act for each partnership."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _, _l
from app.core.records import Values
from app.partnerships import queries, rules
from app.partnerships.models import Alignment, PartnershipState
from app.partnerships.services.alignment import demand_untied, new_alignments
from app.partnerships.services.parts import set_links
from app.partnerships.services.settle import reindex, verb
from app.partnerships.services.states import activate, put_all_under_review
from app.strategy import queries as strategies
from app.strategy import rules as strategy_rules
from app.strategy.models import StrategyKind


def rejustify(
    session: Session, partnership: Any, old: Alignment, values: Values, *, actor: Actor
) -> Alignment:
    """Tie the partnership to a goal in force in place of one that lapsed; the old one stays.

    ``values``: ``goal_id`` and a written ``rationale``, and what else an alignment has.
    """
    if old.lapsed_on is None:
        raise Refused(_l("This goal has not lapsed, so there is nothing to justify anew."))
    if not values.get("rationale", "").strip():
        raise Refused(_l("Write why it serves this goal."), field="rationale")
    demand_untied(session, partnership.id, values["goal_id"])
    alignment = new_alignments(session, [values])[0]
    with verb(session, partnership, actor, "partnership.rejustify"):
        alignment.partnership_id = partnership.id
        session.add(alignment)
    return alignment


def retie(
    session: Session, partnership: Any, values: Values, reason: str = "", *, actor: Actor
) -> None:
    """Choose ``objectives`` and ``focus_areas`` of the framework in force by their numbers.

    What it had of a former framework stays visible. Without any choice a reason must say why.
    """
    if partnership.framework_lapsed_on is None:
        raise Refused(_l("This partnership has been answered for already."))
    if not (values.get("objectives") or values.get("focus_areas") or reason.strip()):
        raise Refused(
            _l("Choose at least one, or write why nothing of the framework applies."),
            field="reason",
        )
    partnership = queries.reload(session, partnership.id)
    with verb(session, partnership, actor, "partnership.retie", reason.strip()):
        set_links(session, partnership, values)
        partnership.framework_lapsed_on = None


def activate_if_ready(session: Session, partnership_id: int, reason: str, *, actor: Actor) -> bool:
    """Make it active again where it stands under review and misses nothing; tells whether."""
    partnership = queries.reload(session, partnership_id)
    is_ready = partnership.state == PartnershipState.UNDER_REVIEW and not rules.activation_gaps(
        partnership, clock.today()
    )
    if is_ready:
        activate(session, partnership, reason, actor=actor)
    return is_ready


def enforce_deadlines(session: Session, *, actor: Actor) -> list[Any]:
    """Past the deadline of a strategy in force, what rests unjustified goes under review.

    Doing it again changes nothing. Suspended ones stay suspended, for that is the stricter state;
    they are listed as overdue, and resuming them passes the gate. Returns those that moved.
    """
    moved: list[Any] = []
    for kind in StrategyKind:
        strategy = strategies.find_in_force(session, kind)
        if strategy and strategy_rules.is_overdue(strategy.rejustify_by, clock.today()):
            reason = _("The time to justify it anew has passed.")
            with acting(session, actor, "partnership.overdue", reason):
                found = queries.resting_unjustified(session, kind)
                put_all_under_review(found, reason)
            moved += found
    reindex(session, [partnership.id for partnership in moved])
    return moved
