"""What a network membership costs, year by year, and the seats that it gives us."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Versioned
from app.users.models import User, giver_of


class MembershipFee(Versioned, Audited, Base):
    """The fee of one year. ``eur`` is the stated euro value on ``eur_on``; blank is not zero."""

    __tablename__ = "membership_fee"
    __table_args__ = (
        sa.UniqueConstraint("membership_id", "year"),
        sa.CheckConstraint("year BETWEEN 1900 AND 2200", name="year"),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name="amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("network_membership.id"))
    year: Mapped[int]
    amount: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    currency: Mapped[str] = mapped_column(sa.String(3), default="EUR")
    eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    eur_on: Mapped[date | None]
    budget_line: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.membership_id


class NetworkSeat(Versioned, Audited, Base):
    """Somebody of ours in a body of the network. ``places``: how many we have in body and role."""

    __tablename__ = "network_seat"
    __table_args__ = (
        sa.CheckConstraint("(holder_id IS NULL) <> (holder_name = '')", name="one_holder"),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="term_order"
        ),
        sa.CheckConstraint("places >= 1", name="places"),
        sa.Index("ix_network_seat_membership", "membership_id", "id"),
        sa.Index("ix_network_seat_holder", "holder_id", "to_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("network_membership.id"))
    body: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    places: Mapped[int] = mapped_column(default=1)
    holder_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    holder_name: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    holder: Mapped[User | None] = relationship(lazy="raise_on_sql")

    # Whoever handed it over, until the successor has accepted; read only where it is asked for.
    giver_name: Mapped[str | None] = column_property(giver_of("network_seat", id), deferred=True)

    @property
    def holder_shown(self) -> str:
        """The name of who holds it; a colleague's account must be loaded."""
        return self.holder.name if self.holder is not None else self.holder_name

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.membership_id
