"""How many visits a unit can host."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Versioned
from app.users.models import Unit


class HostCapacity(Versioned, Audited, Base):
    """From a month on (its first day) a unit can host so many visits a month, until the next row
    of the unit. Before its first row nothing is known, which is not zero."""

    __tablename__ = "host_capacity"
    __table_args__ = (
        sa.UniqueConstraint("unit_id", "from_month"),
        sa.CheckConstraint("visits >= 0", name="visits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    from_month: Mapped[date]
    visits: Mapped[int]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
