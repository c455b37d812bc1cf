"""How goals and objectives are measured, and who is expert in a focus area."""

from __future__ import annotations

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned
from app.strategy.models.parts import FocusArea, Goal, Objective


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
