"""Owners through time: of one partnership, and on one date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.partnerships.models import OwnerPeriod, Partnership, PartnershipState
from app.users.models import User


def owner_periods(session: Session, partnership_id: int) -> list[OwnerPeriod]:
    """Everybody who has owned a partnership, the latest first."""
    found = sa.select(OwnerPeriod).where(OwnerPeriod.partnership_id == partnership_id)
    ordered = found.order_by(OwnerPeriod.started_on.desc(), OwnerPeriod.id.desc())
    return list(session.scalars(ordered.options(joinedload(OwnerPeriod.user))))


def owner_on(session: Session, partnership_id: int, day: date) -> User | None:
    """Who owned a partnership on ``day``, or None; there is never more than one."""
    found = (
        sa.select(User)
        .join(OwnerPeriod, OwnerPeriod.user_id == User.id)
        .where(OwnerPeriod.partnership_id == partnership_id, *_held_on(day))
    )
    return session.scalars(found).one_or_none()


def owned_on(session: Session, user_id: int, day: date) -> list[int]:
    """The numbers of the partnerships that somebody owned on ``day``."""
    found = sa.select(OwnerPeriod.partnership_id).where(
        OwnerPeriod.user_id == user_id, *_held_on(day)
    )
    return list(session.scalars(found.order_by(OwnerPeriod.partnership_id)))


def _held_on(day: date) -> tuple[sa.ColumnElement[bool], ...]:
    still = sa.or_(OwnerPeriod.ended_on.is_(None), OwnerPeriod.ended_on >= day)
    return OwnerPeriod.started_on <= day, still


def open_periods(session: Session, partnership_ids: Sequence[int]) -> list[OwnerPeriod]:
    """The running periods of these partnerships, at most one each."""
    found = sa.select(OwnerPeriod).where(
        OwnerPeriod.partnership_id.in_(partnership_ids), OwnerPeriod.ended_on.is_(None)
    )
    return list(session.scalars(found))


def owners_out_of_step(session: Session) -> list[Partnership]:
    """Partnerships whose running period names somebody else than the record, or is missing."""
    running = sa.and_(OwnerPeriod.partnership_id == Partnership.id, OwnerPeriod.ended_on.is_(None))
    owner = sa.case(
        (Partnership.state == PartnershipState.ENDED, sa.null()), else_=Partnership.owner_id
    )
    found = (
        sa.select(Partnership)
        .outerjoin(OwnerPeriod, running)
        .where(sa.func.coalesce(owner, 0) != sa.func.coalesce(OwnerPeriod.user_id, 0))
        .order_by(Partnership.id)
    )
    return list(session.scalars(found))
