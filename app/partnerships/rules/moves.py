"""From which state to which a partnership may move, and by which verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.i18n import _l
from app.partnerships.models import EndKind
from app.partnerships.models import PartnershipState as State

BEFORE = frozenset({State.PROPOSED, State.ASSESSED, State.APPROVED})
# How something ends that was never in effect.
BEFORE_EFFECT = frozenset({EndKind.REJECTED, EndKind.WITHDRAWN})


@dataclass(frozen=True)
class Move:
    """A verb: where it may start, where it leads, and what people read about it."""

    verb: str
    label: Any
    target: State
    sources: frozenset[State]
    consequence: Any
    is_grave: bool = False


MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move(
            "assess",
            _l("Mark as assessed"),
            State.ASSESSED,
            frozenset({State.PROPOSED}),
            _l("It is ready for a decision. Nothing else changes."),
        ),
        Move(
            "approve",
            _l("Mark as approved"),
            State.APPROVED,
            frozenset({State.ASSESSED}),
            _l("The decision is made and recorded. It is not active yet."),
        ),
        Move(
            "activate",
            _l("Activate"),
            State.ACTIVE,
            frozenset({State.APPROVED, State.UNDER_REVIEW}),
            _l("From now on it counts everywhere, and always keeps an owner and a goal."),
        ),
        Move(
            "resume",
            _l("Resume"),
            State.ACTIVE,
            frozenset({State.DORMANT, State.SUSPENDED}),
            _l("It is active again and must pass the same gate as at the beginning."),
        ),
        Move(
            "put_under_review",
            _l("Put under review"),
            State.UNDER_REVIEW,
            frozenset({State.ACTIVE, State.DORMANT, State.SUSPENDED}),
            _l("It stays in effect, and stands on the worklist until it is justified or ended."),
        ),
        Move(
            "make_dormant",
            _l("Make dormant"),
            State.DORMANT,
            frozenset({State.ACTIVE, State.UNDER_REVIEW, State.SUSPENDED}),
            _l("It stays in effect, but nothing is expected to happen."),
        ),
        Move(
            "suspend",
            _l("Suspend"),
            State.SUSPENDED,
            frozenset({State.ACTIVE, State.UNDER_REVIEW, State.DORMANT}),
            _l("It stays in effect on paper; cooperation stops until it is resumed or ended."),
        ),
        Move(
            "end",
            _l("End"),
            State.ENDED,
            frozenset(State) - {State.ENDED},
            _l(
                "It is over for good; its history stays. What is still open is closed or moved too."
            ),
            is_grave=True,
        ),
    )
}


def allowed_moves(state: State) -> list[Move]:
    """The verbs that may start from ``state``, in the order of a partnership's life."""
    return [move for move in MOVES.values() if state in move.sources]
