"""From which state to which a proposal may move, by which verb, and by when it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.i18n import _l
from app.proposals.models import OPEN, Proposal, Verdict
from app.proposals.models import ProposalState as State

# What the public page promises, and how long an assessor has unless told otherwise.
ANSWER_DAYS = 60
ASSESSMENT_DAYS = 14


@dataclass(frozen=True)
class Move:
    """A verb: where it may start, where it leads, and what people read about it.

    ``permission`` is the code of who may do it.
    """

    verb: str
    label: Any
    target: State
    sources: frozenset[State]
    consequence: Any
    permission: str
    is_grave: bool = False


MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move(
            "triage",
            _l("Sort it"),
            State.TRIAGED,
            frozenset({State.RECEIVED, State.TRIAGED}),
            _l("It gets a kind, a unit and a handler, who asks two people to assess it."),
            "proposal:handle",
        ),
        Move(
            "recommend",
            _l("Recommend"),
            State.RECOMMENDED,
            frozenset({State.ASSESSED, State.RECOMMENDED}),
            _l("It goes to whoever decides, with both assessments and this recommendation."),
            "proposal:handle",
        ),
        Move(
            "decide",
            _l("Record the decision"),
            State.DECIDED,
            frozenset({State.RECOMMENDED}),
            _l("The decision is kept with its body, date and section; it is not carried out yet."),
            "proposal:decide",
        ),
        Move(
            "convert",
            _l("Convert to a partnership"),
            State.CONVERTED,
            frozenset({State.DECIDED}),
            _l("An approved partnership takes over goals, focus areas, reasons and the decision."),
            "proposal:decide",
        ),
        Move(
            "decline",
            _l("Decline"),
            State.DECLINED,
            OPEN - {State.RECEIVED},
            _l("The answer is no, with the reason and, where there is one, another way."),
            "proposal:decide",
            is_grave=True,
        ),
        Move(
            "withdraw",
            _l("Mark as withdrawn"),
            State.WITHDRAWN,
            OPEN,
            _l("Whoever proposed it has taken it back. It can still be found."),
            "proposal:handle",
            is_grave=True,
        ),
    )
}

# The verb that carries a proposal on; two assessments carry a triaged one by themselves.
_NEXT = {
    State.RECEIVED: "triage",
    State.ASSESSED: "recommend",
    State.RECOMMENDED: "decide",
    State.DECIDED: "convert",
}


def allowed_moves(proposal: Proposal) -> list[Move]:
    """The verbs that may start where it stands, in the order of a proposal's way; what was decided
    rules out the opposite."""
    against = {Verdict.ACCEPT: "decline", Verdict.DECLINE: "convert"}
    ruled_out = against[proposal.decision] if proposal.decision is not None else ""
    return [
        move for move in MOVES.values() if proposal.state in move.sources and move.verb != ruled_out
    ]


def next_move(proposal: Proposal) -> str:
    """The verb that carries it on, or nothing while it is assessed and once it is over."""
    if proposal.state is State.DECIDED and proposal.decision == "decline":
        return "decline"
    return _NEXT.get(proposal.state, "")


def answer_by(received_on: date) -> date:
    """The day by which the city has promised an answer."""
    return received_on + timedelta(days=ANSWER_DAYS)


def assessment_due(asked_on: date) -> date:
    """Until when an assessor writes, unless told otherwise."""
    return asked_on + timedelta(days=ASSESSMENT_DAYS)


def is_late(proposal: Proposal, today: date) -> bool:
    """Whether somebody waits for an answer beyond the day promised."""
    return proposal.state in OPEN and today > answer_by(proposal.received_on)
