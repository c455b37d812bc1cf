"""Every select over seats and their members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from app.coordination.models import Seat, SeatMember
from app.coordination.rules import Sitting, composition
from app.core.records import get_one


def list_seats(session: Session) -> list[Seat]:
    """Every seat there ever was with its unit and its members, in the group's order."""
    members = selectinload(Seat.members).joinedload(SeatMember.user)
    statement = sa.select(Seat).options(joinedload(Seat.unit), members)
    return list(session.scalars(statement.order_by(Seat.position, Seat.id)))


def composition_on(session: Session, day: date) -> list[Sitting]:
    """Who sat in the group on ``day``: every seat of that day, held or vacant."""
    return composition(list_seats(session), day)


def get_seat(session: Session, seat_id: int, lock: bool = False) -> Seat:
    """A seat with its unit and its members over time, the latest first, else NotFound."""
    members = selectinload(Seat.members).joinedload(SeatMember.user)
    statement = sa.select(Seat).where(Seat.id == seat_id)
    return get_one(
        session,
        statement.options(selectinload(Seat.unit), members, undefer(Seat.giver_name)),
        lock=lock,
    )


def get_member(session: Session, member_id: int, lock: bool = False) -> SeatMember:
    """A membership with its account, its seat and the seat's other members, else NotFound.

    ``lock`` holds the seat, which every change of its members locks first.
    """
    wanted = SeatMember.id == member_id
    if lock:
        seat = sa.select(SeatMember.seat_id).where(wanted).scalar_subquery()
        session.execute(sa.select(Seat.id).where(Seat.id == seat).with_for_update())
    seat_with_members = selectinload(SeatMember.seat).selectinload(Seat.members)
    links = selectinload(SeatMember.user), seat_with_members
    return get_one(session, sa.select(SeatMember).where(wanted).options(*links))


def last_position(session: Session) -> int:
    """The place of the last seat in the group's order, 0 without seats."""
    return session.scalar(sa.select(sa.func.max(Seat.position))) or 0


def list_chairs(session: Session) -> list[SeatMember]:
    """Everybody who chairs or chaired the group."""
    return list(session.scalars(sa.select(SeatMember).where(SeatMember.is_chair)))


def open_memberships(session: Session, user_id: int, today: date) -> list[SeatMember]:
    """The seats this account holds beyond today or will hold, each with its seat."""
    statement = (
        sa.select(SeatMember)
        .where(
            SeatMember.user_id == user_id,
            sa.or_(SeatMember.ended_on.is_(None), SeatMember.ended_on > today),
        )
        .options(joinedload(SeatMember.seat))
        .order_by(SeatMember.started_on, SeatMember.id)
    )
    return list(session.scalars(statement))


def lock_seats(session: Session, ids: Sequence[int]) -> None:
    """Hold seats until the transaction ends; every change of their members locks them first."""
    session.execute(sa.select(Seat.id).where(Seat.id.in_(ids)).order_by(Seat.id).with_for_update())
