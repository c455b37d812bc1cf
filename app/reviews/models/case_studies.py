"""Case studies: partnerships told in the sections of the Shanghai Manual, with impact chains."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, Visibility, str_enum
from app.partnerships.models import Partnership


class ImpactStage(enum.StrEnum):
    """The links of an impact chain, from what is put in to what becomes of it."""

    RESOURCES = "resources"
    ACTIVITIES = "activities"
    OUTPUTS = "outputs"
    OUTCOMES = "outcomes"
    IMPACT = "impact"


class CaseStudy(Versioned, Stamped, Audited, Base):
    """One partnership told for one ``audience`` in one ``language`` (en, fi or sv).

    The audience never changes: the texts were filled in from what it may know, so they could not be
    shown to a wider one. Each section is plain text and may be blank.
    """

    __tablename__ = "case_study"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "audience", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"))
    audience: Mapped[Visibility] = mapped_column(str_enum(Visibility, name="audience"))
    language: Mapped[str] = mapped_column(sa.String(2))
    summary: Mapped[str] = mapped_column(default="")
    background: Mapped[str] = mapped_column(default="")
    actions: Mapped[str] = mapped_column(default="")
    outcomes: Mapped[str] = mapped_column(default="")
    sustainability: Mapped[str] = mapped_column(default="")
    inclusivity: Mapped[str] = mapped_column(default="")
    innovation: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")

    partnership: Mapped[Partnership] = relationship(lazy="raise_on_sql")
    steps: Mapped[list[ImpactStep]] = relationship(
        back_populates="case_study", lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    @property
    def unit_id(self) -> int | None:
        """The unit whose contributors may write it: the partnership's."""
        return self.partnership.unit_id


class ImpactStep(Versioned, Audited, Base):
    """One link of the chain: what it was, by what it is measured, and what shows it."""

    __tablename__ = "impact_step"
    __table_args__ = (sa.UniqueConstraint("case_study_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_study_id: Mapped[int] = mapped_column(sa.ForeignKey("case_study.id"))
    stage: Mapped[ImpactStage] = mapped_column(str_enum(ImpactStage))
    what: Mapped[str] = mapped_column(default="")
    indicators: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")

    case_study: Mapped[CaseStudy] = relationship(back_populates="steps", lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "case_study", self.case_study_id
