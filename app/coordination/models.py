"""Dated seats of the coordination group and the members who hold them."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Evidence, Stamped, Versioned
from app.users.models import Unit, User, giver_of


class Seat(Versioned, Stamped, Evidence, Audited, Base):
    """A seat of the group; the group may alter its composition, so seats have dates."""

    __tablename__ = "seat"
    __table_args__ = (
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="day_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name_en: Mapped[str]
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")

    # Whoever handed it over, until the successor has accepted; read only where it is asked for.
    giver_name: Mapped[str | None] = column_property(giver_of("seat", id), deferred=True)
    members: Mapped[list[SeatMember]] = relationship(
        back_populates="seat",
        lazy="raise_on_sql",
        order_by="SeatMember.started_on.desc(), SeatMember.id.desc()",
    )


def _only_one_open(name: str, column: str, among: str) -> sa.Index:
    condition = sa.text(among)
    return sa.Index(name, column, unique=True, sqlite_where=condition, postgresql_where=condition)


class SeatMember(Versioned, Stamped, Audited, Base):
    """Who holds a seat from when to when. ``name`` stands also for people without an account."""

    __tablename__ = "seat_member"
    __table_args__ = (
        sa.Index("ix_seat_member_seat", "seat_id", "started_on"),
        _only_one_open("uq_seat_member_open", "seat_id", "ended_on IS NULL"),
        _only_one_open("uq_seat_member_chair", "is_chair", "is_chair AND ended_on IS NULL"),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="day_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("seat.id"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    is_chair: Mapped[bool] = mapped_column(default=False)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    seat: Mapped[Seat] = relationship(back_populates="members", lazy="raise_on_sql")
    user: Mapped[User | None] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "seat", self.seat_id
