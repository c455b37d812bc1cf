"""A solution: what works in one city and may work in another."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Folded, Stamped, Versioned, Visibility, str_enum
from app.engagements.models import Engagement
from app.knowledge.models.choices import Direction, SolutionState, Suitability
from app.organisations.models import Organisation
from app.strategy.models import FocusArea
from app.users.models import Unit, User


def _link(name: str, target: str) -> sa.Table:
    return sa.Table(
        name,
        Base.metadata,
        sa.Column("solution_id", sa.ForeignKey("solution.id"), primary_key=True),
        sa.Column(target.replace(".", "_"), sa.ForeignKey(target), primary_key=True, index=True),
    )


solution_focus_area = _link("solution_focus_area", "focus_area.id")
solution_engagement = _link("solution_engagement", "engagement.id")


class Solution(Versioned, Stamped, Audited, Base):
    """``organisation_id`` is from whom it was learned; ``noted_on`` the day on which it was learned
    or first offered. ``body`` is Markdown. ``unit_id`` is the unit of whoever noted it.
    """

    __tablename__ = "solution"
    __table_args__ = (
        sa.CheckConstraint(
            "direction <> 'learned' OR organisation_id IS NOT NULL", name="learned_from"
        ),
        sa.CheckConstraint(
            "state = 'set_aside' OR (direction = 'learned') = "
            "(state IN ('learned', 'assessed', 'adopted'))",
            name="state_of_direction",
        ),
        sa.CheckConstraint(
            "state NOT IN ('assessed', 'adopted') OR (assessed_by_id IS NOT NULL "
            "AND assessed_on IS NOT NULL AND suitability IS NOT NULL)",
            name="assessed",
        ),
        sa.CheckConstraint("state <> 'set_aside' OR aside_reason <> ''", name="set_aside"),
        sa.Index("ix_solution_title", "title_folded", "id"),
        sa.Index("ix_solution_noted", "noted_on", "id"),
        sa.Index("ix_solution_state", "state", "noted_on", "id"),
    )
    audit_skip: ClassVar[frozenset[str]] = Audited.audit_skip | {"title_folded"}

    id: Mapped[int] = mapped_column(primary_key=True)
    direction: Mapped[Direction] = mapped_column(str_enum(Direction))
    title: Mapped[str]
    title_folded: Mapped[str] = mapped_column(Folded)
    body: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    noted_on: Mapped[date]
    state: Mapped[SolutionState] = mapped_column(str_enum(SolutionState))
    state_since: Mapped[date]
    suitability: Mapped[Suitability | None] = mapped_column(str_enum(Suitability))
    assessment: Mapped[str] = mapped_column(default="")
    assessed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    assessed_on: Mapped[date | None]
    aside_reason: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    visibility: Mapped[Visibility] = mapped_column(str_enum(Visibility), default=Visibility.CITY)
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    assessed_by: Mapped[User | None] = relationship(
        foreign_keys=[assessed_by_id], lazy="raise_on_sql"
    )
    owner: Mapped[User] = relationship(foreign_keys=[owner_id], lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    focus_areas: Mapped[list[FocusArea]] = relationship(
        secondary=solution_focus_area, lazy="raise_on_sql", order_by=FocusArea.position
    )
    engagements: Mapped[list[Engagement]] = relationship(
        secondary=solution_engagement, lazy="raise_on_sql", order_by=Engagement.starts_on.desc()
    )
    uses: Mapped[list[SolutionUse]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="SolutionUse.started_on, SolutionUse.id",
    )

    @property
    def name(self) -> str:
        """What the history calls it."""
        return self.title


class SolutionUse(Audited, Base):
    """Where a solution is in use since a day: in one of our units, or at who took ours up."""

    __tablename__ = "solution_use"
    __table_args__ = (
        sa.UniqueConstraint("solution_id", "unit_id"),
        sa.UniqueConstraint("solution_id", "organisation_id"),
        sa.CheckConstraint("(unit_id IS NULL) <> (organisation_id IS NULL)", name="one_place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(sa.ForeignKey("solution.id"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    started_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "solution", self.solution_id
