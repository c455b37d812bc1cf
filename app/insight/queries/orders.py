"""Selects of the reports that people ordered."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, undefer

from app.core.records import get_one
from app.insight.models import OrderedReport, OrderState

RUNNING = OrderedReport.state == OrderState.MAKING


def get_order(
    session: Session, number: int, user_id: int, since: datetime, whole: bool = False
) -> OrderedReport:
    """Somebody's own order made after ``since``, with its round, else NotFound; ``whole`` with
    its file."""
    found = sa.select(OrderedReport).where(
        OrderedReport.id == number,
        OrderedReport.user_id == user_id,
        OrderedReport.ordered_at > since,
    )
    options = [undefer(OrderedReport.content)] if whole else []
    return get_one(session, found.options(joinedload(OrderedReport.round), *options))


def hold_order(session: Session, number: int) -> OrderedReport:
    """Whoever's order, with person and round, locked; NotFound when it is not being made."""
    found = sa.select(OrderedReport).where(OrderedReport.id == number, RUNNING)
    with_all = (joinedload(OrderedReport.user), joinedload(OrderedReport.round))
    return get_one(session, found.options(*with_all), lock=True)


def find_running_order(session: Session, user_id: int) -> OrderedReport | None:
    return session.scalars(_running_of(user_id)).one_or_none()


def get_running_order(session: Session, user_id: int) -> OrderedReport:
    return get_one(session, _running_of(user_id))


def _running_of(user_id: int) -> sa.Select[OrderedReport]:
    return sa.select(OrderedReport).where(OrderedReport.user_id == user_id, RUNNING)


def count_running_orders(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count(OrderedReport.id)).where(RUNNING)) or 0


def lost_orders(session: Session, before: datetime) -> list[OrderedReport]:
    """Orders being made that have not moved since."""
    found = sa.select(OrderedReport).where(RUNNING, OrderedReport.moved_at < before)
    return list(session.scalars(found))


def drop_orders(session: Session, before: datetime) -> None:
    """Remove the orders of before, and their files, whoever's they are."""
    old = sa.delete(OrderedReport).where(OrderedReport.ordered_at <= before)
    session.execute(old.execution_options(synchronize_session=False))
