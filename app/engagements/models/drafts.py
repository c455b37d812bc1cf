"""Forms that are not records yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.core import clock
from app.core.db import Base
from app.users.models import giver_of


class Draft(Base):
    """A form kept as typed, for its author only; not audited, because it is nobody's record yet."""

    __tablename__ = "draft"
    __table_args__ = (sa.Index("ix_draft_user", "user_id", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    kind: Mapped[str] = mapped_column(sa.String(30))
    title: Mapped[str] = mapped_column(default="")
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    # Whoever handed it over, until the successor has accepted; read only where it is asked for.
    giver_name: Mapped[str | None] = column_property(giver_of("draft", id), deferred=True)
