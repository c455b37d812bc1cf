"""Who has answered for a partnership from when to when, so that any date can be answered."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base
from app.users.models import User


class OwnerPeriod(Base):
    """Days are inclusive; no last day means until now. Triggers refuse days that overlap.

    Written by the services with the owner itself (``services/owner_periods.py``). ``by_name`` is
    who named this owner, copied like the names in the history. Of two owners named on one day the
    later one counts; the history knows both.
    """

    __tablename__ = "partnership_owner_period"
    __table_args__ = (
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="day_order"),
        sa.UniqueConstraint("partnership_id", "started_on"),
        sa.Index(
            "uq_partnership_owner_period_open",
            "partnership_id",
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        ),
        sa.Index("ix_partnership_owner_period_user", "user_id", "started_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    by_name: Mapped[str] = mapped_column(default="")

    user: Mapped[User] = relationship(lazy="raise_on_sql")
