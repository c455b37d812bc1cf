"""The city strategy and the international framework: one of each is in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Evidence, Stamped, Versioned, str_enum
from app.strategy.models.choices import StrategyKind, StrategyState

if TYPE_CHECKING:
    from app.strategy.models.parts import FocusArea, Goal, Objective


class Strategy(Versioned, Stamped, Evidence, Audited, Base):
    """A city strategy or an international framework; one of each kind is in force.

    ``rejustify_by``: until that day what served its predecessor is to be justified anew or ended.
    """

    __tablename__ = "strategy"
    __table_args__ = (
        sa.Index(
            "uq_strategy_in_force",
            "kind",
            unique=True,
            sqlite_where=sa.text("state = 'in_force'"),
            postgresql_where=sa.text("state = 'in_force'"),
        ),
        sa.CheckConstraint(
            "period_to IS NULL OR period_from IS NULL OR period_to >= period_from", name="period"
        ),
        sa.CheckConstraint("state = 'draft' OR in_force_from IS NOT NULL", name="in_force_from"),
        sa.CheckConstraint("state <> 'superseded' OR in_force_to IS NOT NULL", name="in_force_to"),
        sa.CheckConstraint("in_force_to >= in_force_from", name="in_force"),
        sa.CheckConstraint("supersedes_id <> id", name="own_predecessor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[StrategyKind] = mapped_column(str_enum(StrategyKind))
    state: Mapped[StrategyState] = mapped_column(
        str_enum(StrategyState), default=StrategyState.DRAFT
    )
    title_en: Mapped[str]
    title_fi: Mapped[str] = mapped_column(default="")
    title_sv: Mapped[str] = mapped_column(default="")
    vision_en: Mapped[str] = mapped_column(default="")
    vision_fi: Mapped[str] = mapped_column(default="")
    vision_sv: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    period_from: Mapped[int | None]
    period_to: Mapped[int | None]
    adopted_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    case_number: Mapped[str] = mapped_column(default="")
    section: Mapped[str] = mapped_column(default="")
    in_force_from: Mapped[date | None]
    in_force_to: Mapped[date | None]
    rejustify_by: Mapped[date | None]
    supersedes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("strategy.id"), index=True)

    supersedes: Mapped[Strategy | None] = relationship(remote_side=[id], lazy="raise_on_sql")
    goals: Mapped[list[Goal]] = relationship(
        back_populates="strategy", lazy="raise_on_sql", order_by="Goal.position, Goal.id"
    )
    objectives: Mapped[list[Objective]] = relationship(
        back_populates="strategy", lazy="raise_on_sql", order_by="Objective.position, Objective.id"
    )
    focus_areas: Mapped[list[FocusArea]] = relationship(
        back_populates="strategy", lazy="raise_on_sql", order_by="FocusArea.position, FocusArea.id"
    )
