"""What people keep: searches, and the long reports that they ordered."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.db import Base, str_enum
from app.reviews.models import ReviewRound
from app.users.models import User


class ReportKind(enum.StrEnum):
    """The files of a report."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


class OrderState(enum.StrEnum):
    """What became of an order."""

    MAKING = "making"
    MADE = "made"
    FAILED = "failed"


class SavedSearch(Base):
    """A question by name, for whoever asked it or for all colleagues.

    ``question`` is the query string of the search page. Not audited: it is nobody's record, and
    what it finds depends on who looks.
    """

    __tablename__ = "saved_search"
    __table_args__ = (sa.UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(sa.String(80))
    question: Mapped[str]
    is_shared: Mapped[bool] = mapped_column(default=False, index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class OrderedReport(Base):
    """A long report that a process of its own makes for one person, and keeps for a day.

    ``question`` is the query string of the report, ``step`` how far its maker is. Not audited: it
    is nobody's record; that the file was taken out stands in the access log.
    """

    __tablename__ = "ordered_report"
    __table_args__ = (
        sa.Index(
            "ux_ordered_report_running",
            "user_id",
            unique=True,
            sqlite_where=sa.text("state = 'making'"),
            postgresql_where=sa.text("state = 'making'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("review_round.id"))
    kind: Mapped[ReportKind] = mapped_column(str_enum(ReportKind))
    question: Mapped[str]
    locale: Mapped[str] = mapped_column(sa.String(2))
    state: Mapped[OrderState] = mapped_column(str_enum(OrderState), default=OrderState.MAKING)
    step: Mapped[int] = mapped_column(default=0)
    ordered_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    moved_at: Mapped[datetime] = mapped_column(default=clock.now)
    size: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes | None] = mapped_column(deferred=True, deferred_raiseload=True)

    user: Mapped[User] = relationship(lazy="raise_on_sql")
    round: Mapped[ReviewRound] = relationship(lazy="raise_on_sql")
