"""Changing the composition of the group: seats come and go, members hold them one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from app.coordination import queries, rules
from app.coordination.models import Seat, SeatMember
from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.errors import Gap, Refused
from app.core.i18n import _
from app.core.records import Values, assign
from app.users import queries as user_queries
from app.users.services import overtake

KIND = "seat"

SEAT = frozenset(
    {
        "name_en", "name_fi", "name_sv", "unit_id", "position", "note", "started_on", "ended_on",
        "source", "evidence_on",
    }
)  # fmt: skip
FIRST = SEAT | {"verified_on", "verified_by_name", "is_demonstration"}
MEMBER = frozenset({"user_id", "name", "title", "is_chair", "started_on", "ended_on"})


def add_seat(session: Session, values: Values, *, actor: Actor) -> Seat:
    """A new seat, last in the group's order unless ``position`` says otherwise."""
    _demand(rules.day_gaps(values.get("started_on"), values.get("ended_on")))
    seat = Seat(members=[])
    assign(seat, values, FIRST)
    if not seat.position:
        seat.position = queries.last_position(session) + 1
    with acting(session, actor, "seat.create"):
        session.add(seat)
    return seat


def update_seat(session: Session, seat: Seat, values: Values, *, actor: Actor) -> Seat:
    """Change a seat; nobody may be left holding it on a day on which it did not exist."""
    started_on = values.get("started_on", seat.started_on)
    _demand(rules.seat_gaps(seat.members, started_on, values.get("ended_on", seat.ended_on)))
    with acting(session, actor, "seat.update"):
        assign(seat, values, SEAT)
    return seat


def verify_seat(session: Session, seat: Seat, *, actor: Actor) -> None:
    """Say that the record agrees with its source, which must be named."""
    if not seat.source:
        raise Refused(_("Write the source first; then it can be verified against it."))
    with acting(session, actor, "seat.verify"):
        seat.verified_on = clock.today()
        seat.verified_by_name = actor.name


def end_seat(session: Session, seat: Seat, values: Values, *, actor: Actor) -> Seat:
    """The group alters its composition: the seat and its open membership end on ``ended_on``.

    ``reason`` goes into the history.
    """
    day = values.get("ended_on")
    if day is None:
        raise Refused(_("Enter the last day."), field="ended_on")
    if seat.ended_on is not None:
        raise Refused(_("This seat has a last day already; edit the seat to change it."))
    going = [m for m in seat.members if m.ended_on is None and m.started_on <= day]
    staying = [m for m in seat.members if m not in going]
    _demand(rules.seat_gaps(staying, seat.started_on, day))
    with acting(session, actor, "seat.end", reason=values.get("reason", "")):
        for member in going:
            member.ended_on = day
        seat.ended_on = day
    overtake(session, [(KIND, seat.id)], actor=actor)
    return seat


def remove_seat(session: Session, seat: Seat, *, actor: Actor) -> None:
    """Remove a seat that nobody ever held; any other is ended, so that its past stays known."""
    if seat.members:
        raise Refused(_("Somebody held this seat, so it can be ended but not removed."))
    with acting(session, actor, "seat.remove"):
        session.delete(seat)


def add_member(session: Session, seat: Seat, values: Values, *, actor: Actor) -> SeatMember:
    """Somebody takes the seat: an account (``user_id``) or a ``name`` without one."""
    member = SeatMember()
    _demand_free(session, seat, seat.members, values)
    _fill(session, member, values)
    with acting(session, actor, "seat_member.create"):
        member.seat = seat
        session.add(member)
    return member


def update_member(
    session: Session, seat: Seat, member: SeatMember, values: Values, *, actor: Actor
) -> SeatMember:
    """Correct a membership of ``seat``, which must be loaded with its members."""
    given = {name: getattr(member, name) for name in MEMBER} | dict(values)
    others = [other for other in seat.members if other is not member]
    _demand_free(session, seat, others, given, leaving=member)
    with acting(session, actor, "seat_member.update"):
        _fill(session, member, given)
    return member


def end_membership(
    session: Session, member: SeatMember, values: Values, *, actor: Actor
) -> SeatMember:
    """The member leaves the seat after ``ended_on``; ``reason`` goes into the history."""
    day = values.get("ended_on")
    if day is None:
        raise Refused(_("Enter the last day."), field="ended_on")
    if member.ended_on is not None:
        raise Refused(_("This membership has a last day already; edit it to change the day."))
    _demand(rules.membership_gaps(member.seat, [], member.started_on, day))
    with acting(session, actor, "seat_member.end", reason=values.get("reason", "")):
        member.ended_on = day
    overtake(session, [(KIND, member.seat_id)], actor=actor)
    return member


def _demand(gaps: Sequence[Gap]) -> None:
    if gaps:
        raise Refused(_("These days cannot be."), gaps)


def _demand_free(
    session: Session,
    seat: Seat,
    others: Sequence[SeatMember],
    values: Values,
    leaving: SeatMember | None = None,
) -> None:
    started_on, ended_on = values.get("started_on"), values.get("ended_on")
    gaps = rules.membership_gaps(seat, others, started_on, ended_on)
    if values.get("is_chair") and started_on is not None:
        chairs = [chair for chair in queries.list_chairs(session) if chair is not leaving]
        gaps += rules.chair_gaps(chairs, started_on, ended_on)
    _demand(gaps)


def _fill(session: Session, member: SeatMember, values: Values) -> None:
    """The name is copied from the account, so that the past stays readable without it."""
    given = dict(values)
    if given.get("user_id"):
        user = user_queries.get_user(session, given["user_id"])
        given["name"] = user.name
        given["title"] = given.get("title") or user.title
    if not given.get("name"):
        raise Refused(_("Choose a person or write a name."), field="name")
    assign(member, given, MEMBER)


def broken_rules(session: Session) -> Iterator[str]:
    """Seats held by two people on one day; there should be none."""
    for seat in queries.list_seats(session):
        for one, other in rules.double_holders(seat.members):
            yield f"{seat.name_en}: {one.name} and {other.name} hold it on the same day"


hooks.rule_checks.append(broken_rules)
