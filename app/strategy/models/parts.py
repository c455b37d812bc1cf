"""What strategies consist of: goals, objectives, focus areas; and the SDGs they advance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, str_enum
from app.strategy.models.choices import FocusAreaGroup
from app.strategy.models.strategy import Strategy

if TYPE_CHECKING:
    from app.strategy.models.indicators import Indicator

goal_objective = sa.Table(
    "goal_objective",
    Base.metadata,
    sa.Column("goal_id", sa.ForeignKey("goal.id"), primary_key=True),
    sa.Column("objective_id", sa.ForeignKey("objective.id"), primary_key=True, index=True),
)

goal_sdg = sa.Table(
    "goal_sdg",
    Base.metadata,
    sa.Column("goal_id", sa.ForeignKey("goal.id"), primary_key=True),
    sa.Column("sdg_number", sa.ForeignKey("sdg.number"), primary_key=True, index=True),
)


def _succession(table: str) -> sa.Table:
    """Which parts of the strategy before a part carries on: new → old."""
    return sa.Table(
        f"{table}_succession",
        Base.metadata,
        sa.Column(f"{table}_id", sa.ForeignKey(f"{table}.id"), primary_key=True),
        sa.Column("predecessor_id", sa.ForeignKey(f"{table}.id"), primary_key=True, index=True),
    )


goal_succession = _succession("goal")
objective_succession = _succession("objective")
focus_area_succession = _succession("focus_area")


class Part:
    """What a strategy consists of: goals, objectives, focus areas."""

    id: Mapped[int] = mapped_column(primary_key=True)
    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategy.id"))
    code: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int] = mapped_column(default=0)
    name_en: Mapped[str]
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")

    def audit_subject(self) -> tuple[str, int]:
        """Itself; but its removal stands in the strategy's history, for its own page is gone."""
        session = object_session(self)
        if session is not None and self in session.deleted:
            return "strategy", self.strategy_id
        return str(type(self).__table__.name), self.id  # type: ignore[attr-defined]


def _before(model: str, table: sa.Table) -> Any:
    """The parts of the strategy before that a part carries on."""
    name = table.name.removesuffix("_succession")
    return relationship(
        model,
        secondary=table,
        primaryjoin=f"{model}.id == {table.name}.c.{name}_id",
        secondaryjoin=f"{model}.id == {table.name}.c.predecessor_id",
        lazy="raise_on_sql",
        order_by=f"{model}.position, {model}.id",
    )


class Sdg(Base):
    """One of the seventeen Sustainable Development Goals of the United Nations."""

    __tablename__ = "sdg"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name_en: Mapped[str]
    name_fi: Mapped[str]
    name_sv: Mapped[str]


class Goal(Part, Versioned, Stamped, Audited, Base):
    """A strategic goal of one city strategy."""

    __tablename__ = "goal"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    strategy: Mapped[Strategy] = relationship(back_populates="goals", lazy="raise_on_sql")
    objectives: Mapped[list[Objective]] = relationship(
        secondary=goal_objective,
        lazy="raise_on_sql",
        order_by="Objective.position, Objective.id",
    )
    sdgs: Mapped[list[Sdg]] = relationship(
        secondary=goal_sdg, lazy="raise_on_sql", order_by=Sdg.number
    )
    predecessors: Mapped[list[Goal]] = _before("Goal", goal_succession)
    indicators: Mapped[list[Indicator]] = relationship(
        back_populates="goal", lazy="raise_on_sql", cascade="all, delete-orphan"
    )


class Objective(Part, Versioned, Stamped, Audited, Base):
    """An objective of the international framework, with the bodies that are key to it."""

    __tablename__ = "objective"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    key_bodies: Mapped[str] = mapped_column(default="")

    strategy: Mapped[Strategy] = relationship(back_populates="objectives", lazy="raise_on_sql")
    # Read only: what a goal serves is the goal's own choice, and stands in its history.
    goals: Mapped[list[Goal]] = relationship(
        secondary=goal_objective,
        viewonly=True,
        lazy="raise_on_sql",
        order_by=(Goal.position, Goal.id),
    )
    predecessors: Mapped[list[Objective]] = _before("Objective", objective_succession)
    indicators: Mapped[list[Indicator]] = relationship(
        back_populates="objective", lazy="raise_on_sql", cascade="all, delete-orphan"
    )


class FocusArea(Part, Versioned, Stamped, Audited, Base):
    """A megatrend or a strength-based focus area of the framework."""

    __tablename__ = "focus_area"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    group: Mapped[FocusAreaGroup] = mapped_column(str_enum(FocusAreaGroup))

    strategy: Mapped[Strategy] = relationship(back_populates="focus_areas", lazy="raise_on_sql")
    predecessors: Mapped[list[FocusArea]] = _before("FocusArea", focus_area_succession)
