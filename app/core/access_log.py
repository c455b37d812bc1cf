"""Who looked at personal data, and when: written on its own, so that a read stays a read.

Where the log cannot be written, the caller withholds the personal fields and serves the rest.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base
from app.core.session import db


class AccessLog(Base):
    """One viewing of one person's data, or one export of many (``entity_id`` 0)."""

    __tablename__ = "access_log"
    __table_args__ = (sa.Index("ix_access_log_record", "entity_type", "entity_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    user_id: Mapped[int]
    action: Mapped[str] = mapped_column(sa.String(60))
    entity_type: Mapped[str] = mapped_column(sa.String(60))
    entity_id: Mapped[int]
    detail: Mapped[str] = mapped_column(default="")


def record(user_id: int, action: str, entity_type: str, entity_id: int, detail: str = "") -> bool:
    """Write one entry in a transaction of its own; False when it could not be written."""
    try:
        with db.transaction() as session:
            session.execute(
                sa.insert(AccessLog).values(
                    at=clock.now(),
                    user_id=user_id,
                    action=action,
                    entity_type=entity_type,
                    entity_id=entity_id,
                    detail=detail,
                )
            )
    except SQLAlchemyError:
        return False
    return True
