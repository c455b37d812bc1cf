"""Seats of somebody who leaves, and the colleague who takes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.coordination import queries
from app.coordination.models import SeatMember
from app.coordination.permissions import COORDINATION_VIEW
from app.coordination.services.seats import KIND
from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.hooks import Holding, Ownership
from app.core.i18n import _, _l, localised
from app.users import queries as users
from app.users.models import User


def held_by(session: Session, user_id: int) -> list[Holding]:
    """The seats this account holds beyond today."""
    found = queries.open_memberships(session, user_id, clock.today())
    seats = {member.seat.id: member.seat for member in found}
    return [
        Holding(
            KIND,
            seat.id,
            _("Seat in the coordination group: %(seat)s", seat=localised(seat)),
            "coordination.show_seat",
            seat.unit_id,
        )
        for seat in seats.values()
    ]


def hand_over_seats(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """The giver's memberships of these seats end today, and the successor's begin tomorrow; without
    a successor the seats stay vacant. The chair goes with the seat.
    """
    heir = users.get_user(session, successor_id) if successor_id is not None else None
    queries.lock_seats(session, ids)
    today = clock.today()
    members = queries.open_memberships(session, giver_id, today)
    with acting(session, actor, "seat_member.hand_over", reason):
        ends = [_end(session, each, today) for each in members if each.seat_id in ids]
        # One open membership a seat: the old one must have ended before the new one is written.
        session.flush()
        if heir is not None:
            session.add_all(_following(member, heir, last) for member, last in ends)


def _end(session: Session, member: SeatMember, today: date) -> tuple[SeatMember, date | None]:
    """End it today, or take it out where it had not begun; with the last day it would have had."""
    last = member.ended_on
    if member.started_on > today:
        session.delete(member)
    else:
        member.ended_on = today
    return member, last


def _following(member: SeatMember, heir: User, last: date | None) -> SeatMember:
    tomorrow = clock.today() + timedelta(days=1)
    return SeatMember(
        seat_id=member.seat_id,
        user_id=heir.id,
        name=heir.name,
        title=heir.title,
        is_chair=member.is_chair,
        started_on=max(member.started_on, tomorrow),
        ended_on=last,
    )


hooks.ownership.append(
    Ownership(
        KIND,
        _l("Seats in the coordination group"),
        frozenset({"seat_member.user_id"}),
        held_by,
        hand_over_seats,
        COORDINATION_VIEW,
        "seat",
        may_be_vacant=True,
    )
)
