"""Who sits in the group on a day, and which dates may not be; pure questions, no database.

Days count from their first to their last inclusive; no last day means until further notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from app.coordination.models import Seat, SeatMember
from app.core.errors import Gap
from app.core.i18n import _, show_date


class Dated(Protocol):
    """Anything with a first day and perhaps a last one."""

    @property
    def started_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat on a day, with whoever held it then; None is a vacant seat."""

    seat: Seat
    member: SeatMember | None


def is_in_force(dated: Dated, day: date) -> bool:
    """Whether it held on that day."""
    return dated.started_on <= day and (dated.ended_on is None or dated.ended_on >= day)


def holder_on(members: Iterable[SeatMember], day: date) -> SeatMember | None:
    """Who of a seat's members held it on that day."""
    return next((member for member in members if is_in_force(member, day)), None)


def composition(seats: Iterable[Seat], day: date) -> list[Sitting]:
    """The group on that day: every seat in force, held or vacant. Members must be loaded."""
    return [Sitting(seat, holder_on(seat.members, day)) for seat in seats if is_in_force(seat, day)]


def overlapping(others: Iterable[D], started_on: date, ended_on: date | None) -> D | None:
    """The first of ``others`` that shares a day with these days, or None."""
    for other in others:
        begins_before_end = ended_on is None or other.started_on <= ended_on
        ends_after_begin = other.ended_on is None or other.ended_on >= started_on
        if begins_before_end and ends_after_begin:
            return other
    return None


def double_holders(members: Sequence[SeatMember]) -> list[tuple[SeatMember, SeatMember]]:
    """Pairs that hold one seat on the same day; the database holds this for open ones only."""
    pairs = []
    for place, member in enumerate(members):
        other = overlapping(members[place + 1 :], member.started_on, member.ended_on)
        if other is not None:
            pairs.append((member, other))
    return pairs


def day_gaps(started_on: date | None, ended_on: date | None) -> list[Gap]:
    """What is wrong with a pair of days on their own."""
    if started_on is None:
        return [Gap("started_on", _("Enter the first day."), "started_on")]
    if ended_on is not None and ended_on < started_on:
        message = _("The last day cannot be before the first day.")
        return [Gap("ended_on", message, "ended_on")]
    return []


def membership_gaps(
    seat: Seat, others: Sequence[SeatMember], started_on: date | None, ended_on: date | None
) -> list[Gap]:
    """What speaks against holding ``seat`` on these days, beside the seat's other members."""
    gaps = day_gaps(started_on, ended_on)
    if gaps or started_on is None:
        return gaps
    if started_on < seat.started_on:
        message = _("The seat began later, on %(day)s.", day=show_date(seat.started_on))
        gaps.append(Gap("before_seat", message, "started_on"))
    if seat.ended_on is not None and started_on > seat.ended_on:
        message = _("The seat ended on %(day)s.", day=show_date(seat.ended_on))
        gaps.append(Gap("after_seat", message, "started_on"))
    elif seat.ended_on is not None and (ended_on is None or ended_on > seat.ended_on):
        message = _(
            "The seat ended on %(day)s; enter that day or an earlier one.",
            day=show_date(seat.ended_on),
        )
        gaps.append(Gap("after_seat", message, "ended_on"))
    holder = overlapping(others, started_on, ended_on)
    if holder is not None:
        gaps.append(Gap("held", _held(holder), "started_on"))
    return gaps


def _held(holder: SeatMember) -> str:
    if holder.ended_on is None:
        return _(
            "%(name)s has held this seat since %(day)s. End that membership first.",
            name=holder.name,
            day=show_date(holder.started_on),
        )
    return _(
        "%(name)s held this seat from %(first)s to %(last)s. One person holds a seat at a time.",
        name=holder.name,
        first=show_date(holder.started_on),
        last=show_date(holder.ended_on),
    )


def chair_gaps(chairs: Iterable[SeatMember], started_on: date, ended_on: date | None) -> list[Gap]:
    """One person chairs the group at a time."""
    other = overlapping(chairs, started_on, ended_on)
    if other is None:
        return []
    message = _("%(name)s chairs the group on these days.", name=other.name)
    return [Gap("chair", message, "is_chair")]


def seat_gaps(
    members: Iterable[SeatMember], started_on: date | None, ended_on: date | None
) -> list[Gap]:
    """What speaks against these days of a seat: nobody may be left holding it outside of them."""
    gaps = day_gaps(started_on, ended_on)
    if gaps or started_on is None:
        return gaps
    for member in members:
        if member.started_on < started_on:
            message = _(
                "%(name)s held it already on %(day)s.",
                name=member.name,
                day=show_date(member.started_on),
            )
            gaps.append(Gap("member_before", message, "started_on"))
        if ended_on is not None and (member.ended_on is None or member.ended_on > ended_on):
            message = _(
                "%(name)s holds it beyond that day. End that membership first.", name=member.name
            )
            gaps.append(Gap("member_after", message, "ended_on"))
    return gaps
