"""The moves of a partnership's life, each with a reason, each refused with its gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor
from app.core.errors import Gap, Refused
from app.core.hooks import Fate, Settlement
from app.core.i18n import _l
from app.core.permissions import EVERYTHING
from app.core.records import Values
from app.partnerships import queries, rules
from app.partnerships.models import IN_EFFECT, PartnershipState
from app.partnerships.services.endings import demand_kind, demand_successor
from app.partnerships.services.parts import first_day
from app.partnerships.services.settle import verb

REASONLESS = _l("Write the reason; it stays in the history.")


def assess(session: Session, partnership: Any, reason: str, *, actor: Actor) -> None:
    """Proposed → assessed: it is ready for a decision."""
    _move(session, partnership, "assess", reason, actor)


def approve(session: Session, partnership: Any, reason: str, *, actor: Actor) -> None:
    """Assessed → approved; refused without the decision."""
    if gaps := rules.approval_gaps(partnership, clock.today()):
        raise Refused(_l("It cannot be approved before the decision is recorded."), gaps)
    _move(session, partnership, "approve", reason, actor)


def activate(session: Session, partnership: Any, reason: str, *, actor: Actor) -> None:
    """Approved or under review → active, through the gate."""
    _through_gate(session, partnership, "activate", reason, actor)


def resume(session: Session, partnership: Any, reason: str, *, actor: Actor) -> None:
    """Dormant or suspended → active, through the same gate."""
    _through_gate(session, partnership, "resume", reason, actor)


def put_under_review(session: Session, partnership: Any, reason: str, *, actor: Actor) -> None:
    """Active, dormant or suspended → under review: it must be justified anew or ended."""
    _move(session, partnership, "put_under_review", reason, actor)


def make_dormant(session: Session, partnership: Any, reason: str, *, actor: Actor) -> None:
    """In effect, but nothing is expected to happen."""
    _move(session, partnership, "make_dormant", reason, actor)


def suspend(session: Session, partnership: Any, reason: str, *, actor: Actor) -> None:
    """In effect on paper; cooperation stops."""
    _move(session, partnership, "suspend", reason, actor)


def end(session: Session, partnership: Any, values: Values, *, actor: Actor) -> None:
    """Any state → ended: ``end_kind``, ``outcome``, ``reason``, ``ended_on`` (today if not given),
    and ``superseded_by_id`` where another partnership takes its place.

    ``open_ends`` maps (kind, number) of what is still open to a `hooks.Settlement`; refused while
    anything registered in ``hooks.before_end`` is open without one.
    """
    ended_on = values.get("ended_on") or clock.today()
    _demand_ending(session, partnership, values, ended_on)
    if gaps := rules.ending_gaps(partnership):
        raise Refused(_l("Say first how the project went."), gaps)
    with session.begin_nested():
        _settle_open_ends(session, partnership, values.get("open_ends", {}), actor)
        _end(session, partnership, values, ended_on, actor)


def _end(session: Session, partnership: Any, values: Values, ended_on: date, actor: Actor) -> None:
    fields = {
        "end_kind": values["end_kind"],
        "ended_on": ended_on,
        "outcome": values["outcome"].strip(),
        "superseded_by_id": values.get("superseded_by_id"),
    }
    _move(session, partnership, "end", values.get("reason", ""), actor, fields)


def _settle_open_ends(
    session: Session, partnership: Any, given: Mapping[tuple[str, int], Settlement], actor: Actor
) -> None:
    gaps = []
    for holding in hooks.open_ends(session, partnership.id):
        field = hooks.fate_field(holding.kind, holding.entity_id)
        settlement = given.get((holding.kind, holding.entity_id))
        if settlement is None or holding.kind not in hooks.settle_end:
            label = _l("Decide what becomes of it: %(title)s", title=holding.title)
            gaps.append(Gap("open_end", label, field))
            continue
        if settlement.fate is Fate.MOVED:
            _demand_target(session, partnership, settlement.partnership_id)
        try:
            verb = hooks.settle_end[holding.kind]
            verb(session, holding.entity_id, settlement, actor=actor)
        except Refused as refused:
            raise Refused(refused.message, field=field) from None
    if gaps:
        raise Refused(_l("Close or move what is still open first."), gaps)


def _demand_target(session: Session, partnership: Any, number: int | None) -> None:
    """What is open moves to a partnership that goes on."""
    if number is None or number == partnership.id:
        raise Refused(_l("Choose another partnership to move it to."), field="moved_to_id")
    if queries.get_brief(session, number, EVERYTHING).state == PartnershipState.ENDED:
        raise Refused(_l("Choose a partnership that has not ended."), field="moved_to_id")


def _demand_ending(session: Session, partnership: Any, values: Values, ended_on: Any) -> None:
    never_began = partnership.state in rules.BEFORE
    demand_kind(values.get("end_kind"), never_began=never_began)
    if not values.get("outcome", "").strip():
        raise Refused(_l("Write what came of it."), field="outcome")
    if ended_on > clock.today():
        raise Refused(_l("The end may not lie ahead."), field="ended_on")
    if partnership.in_effect_from is not None and ended_on < partnership.in_effect_from:
        raise Refused(_l("It cannot end before it came into effect."), field="ended_on")
    demand_successor(session, partnership, values)


def _through_gate(session: Session, partnership: Any, name: str, reason: str, actor: Actor) -> None:
    gaps = rules.activation_gaps(queries.reload(session, partnership.id), clock.today())
    if gaps:
        raise Refused(_l("It cannot be active yet. This is missing:"), gaps)
    _move(session, partnership, name, reason, actor)


def _move(
    session: Session,
    partnership: Any,
    name: str,
    reason: str,
    actor: Actor,
    fields: Values | None = None,
) -> None:
    move = rules.MOVES[name]
    if partnership.state not in move.sources:
        raise Refused(_l("The state has changed meanwhile, so this cannot be done any more."))
    if not reason.strip():
        raise Refused(REASONLESS, field="reason")
    with verb(session, partnership, actor, f"partnership.{name}", reason.strip()):
        for field, value in (fields or {}).items():
            setattr(partnership, field, value)
        enter(partnership, move.target, reason.strip())


def enter(partnership: Any, state: PartnershipState, reason: str) -> None:
    """Set the state with its day and reason, and note the first day in effect."""
    partnership.state = state
    partnership.state_since = clock.today()
    partnership.state_reason = reason
    if state in IN_EFFECT and partnership.in_effect_from is None:
        partnership.in_effect_from = first_day(partnership)


def put_all_under_review(partnerships: Sequence[Any], reason: str) -> None:
    """Move partnerships whose ground has gone from under them; the caller writes the history."""
    for partnership in partnerships:
        enter(partnership, PartnershipState.UNDER_REVIEW, reason)
