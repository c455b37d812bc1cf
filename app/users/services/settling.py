"""What becomes of an open hand-over: accepted, given back, withdrawn or passed on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.together import set_together
from app.users import queries
from app.users.models import UNSETTLED, HandOverItem, HandOverState, User
from app.users.services.hand_over import Decision, Given, hand_over, overtake


def accept_items(session: Session, ids: Sequence[int], *, actor: User) -> int:
    """The successor says that they know; how many were accepted. Others' items stay as they are."""
    waiting = queries.lock_handed_to(session, actor.id, ids)
    if not waiting:
        raise Refused(_l("Tick what you answer."), field="items")
    with acting(session, actor, "hand_over.accept"):
        values = {"state": HandOverState.ACCEPTED, "answered_at": clock.now()}
        return len(set_together(session, waiting, values))


def decline_items(session: Session, ids: Sequence[int], reason: str, *, actor: User) -> int:
    """The successor gives it back to whoever handed it over, with a reason; how many.

    They stay responsible until somebody else is found: nothing may be in nobody's hands.
    """
    if not reason.strip():
        raise Refused(_l("Write why you cannot take it."), field="reason")
    waiting = queries.lock_handed_to(session, actor.id, ids)
    if not waiting:
        raise Refused(_l("Tick what you answer."), field="items")
    with acting(session, actor, "hand_over.decline", reason.strip()):
        values = {
            "state": HandOverState.DECLINED,
            "answered_at": clock.now(),
            "answer": reason.strip(),
        }
        return len(set_together(session, waiting, values))


def hold_item(session: Session, item_id: int) -> HandOverItem:
    """The item for `withdraw_item` and `pass_on_item`, held after what its successor has: whoever
    edits a record holds it first, and the questions about it afterwards.
    """
    found = queries.get_item(session, item_id)
    for hold in hooks.before_leaving:
        hold(session, found.successor_id)
    session.expire(found)
    return queries.get_item(session, item_id, lock=True)


def withdraw_item(session: Session, item: HandOverItem, reason: str, *, actor: Actor) -> None:
    """Whoever handed it over takes it back from an unanswered successor, to find another one."""
    if item.state is not HandOverState.PENDING:
        raise Refused(_l("It has been answered meanwhile."))
    if not reason.strip():
        raise Refused(_l("Write the reason; it stays in the history."), field="reason")
    with acting(session, actor, "hand_over.withdraw", reason.strip()):
        item.state = HandOverState.WITHDRAWN
        item.answer = reason.strip()
        item.answered_at = clock.now()


def pass_on_item(
    session: Session, item: HandOverItem, successor_id: int | None, note: str = "", *, actor: Actor
) -> None:
    """Give what came back, or nobody has answered, to somebody else, who is asked anew.

    Refused (field ``successor_id``) as a hand-over is; ``item`` is loaded with both people.
    """
    if item.state not in UNSETTLED:
        raise Refused(_l("It has been answered meanwhile."))
    held = [
        each
        for each in hooks.ownership_of(item.kind).find(session, item.successor_id)
        if each.entity_id == item.entity_id
    ]
    if not held:
        overtake(session, [(item.kind, item.entity_id)], actor=actor)
        return
    decision = Decision(successor_id, note)
    given = Given({(item.kind, item.entity_id): decision}, Decision(stays=True), note=item.note)
    try:
        hand_over(session, item.successor, given, actor=actor)
    except Refused as refused:
        message = refused.gaps[0].label if refused.gaps else refused.message
        raise Refused(message, field="successor_id") from None
