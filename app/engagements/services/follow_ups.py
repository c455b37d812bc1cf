"""Who promised what to whom: adding, starting, closing, postponing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.hooks import Fate, Settlement
from app.core.i18n import _
from app.core.records import Values, assign
from app.core.together import set_together
from app.engagements import queries, rules
from app.engagements.models import FollowUp, FollowUpState, Promiser
from app.users.services import overtake

KIND = "follow_up"
EDITABLE = frozenset({"what", "promiser", "assignee_id", "counterpart", "due_on"})


def checked(values: Values) -> dict[str, Any]:
    """A promise as entered, complete; a promise is ours unless said otherwise."""
    given = {"promiser": Promiser.US, "assignee_id": None, **values}
    rules.check_promise(given["what"], given["promiser"], given["assignee_id"])
    return given


def add_follow_up(session: Session, values: Values, *, actor: Actor) -> FollowUp:
    """A promise made at an engagement (``engagement_id``), under a partnership, or both."""
    given = checked(values)
    engagement_id = given.get("engagement_id")
    if engagement_id is not None and given.get("partnership_id") is None:
        given["partnership_id"] = queries.follow_up_partnership(session, engagement_id)
    if engagement_id is None and given.get("partnership_id") is None:
        raise Refused(_("Choose the engagement or the partnership this belongs to."))
    follow_up = FollowUp(**given)
    with acting(session, actor, "follow_up.add"):
        session.add(follow_up)
    return follow_up


def update_follow_up(
    session: Session, follow_up: FollowUp, values: Values, *, actor: Actor
) -> FollowUp:
    """Correct a promise; its state changes by other verbs."""
    merged = {name: values.get(name, getattr(follow_up, name)) for name in EDITABLE}
    rules.check_promise(merged["what"], merged["promiser"], merged["assignee_id"])
    before = follow_up.assignee_id
    with acting(session, actor, "follow_up.update"):
        assign(follow_up, values, EDITABLE)
    if follow_up.assignee_id != before:
        overtake(session, [(KIND, follow_up.id)], actor=actor)
    return follow_up


def start_follow_up(session: Session, follow_up: FollowUp, *, actor: Actor) -> FollowUp:
    """Somebody is at it."""
    rules.check_follow_up_next(follow_up.state, FollowUpState.IN_PROGRESS)
    with acting(session, actor, "follow_up.start"):
        follow_up.state = FollowUpState.IN_PROGRESS
    return follow_up


def complete_follow_up(session: Session, follow_up: FollowUp, *, actor: Actor) -> FollowUp:
    """The promise was kept, today."""
    rules.check_follow_up_next(follow_up.state, FollowUpState.DONE)
    with acting(session, actor, "follow_up.complete"):
        follow_up.state = FollowUpState.DONE
        follow_up.closed_on = clock.today()
    overtake(session, [(KIND, follow_up.id)], actor=actor)
    return follow_up


def drop_follow_up(session: Session, follow_up: FollowUp, reason: str, *, actor: Actor) -> FollowUp:
    """Nothing will come of it, and why."""
    rules.check_dropping(follow_up.state, reason)
    with acting(session, actor, "follow_up.drop", reason=reason):
        follow_up.state = FollowUpState.DROPPED
        follow_up.state_reason = reason
        follow_up.closed_on = clock.today()
    overtake(session, [(KIND, follow_up.id)], actor=actor)
    return follow_up


def postpone_follow_up(
    session: Session, follow_up: FollowUp, due_on: date | None, reason: str, *, actor: Actor
) -> FollowUp:
    """It will be done later, and why."""
    rules.check_postponing(follow_up.state, follow_up.due_on, due_on, reason)
    with acting(session, actor, "follow_up.postpone", reason=reason):
        follow_up.due_on = due_on
        follow_up.state_reason = reason
    return follow_up


def postpone_together(
    session: Session, found: Sequence[FollowUp], due_on: date, reason: str, *, actor: Actor
) -> None:
    """Several promises move to one later day, and why; a constant number of statements.

    Refused, naming it, when one of them is closed or due later already; then none moves.
    """
    for each in found:
        try:
            rules.check_postponing(each.state, each.due_on, due_on, reason)
        except Refused as refused:
            if refused.field == "reason":
                raise
            told = _("“%(what)s”: %(why)s", what=each.what, why=refused.message)
            raise Refused(told, field=refused.field or "follow_ups") from refused
    with acting(session, actor, "follow_up.postpone", reason=reason):
        set_together(session, found, {"due_on": due_on, "state_reason": reason})


def hand_over_follow_ups(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """Open promises pass to another user; what was closed meanwhile stays with who closed it."""
    with acting(session, actor, "follow_up.hand_over", reason=reason):
        found = queries.lock_follow_ups(session, ids)
        theirs = [each for each in found if each.is_open and each.assignee_id == giver_id]
        set_together(session, theirs, {"assignee_id": successor_id})


def move_follow_up(
    session: Session, follow_up: FollowUp, partnership_id: int, reason: str = "", *, actor: Actor
) -> FollowUp:
    """It is kept under another partnership from now on; the engagement it came from stays."""
    if not follow_up.is_open:
        raise Refused(_("It is closed already."))
    with acting(session, actor, "follow_up.move", reason=reason):
        follow_up.partnership_id = partnership_id
    return follow_up


def settle_follow_up(
    session: Session, follow_up_id: int, settlement: Settlement, *, actor: Actor
) -> None:
    """Its partnership ends: the promise was kept, is dropped with a reason, or moves on."""
    follow_up = queries.get_follow_up(session, follow_up_id, lock=True)
    if settlement.fate is Fate.DONE:
        complete_follow_up(session, follow_up, actor=actor)
    elif settlement.fate is Fate.DROPPED:
        drop_follow_up(session, follow_up, settlement.reason, actor=actor)
    elif settlement.partnership_id is None:
        raise Refused(_("Choose the partnership that it moves to."))
    else:
        number = settlement.partnership_id
        move_follow_up(session, follow_up, number, settlement.reason, actor=actor)
