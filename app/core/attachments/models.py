"""The one table of files."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base


class Attachment(Base):
    """One file, never changed: a newer version is another row.

    ``size`` is in bytes, ``sha256`` in hexadecimal. ``content`` is read only when it is sent. Who
    uploaded it is copied, as in the history, so that it outlives the account.
    """

    __tablename__ = "attachment"
    __table_args__ = (sa.CheckConstraint("size > 0", name="not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, deferred_raiseload=True)
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.now)
    uploaded_by_id: Mapped[int | None]
    uploaded_by_name: Mapped[str]

    @property
    def name(self) -> str:
        """What the history calls it."""
        return self.filename
