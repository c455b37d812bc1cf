"""Reference numbers that count up within a year, such as ``P-2026-0012``."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column


class YearCounter:
    """Mixin: the last number given in a year; one row a year, raised under its lock."""

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def next_number(session: Session, counter: type[YearCounter], year: int) -> int:
    """Raise the year's counter and give the number; its row stays locked until the end."""
    raised = (
        sa.update(counter)
        .where(counter.year == year)
        .values(last=counter.last + 1)
        .returning(counter.last)
        .execution_options(synchronize_session=False)
    )
    number = session.execute(raised).scalar()
    if number is not None:
        return int(number)
    try:
        with session.begin_nested():
            session.execute(sa.insert(counter).values(year=year, last=1))
        return 1
    except IntegrityError:
        # Somebody else began the year a moment ago.
        return int(session.execute(raised).scalar_one())
