"""What was promised to the partners of many partnerships, and not yet done at a quarter's end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.core import clock
from app.core.db import Visibility, only_compared
from app.core.periods import Quarter
from app.engagements.models import Engagement, FollowUp
from app.engagements.queries.visibility import audience
from app.partnerships.models import Partnership
from app.users.models import User


def promises_in(
    session: Session, partnerships: sa.Select[Any], quarter: Quarter, widest: Visibility
) -> tuple[int, int]:
    """How many follow-ups of all these partnerships were open at the end of a quarter, and how
    many of those late."""
    row = session.execute(_counted(partnerships, quarter, _late_on(quarter), widest)).one()
    return row[0], row[1]


def late_promises(
    session: Session,
    partnerships: sa.Select[Any],
    quarter: Quarter,
    widest: Visibility,
    most: int | None = None,
) -> Sequence[Any]:
    """The late ones of `promises_in`, longest late first, ``most`` or all: id, what, due_on, the
    assignee's name, and the partnership's number and name."""
    statement = _listed(partnerships, quarter, _late_on(quarter), widest)
    return session.execute(statement.limit(most)).all()


def open_promises(
    session: Session,
    partnerships: sa.Select[Any],
    quarter: Quarter,
    widest: Visibility,
    most: int | None = None,
) -> Sequence[Any]:
    """The same of all that were open at the end of the quarter, those without a day last."""
    statement = _listed(partnerships, quarter, None, widest)
    return session.execute(statement.limit(most)).all()


def _late_on(quarter: Quarter) -> date:
    """What was due until this day is late at the end of the quarter, or today within it."""
    return min(quarter.last_day, clock.today() - timedelta(days=1))


@lru_cache(maxsize=64)
def _counted(
    partnerships: sa.Select[Any], quarter: Quarter, late_on: date, widest: Visibility
) -> sa.Select[Any]:
    promise = _open_or_closed_after(quarter.last_day)
    counts: Any = [
        sa.func.count(sa.case((each, 1))) for each in _conditions(promise, quarter, late_on)
    ]
    return _of(promise, sa.select(*counts), partnerships, widest)


@lru_cache(maxsize=64)
def _listed(
    partnerships: sa.Select[Any], quarter: Quarter, late_on: date | None, widest: Visibility
) -> sa.Select[Any]:
    """Those late until a day, or all that were open."""
    promise = _open_or_closed_after(quarter.last_day)
    still_open, late = _conditions(promise, quarter, late_on or quarter.last_day)
    told: Any = sa.select(
        promise.id,
        promise.what,
        promise.due_on,
        promise.partnership_id,
        User.name.label("assignee_name"),
        Partnership.name,
    )
    return (
        _of(promise, told, partnerships, widest)
        .join(Partnership, Partnership.id == promise.partnership_id)
        .outerjoin(User, User.id == promise.assignee_id)
        .where(still_open if late_on is None else late)
        .order_by(promise.due_on.is_(None), promise.due_on, promise.id)
    )


def _of(
    promise: Any, statement: sa.Select[Any], partnerships: sa.Select[Any], widest: Visibility
) -> sa.Select[Any]:
    return statement.outerjoin_from(
        promise, Engagement, Engagement.id == promise.engagement_id
    ).where(
        # Of all partnerships, what is open or was closed lately is less than what each has.
        only_compared(promise.partnership_id).in_(partnerships),
        sa.or_(Engagement.id.is_(None), audience(widest)),
    )


def _open_or_closed_after(day: date) -> Any:
    """Follow-ups without those that were closed until a day, which are most of them and count
    nowhere. In two parts, because for either of two conditions PostgreSQL reads them all."""
    columns = FollowUp.__table__.c
    wanted = (
        columns.id,
        columns.engagement_id,
        columns.partnership_id,
        columns.assignee_id,
        columns.what,
        columns.due_on,
        columns.closed_on,
        columns.created_at,
    )
    either = (columns.closed_on.is_(None), columns.closed_on > day)
    parts = sa.union_all(*(sa.select(*wanted).where(one) for one in either))
    return aliased(FollowUp, parts.subquery("promise"))


def _conditions(promise: Any, quarter: Quarter, late_on: date) -> tuple[Any, Any]:
    """Open at the end of the quarter, and of these late, due until ``late_on``.

    A promise is as old as its engagement; one without an engagement as its record.
    """
    last_day = quarter.last_day
    midnight = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=clock.zone)
    existed = sa.or_(
        Engagement.starts_on <= last_day,
        sa.and_(Engagement.id.is_(None), promise.created_at < midnight),
    )
    still_open = sa.and_(existed, sa.or_(promise.closed_on.is_(None), promise.closed_on > last_day))
    late = sa.and_(still_open, promise.due_on <= late_on)
    return still_open, late
