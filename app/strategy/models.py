"""The city strategy and the international framework, with what hangs on them."""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from app.core.audit import Audited
from app.core.db import Base, Evidence, Stamped, Versioned, str_enum


class StrategyKind(enum.StrEnum):
    CITY_STRATEGY = "city_strategy"
    FRAMEWORK = "framework"


class StrategyState(enum.StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class FocusAreaGroup(enum.StrEnum):
    """Roadmap 2019, section 2.3: two megatrends and six strength-based areas."""

    MEGATREND = "megatrend"
    STRENGTH = "strength"


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


class Strategy(Versioned, Stamped, Evidence, Audited, Base):
    """A city strategy or an international framework; one of each kind is in force."""

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


class Part:
    """What a strategy consists of: goals, objectives, focus areas."""

    id: Mapped[int]
    strategy_id: Mapped[int]

    def audit_subject(self) -> tuple[str, int]:
        """Itself; but its removal stands in the strategy's history, for its own page is gone."""
        session = object_session(self)
        if session is not None and self in session.deleted:
            return "strategy", self.strategy_id
        return str(type(self).__table__.name), self.id  # type: ignore[attr-defined]


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

    id: Mapped[int] = mapped_column(primary_key=True)
    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategy.id"))
    code: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int] = mapped_column(default=0)
    name_en: Mapped[str]
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")

    strategy: Mapped[Strategy] = relationship(back_populates="goals", lazy="raise_on_sql")
    objectives: Mapped[list[Objective]] = relationship(
        secondary=goal_objective,
        lazy="raise_on_sql",
        order_by="Objective.position, Objective.id",
    )
    sdgs: Mapped[list[Sdg]] = relationship(
        secondary=goal_sdg, lazy="raise_on_sql", order_by=Sdg.number
    )
    indicators: Mapped[list[Indicator]] = relationship(
        back_populates="goal", lazy="raise_on_sql", cascade="all, delete-orphan"
    )


class Objective(Part, Versioned, Stamped, Audited, Base):
    """An objective of the international framework, with the bodies that are key to it."""

    __tablename__ = "objective"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategy.id"))
    code: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int] = mapped_column(default=0)
    name_en: Mapped[str]
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    key_bodies: Mapped[str] = mapped_column(default="")

    strategy: Mapped[Strategy] = relationship(back_populates="objectives", lazy="raise_on_sql")
    # Read only: what a goal serves is the goal's own choice, and stands in its history.
    goals: Mapped[list[Goal]] = relationship(
        secondary=goal_objective,
        viewonly=True,
        lazy="raise_on_sql",
        order_by=(Goal.position, Goal.id),
    )
    indicators: Mapped[list[Indicator]] = relationship(
        back_populates="objective", lazy="raise_on_sql", cascade="all, delete-orphan"
    )


class FocusArea(Part, Versioned, Stamped, Audited, Base):
    """A megatrend or a strength-based focus area of the framework."""

    __tablename__ = "focus_area"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategy.id"))
    group: Mapped[FocusAreaGroup] = mapped_column(str_enum(FocusAreaGroup))
    code: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int] = mapped_column(default=0)
    name_en: Mapped[str]
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")

    strategy: Mapped[Strategy] = relationship(back_populates="focus_areas", lazy="raise_on_sql")


class OrganisationExpertise(Audited, Base):
    """An organisation's expertise in a focus area."""

    __tablename__ = "organisation_expertise"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "focus_area_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    focus_area_id: Mapped[int] = mapped_column(sa.ForeignKey("focus_area.id"), index=True)

    focus_area: Mapped[FocusArea] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "organisation", self.organisation_id


class Indicator(Versioned, Stamped, Audited, Base):
    """How a goal or an objective is measured (IATI results framework's terms)."""

    __tablename__ = "indicator"
    __table_args__ = (
        sa.CheckConstraint("(goal_id IS NULL) <> (objective_id IS NULL)", name="one_subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("goal.id"), index=True)
    objective_id: Mapped[int | None] = mapped_column(sa.ForeignKey("objective.id"), index=True)
    name_en: Mapped[str]
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[Decimal | None] = mapped_column(sa.Numeric(18, 4))
    baseline_year: Mapped[int | None]
    target: Mapped[Decimal | None] = mapped_column(sa.Numeric(18, 4))
    target_year: Mapped[int | None]
    means_of_verification: Mapped[str] = mapped_column(default="")

    goal: Mapped[Goal | None] = relationship(back_populates="indicators", lazy="raise_on_sql")
    objective: Mapped[Objective | None] = relationship(
        back_populates="indicators", lazy="raise_on_sql"
    )
    actuals: Mapped[list[IndicatorActual]] = relationship(
        back_populates="indicator",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="IndicatorActual.period",
    )

    def audit_subject(self) -> tuple[str, int]:
        if self.goal_id is not None:
            return "goal", self.goal_id
        return "objective", int(self.objective_id or 0)


class IndicatorActual(Versioned, Audited, Base):
    """A measured value in a period, ``2026`` or ``2026-Q3``; blank is not zero."""

    __tablename__ = "indicator_actual"
    __table_args__ = (sa.UniqueConstraint("indicator_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(sa.ForeignKey("indicator.id"))
    period: Mapped[str] = mapped_column(sa.String(7))
    value: Mapped[Decimal] = mapped_column(sa.Numeric(18, 4))
    note: Mapped[str] = mapped_column(default="")

    indicator: Mapped[Indicator] = relationship(back_populates="actuals", lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return self.indicator.audit_subject()
