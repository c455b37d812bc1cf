"""The outbox."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base


class OutgoingMail(Base):
    """One plain message to one address, about one record.

    ``next_attempt_at`` moves ahead before each attempt, so that nobody sends it twice at once and
    a crash in between only delays it. ``message_id`` stays the same over all attempts, so that a
    copy sent after such a crash is known as one. The text is forgotten once it is sent.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        sa.Index("ix_outgoing_mail_waiting", "next_attempt_at", "id"),
        sa.Index("ix_outgoing_mail_recipient", "recipient", "created_at"),
        sa.Index("ix_outgoing_mail_about", "entity_type", "entity_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    message_id: Mapped[str] = mapped_column(sa.String(200), unique=True)
    recipient: Mapped[str] = mapped_column(sa.String(320))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str]
    entity_type: Mapped[str] = mapped_column(sa.String(60))
    entity_id: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    # None once there is nothing to do any more: sent, or given up.
    next_attempt_at: Mapped[datetime | None] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(sa.String(500), default="")
