"""Saying how many visits a unit can host in a month."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.users import queries as users
from app.visits import queries, rules
from app.visits.models import HostCapacity


def set_capacity(
    session: Session, unit_id: int, month: date, visits: int, *, actor: Actor
) -> HostCapacity:
    """From the month of this day on the unit hosts at most so many visits a month; a later
    statement still holds from its own month."""
    unit = users.get_unit(session, unit_id)
    first = rules.first_of_month(month)
    with acting(session, actor, "visit.capacity"):
        row = queries.find_capacity(session, unit.id, first)
        if row is None:
            row = HostCapacity(unit_id=unit.id, from_month=first, visits=visits)
            session.add(row)
        else:
            row.visits = visits
    return row
