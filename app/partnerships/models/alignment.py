"""How a partnership serves the city: its goals, objectives, focus areas and SDGs."""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Versioned, str_enum
from app.strategy.models import Goal

if TYPE_CHECKING:
    from app.partnerships.models.partnership import Partnership


class Contribution(enum.StrEnum):
    MARGINAL = "marginal"
    SIGNIFICANT = "significant"
    PRINCIPAL = "principal"


def _link(name: str, target: str) -> sa.Table:
    column = target.replace(".", "_")
    return sa.Table(
        name,
        Base.metadata,
        sa.Column("partnership_id", sa.ForeignKey("partnership.id"), primary_key=True),
        sa.Column(column, sa.ForeignKey(target), primary_key=True, index=True),
    )


partnership_focus_area = _link("partnership_focus_area", "focus_area.id")
partnership_objective = _link("partnership_objective", "objective.id")
partnership_sdg = _link("partnership_sdg", "sdg.number")


class Alignment(Versioned, Audited, Base):
    """A partnership serves a goal, and why. ``lapsed_on``: the goal's strategy was superseded."""

    __tablename__ = "alignment"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "goal_id"),
        sa.Index("ix_alignment_goal", "goal_id", "partnership_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"))
    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goal.id"))
    contribution: Mapped[Contribution] = mapped_column(
        str_enum(Contribution), default=Contribution.SIGNIFICANT
    )
    rationale: Mapped[str] = mapped_column(default="")
    expected_benefit: Mapped[str] = mapped_column(default="")
    how_measured: Mapped[str] = mapped_column(default="")
    lapsed_on: Mapped[date | None]

    partnership: Mapped[Partnership] = relationship(
        back_populates="alignments", lazy="raise_on_sql"
    )
    goal: Mapped[Goal] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.partnership_id
