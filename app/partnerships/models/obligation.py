"""What the city owes under a partnership, once or again and again."""

from __future__ import annotations

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Versioned, str_enum
from app.users.models import User, giver_of


class Recurrence(enum.StrEnum):
    NONE = "none"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class Obligation(Versioned, Audited, Base):
    """One occasion of a duty. Fulfilled, it opens the next one by its recurrence.

    ``first_due_on`` is the first occasion's day, from which all later ones are counted, so that the
    last day of a month stays one.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        sa.CheckConstraint("due_on >= first_due_on", name="due_order"),
        sa.Index("ix_obligation_partnership", "partnership_id", "due_on"),
        sa.Index("ix_obligation_open", "responsible_id", "fulfilled_on", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"))
    what: Mapped[str]
    first_due_on: Mapped[date]
    due_on: Mapped[date]
    recurrence: Mapped[Recurrence] = mapped_column(str_enum(Recurrence), default=Recurrence.NONE)
    responsible_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    evidence: Mapped[str] = mapped_column(default="")
    evidence_url: Mapped[str] = mapped_column(default="")
    fulfilled_on: Mapped[date | None]

    responsible: Mapped[User | None] = relationship(lazy="raise_on_sql")

    # Whoever handed it over, until the successor has accepted; read only where it is asked for.
    giver_name: Mapped[str | None] = column_property(giver_of("obligation", id), deferred=True)

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.partnership_id
