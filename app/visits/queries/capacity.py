"""What units can host, and what they have taken on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.permissions import Viewer
from app.users.models import Unit
from app.visits.models import BOOKED, HostCapacity, Visit
from app.visits.queries.visits import visible


def list_capacities(session: Session, unit_id: int | None = None) -> list[HostCapacity]:
    """What is stated for every unit, or for one, oldest first."""
    found = sa.select(HostCapacity).options(joinedload(HostCapacity.unit))
    if unit_id is not None:
        found = found.where(HostCapacity.unit_id == unit_id)
    return list(session.scalars(found.order_by(HostCapacity.unit_id, HostCapacity.from_month)))


def find_capacity(session: Session, unit_id: int, month: date) -> HostCapacity | None:
    """The row of a unit that begins with this month (its first day), held; None without one."""
    found = sa.select(HostCapacity).where(
        HostCapacity.unit_id == unit_id, HostCapacity.from_month == month
    )
    return session.scalars(found.with_for_update()).one_or_none()


def booked_days(
    session: Session, viewer: Viewer, first: date, last: date, unit_id: int | None = None
) -> Sequence[Any]:
    """(unit, first day) of each visit that a unit has taken on within these days, as far as the
    viewer may know; of one unit, or of all."""
    found = (
        sa.select(Unit, Visit.starts_on)
        .join(Unit, Unit.id == Visit.unit_id)
        .where(Visit.state.in_(BOOKED), Visit.starts_on.between(first, last), visible(viewer))
    )
    if unit_id is not None:
        found = found.where(Visit.unit_id == unit_id)
    return session.execute(found).all()
