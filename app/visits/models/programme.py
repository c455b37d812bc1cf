"""The programme of a visit, hour by hour."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Versioned
from app.users.models import User

if TYPE_CHECKING:
    from app.visits.models.visit import Visit


class VisitStop(Versioned, Audited, Base):
    """One item of a programme: when, what, where and with whom.

    ``host_id`` is the colleague who answers for it, ``hosts`` whoever else receives the guests.
    Times are local.
    """

    __tablename__ = "visit_stop"
    __table_args__ = (
        sa.Index("ix_visit_stop_visit", "visit_id", "day", "starts_at"),
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"))
    day: Mapped[date]
    starts_at: Mapped[time]
    ends_at: Mapped[time | None]
    what: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    host_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    hosts: Mapped[str] = mapped_column(default="")

    visit: Mapped[Visit] = relationship(back_populates="stops", lazy="raise_on_sql")
    host: Mapped[User | None] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "visit", self.visit_id
