"""What came of an invitation or message that somebody dropped, by its own number."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.db import Base
from app.engagements.models.drafts import Draft


class Intake(Base):
    """One event or message as one user took it in: a draft first, then the engagement it became.

    ``key`` is the SHA-256 of its UID or Message-ID in hexadecimal, so that a second drop finds it;
    ``version`` is the SEQUENCE of the event as it was read last. Not audited, as drafts are not.
    """

    __tablename__ = "intake"
    __table_args__ = (sa.UniqueConstraint("user_id", "key"), sa.Index("ix_intake_key", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    version: Mapped[int] = mapped_column(default=0)
    draft_id: Mapped[int | None] = mapped_column(sa.ForeignKey("draft.id"), index=True)
    engagement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("engagement.id"), index=True)
    taken_at: Mapped[datetime] = mapped_column(default=clock.now)

    draft: Mapped[Draft | None] = relationship(lazy="raise_on_sql")
