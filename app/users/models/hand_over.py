"""Hand-overs: what passed from one user to others, and whether they have accepted it."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.audit import Audited
from app.core.db import Base, Versioned, str_enum
from app.users.models.accounts import User


class Occasion(enum.StrEnum):
    """Why something is handed over."""

    LEAVING = "leaving"
    UNIT_MOVE = "unit_move"
    SHARING = "sharing"


class HandOverState(enum.StrEnum):
    """Pending → accepted / declined / withdrawn; overtaken when it changed hands once more."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


UNSETTLED = frozenset({HandOverState.PENDING, HandOverState.DECLINED, HandOverState.WITHDRAWN})


class HandOver(Base):
    """One submit of the hand-over screen; ``note`` tells promises, dates and contacts.

    ``started_by_name`` is copied, because commands hand over without an account.
    """

    __tablename__ = "hand_over"

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    occasion: Mapped[Occasion] = mapped_column(str_enum(Occasion))
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    started_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    started_by_name: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime] = mapped_column(default=clock.now)

    giver: Mapped[User] = relationship(foreign_keys=[giver_id], lazy="raise_on_sql")


class HandOverItem(Versioned, Audited, Base):
    """One record of a hand-over: ``kind`` as in ``hooks.ownership``, ``record`` and ``entity_id``
    whose history shows it. The successor holds it from the first moment, accepted or not.
    """

    __tablename__ = "hand_over_item"
    __table_args__ = (
        sa.Index("ix_hand_over_item_successor", "successor_id", "state", "id"),
        sa.Index("ix_hand_over_item_record", "kind", "entity_id"),
        sa.Index(
            "uq_hand_over_item_unsettled",
            "kind",
            "entity_id",
            unique=True,
            sqlite_where=sa.text("state IN ('pending', 'declined', 'withdrawn')"),
            postgresql_where=sa.text("state IN ('pending', 'declined', 'withdrawn')"),
        ),
        sa.CheckConstraint("state <> 'declined' OR answer <> ''", name="reason_to_decline"),
    )
    audit_skip = Audited.audit_skip | {
        "hand_over_id", "kind", "record", "entity_id", "title", "endpoint", "page_id",
        "answered_at",
    }  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    hand_over_id: Mapped[int] = mapped_column(sa.ForeignKey("hand_over.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    record: Mapped[str] = mapped_column(sa.String(60))
    entity_id: Mapped[int]
    title: Mapped[str]
    endpoint: Mapped[str] = mapped_column(sa.String(100))
    page_id: Mapped[int]
    successor_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[HandOverState] = mapped_column(
        str_enum(HandOverState), default=HandOverState.PENDING
    )
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]

    hand_over: Mapped[HandOver] = relationship(lazy="raise_on_sql")
    successor: Mapped[User] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return self.record, self.entity_id


_giver = sa.alias(User.__table__)


def giver_of(kind: str, number: Any) -> sa.ScalarSelect[str]:
    """The name of whoever handed over the record of this kind and number, as long as its successor
    has not accepted it; NULL otherwise. ``number`` is a column of the statement around it.
    """
    item, whole = HandOverItem.__table__, HandOver.__table__
    path = sa.join(_giver, whole, whole.c.giver_id == _giver.c.id).join(
        item, item.c.hand_over_id == whole.c.id
    )
    found = (
        sa.select(_giver.c.name)
        # Said outright: the statement around it may bring joins of its own.
        .select_from(path)
        .where(item.c.kind == kind, item.c.entity_id == number, item.c.state.in_(UNSETTLED))
    )
    return found.correlate_except(_giver, whole, item).scalar_subquery()
