"""How far a solution may move by which verb, and whether a note may still be relied upon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.errors import Refused
from app.core.i18n import _l
from app.knowledge.models import Direction, KnowledgeNote, Solution, Suitability
from app.knowledge.models import SolutionState as State


@dataclass(frozen=True)
class Move:
    """A verb with its form: where it may start, and what people read about it.

    ``permission`` is the code of who may do it.
    """

    verb: str
    label: Any
    sources: frozenset[State]
    consequence: Any
    permission: str


MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move(
            "assess",
            _l("Assess it"),
            frozenset({State.LEARNED, State.ASSESSED}),
            _l("Say whether it would work here, and why. What fits may be adopted."),
            "knowledge:use",
        ),
        Move(
            "adopt",
            _l("Note where it is adopted"),
            frozenset({State.ASSESSED, State.ADOPTED}),
            _l("A unit of the city uses it from now on; others may follow."),
            "knowledge:use",
        ),
        Move(
            "take-up",
            _l("Note who took it up"),
            frozenset({State.OFFERED, State.TAKEN_UP}),
            _l("Another city or organisation uses what we offer; others may follow."),
            "knowledge:use",
        ),
        Move(
            "set-aside",
            _l("Set it aside"),
            frozenset({State.LEARNED, State.ASSESSED, State.OFFERED}),
            _l("It leaves the work, not the register: the reason stays, and it can be taken up "
               "again."),
            "knowledge:edit",
        ),
    )
}  # fmt: skip
FIRST = {Direction.LEARNED: State.LEARNED, Direction.OFFERED: State.OFFERED}
USED = {Direction.LEARNED: State.ADOPTED, Direction.OFFERED: State.TAKEN_UP}


def state_of(solution: Solution, uses: Sequence[Any]) -> State:
    """Where it stands by what is known of it, unless it is set aside."""
    if uses:
        return USED[solution.direction]
    return State.ASSESSED if solution.assessed_on is not None else FIRST[solution.direction]


def allowed_moves(solution: Solution) -> list[Move]:
    """The verbs that may start where it stands; what does not fit is not adopted."""
    does_fit = solution.suitability is not Suitability.DOES_NOT_FIT
    return [
        move
        for move in MOVES.values()
        if solution.state in move.sources and (does_fit or move.verb != "adopt")
    ]


def check_move(solution: Solution, verb: str) -> None:
    """Refuse a verb that may not start where the solution stands."""
    if MOVES[verb] not in allowed_moves(solution):
        raise Refused(
            _l("This cannot be done where it stands now. Open the page of the solution again.")
        )


def check_day(on: date, noted_on: date, today: date, field: str) -> None:
    """Something that happened with it lies neither ahead nor before it was known."""
    if on > today:
        raise Refused(_l("This date lies ahead."), field=field)
    if on < noted_on:
        raise Refused(_l("This is before the solution was noted."), field=field)


def is_out_of_date(note: KnowledgeNote, today: date) -> bool:
    """Whether the last day on which the note may be relied upon has passed."""
    return note.valid_until is not None and note.valid_until < today
