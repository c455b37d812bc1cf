"""What two people, independent of each other, think of a proposal."""

from __future__ import annotations

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, str_enum
from app.users.models import User, giver_of

# How many assessments a proposal needs.
ASSESSMENTS = 2


class Criterion(enum.StrEnum):
    """Product description, section 4; the strategic fit is a gate."""

    STRATEGIC_FIT = "strategic_fit"
    BENEFIT = "benefit"
    OFFER = "offer"
    RESOURCES = "resources"
    OVERLAP = "overlap"
    RISK = "risk"


class Assessment(Versioned, Stamped, Audited, Base):
    """One of the two assessments; handed in on ``submitted_on``, a draft before.

    Its history is its own, not the proposal's: nobody else may read a score before both are in.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        sa.UniqueConstraint("proposal_id", "assessor_id"),
        sa.UniqueConstraint("proposal_id", "place"),
        sa.CheckConstraint(f"place BETWEEN 1 AND {ASSESSMENTS}", name="place"),
        sa.Index("ix_assessment_assessor", "assessor_id", "submitted_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"))
    place: Mapped[int]
    assessor_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    due_on: Mapped[date]
    submitted_on: Mapped[date | None]

    assessor: Mapped[User] = relationship(lazy="raise_on_sql")
    scores: Mapped[list[AssessmentScore]] = relationship(
        back_populates="assessment", lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    # Whoever handed it over, until the assessor has accepted; read only where it is asked for.
    giver_name: Mapped[str | None] = column_property(giver_of("assessment", id), deferred=True)


class AssessmentScore(Versioned, Audited, Base):
    """How one assessor scores one criterion, 1 to 5 (5 speaks for the proposal), and why."""

    __tablename__ = "assessment_score"
    __table_args__ = (
        sa.UniqueConstraint("assessment_id", "criterion"),
        sa.CheckConstraint("score IS NULL OR score BETWEEN 1 AND 5", name="score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id"))
    criterion: Mapped[Criterion] = mapped_column(str_enum(Criterion))
    score: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")

    assessment: Mapped[Assessment] = relationship(back_populates="scores", lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "assessment", self.assessment_id
