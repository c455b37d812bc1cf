"""Pairs that may be one, and what a merge moved, so that it can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base


class DuplicatePair(Base):
    """Two records of one kind that look alike; ``score`` is out of a hundred.

    ``reasons`` are codes of ``rules.Reason``. Whoever says that they are two is remembered: the
    pair never comes back. The numbers are no foreign keys, because both kinds stand here.
    """

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        sa.UniqueConstraint("kind", "first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", name="pair_order"),
        sa.Index("ix_duplicate_pair_score", "kind", "score", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    first_id: Mapped[int]
    second_id: Mapped[int]
    score: Mapped[int]
    reasons: Mapped[str]
    apart_at: Mapped[datetime | None]
    apart_by_name: Mapped[str] = mapped_column(default="")


class Merge(Base):
    """One merge: ``steps`` are those of ``app.core.merging``, in the order they were done."""

    __tablename__ = "merge"
    __table_args__ = (
        sa.Index("ix_merge_kept", "kind", "kept_id"),
        sa.Index("ix_merge_gone", "kind", "gone_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    kept_id: Mapped[int]
    gone_id: Mapped[int]
    gone_name: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_name: Mapped[str]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    undone_at: Mapped[datetime | None]
    undone_by_name: Mapped[str] = mapped_column(default="")
