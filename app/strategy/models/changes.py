"""Proposals to change the goals themselves (roadmap 2019: identify the need to modify them)."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, str_enum
from app.strategy.models.choices import ChangeKind, ChangeState, StrategyKind
from app.strategy.models.parts import Goal, Objective
from app.strategy.models.strategy import Strategy


class GoalChange(Versioned, Stamped, Audited, Base):
    """A proposed change of a goal (or, in the framework, an objective), and what was answered.

    ``partnership_id`` and ``review_id`` say where the need was seen; their slices come later, so
    they are numbers here. ``strategy_id`` is the draft that took it up.
    """

    __tablename__ = "goal_change"
    __table_args__ = (
        sa.CheckConstraint("goal_id IS NULL OR objective_id IS NULL", name="one_subject"),
        sa.CheckConstraint(
            "kind = 'add' OR goal_id IS NOT NULL OR objective_id IS NOT NULL", name="subject"
        ),
        sa.CheckConstraint("state <> 'accepted' OR strategy_id IS NOT NULL", name="taken_up"),
        sa.CheckConstraint("state <> 'declined' OR answer <> ''", name="declined_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ChangeKind] = mapped_column(str_enum(ChangeKind))
    state: Mapped[ChangeState] = mapped_column(str_enum(ChangeState), default=ChangeState.PROPOSED)
    document: Mapped[StrategyKind] = mapped_column(str_enum(StrategyKind))
    goal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("goal.id"), index=True)
    objective_id: Mapped[int | None] = mapped_column(sa.ForeignKey("objective.id"), index=True)
    name_en: Mapped[str] = mapped_column(default="")
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(sa.ForeignKey("review.id"), index=True)
    proposed_on: Mapped[date]
    proposed_by_name: Mapped[str]
    strategy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("strategy.id"), index=True)
    answered_on: Mapped[date | None]
    answered_by_name: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")

    goal: Mapped[Goal | None] = relationship(lazy="raise_on_sql")
    objective: Mapped[Objective | None] = relationship(lazy="raise_on_sql")
    strategy: Mapped[Strategy | None] = relationship(lazy="raise_on_sql")

    @property
    def subject(self) -> Goal | Objective | None:
        """The goal or objective it is about; none where a new one is proposed."""
        return self.goal or self.objective
