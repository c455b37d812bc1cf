"""From which state to which a visit may move, by which verb, and what each step needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from app.core.errors import Gap, Refused
from app.core.i18n import _, _l
from app.visits.models import AHEAD, Visit
from app.visits.models import VisitState as State

# By when the public page promises an answer.
ANSWER_DAYS = 14


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
            "accept",
            _l("Accept"),
            State.ACCEPTED,
            frozenset({State.REQUESTED}),
            _l("A unit hosts it, on these days; it counts among what the unit takes on."),
        ),
        Move(
            "redirect",
            _l("Redirect"),
            State.REDIRECTED,
            frozenset({State.REQUESTED}),
            _l("The guests hear who can receive them instead, and why. It counts as turned away."),
        ),
        Move(
            "decline",
            _l("Decline"),
            State.DECLINED,
            frozenset({State.REQUESTED}),
            _l("The answer is no, with the reason. It counts as turned away."),
            is_grave=True,
        ),
        Move(
            "programme",
            _l("The programme is ready"),
            State.PROGRAMMED,
            frozenset({State.ACCEPTED}),
            _l("Hours, places and hosts are agreed. They can still be changed."),
        ),
        Move(
            "hold",
            _l("It was held"),
            State.HELD,
            AHEAD,
            _l("It becomes an engagement of the log, or is tied to the one logged already."),
        ),
        Move(
            "report",
            _l("Report"),
            State.REPORTED,
            frozenset({State.HELD}),
            _l("Thanks are sent, what was promised stands among the follow-ups, and it is over."),
        ),
        Move(
            "cancel",
            _l("Cancel"),
            State.CANCELLED,
            AHEAD,
            _l("It does not take place. It does not count as turned away."),
            is_grave=True,
        ),
    )
}

_NEXT = {
    State.REQUESTED: "accept",
    State.ACCEPTED: "programme",
    State.PROGRAMMED: "hold",
    State.HELD: "report",
}


def allowed_moves(visit: Visit) -> list[Move]:
    """The verbs that may start where it stands, in the order of a visit's way."""
    return [move for move in MOVES.values() if visit.state in move.sources]


def next_move(visit: Visit) -> str:
    """The verb that carries it on, or nothing once it is over."""
    return _NEXT.get(visit.state, "")


def answer_by(received_on: date) -> date:
    """The day by which the city has promised an answer."""
    return received_on + timedelta(days=ANSWER_DAYS)


def due_on(visit: Visit) -> date | None:
    """By when the next step is due: the answer as promised, or a note of whether it was held."""
    if visit.state is State.REQUESTED:
        return answer_by(visit.received_on)
    return (visit.ends_on or visit.starts_on) if visit.state in AHEAD else None


def is_late(visit: Visit, today: date) -> bool:
    """Whether somebody waits beyond the day promised, or a visit that is over was not noted."""
    due = due_on(visit)
    return due is not None and today > due


def demands(visit: Visit) -> list[Gap]:
    """What the next step needs, met or not. The programme must be loaded."""
    if visit.state is State.REQUESTED:
        return [
            Gap(
                "organisation",
                _l("The organisation, in the register"),
                "organisation_id",
                bool(visit.organisation_id),
            ),
            Gap("unit", _l("A unit that hosts"), "unit_id", bool(visit.unit_id)),
            Gap("handler", _l("Somebody who handles it"), "handler_id", bool(visit.handler_id)),
        ]
    if visit.state is State.ACCEPTED:
        inside = all(_lies_within(stop.day, visit) for stop in visit.stops)
        return [
            Gap("stops", _l("A programme with at least one item"), "", bool(visit.stops)),
            Gap("hosts", _l("A host for every item"), "", _are_hosted(visit)),
            Gap("days", _l("Every item on a day of the visit"), "", inside),
        ]
    return []


def _are_hosted(visit: Visit) -> bool:
    return bool(visit.stops) and all(stop.host_id or stop.hosts for stop in visit.stops)


def _lies_within(day: date, visit: Visit) -> bool:
    return visit.starts_on <= day <= (visit.ends_on or visit.starts_on)


def check_days(starts_on: date, ends_on: date | None) -> None:
    """The end does not come before the start."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The end cannot be before the start."), field="ends_on")


def check_stop(visit: Visit, day: date, starts_at: time, ends_at: time | None) -> None:
    """An item of the programme lies on a day of the visit and ends after it began."""
    if not _lies_within(day, visit):
        raise Refused(_("Choose a day of the visit."), field="day")
    if ends_at is not None and ends_at <= starts_at:
        raise Refused(_("The end must come after the start."), field="ends_at")
