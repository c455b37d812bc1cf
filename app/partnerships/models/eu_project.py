"""EU project: from an idea over the bid approval to a closed grant, with its consortium."""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Versioned, str_enum
from app.partnerships.models.choices import PartnershipKind
from app.partnerships.models.partnership import Partnership


class ProjectStage(enum.StrEnum):
    IDEA = "idea"
    CONSORTIUM_BUILDING = "consortium_building"
    SUBMITTED = "submitted"
    RESERVE_LIST = "reserve_list"
    GRANTED = "granted"
    RUNNING = "running"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ProjectRole(enum.StrEnum):
    COORDINATOR = "coordinator"
    BENEFICIARY = "beneficiary"
    AFFILIATED_ENTITY = "affiliated_entity"
    ASSOCIATED_PARTNER = "associated_partner"
    PILOT_CITY = "pilot_city"


class EuProject(Partnership):
    """Money in EUR; ``bid_eu_percent`` is the EU share asked for, 0–100; the consortium is
    ``Partnership.partners`` with roles, costs and contributions.

    ``our_cost_eur`` is what the city spends in it: our EU share and our own funding together.
    ``stage`` and ``stage_since`` follow the stage history and are set by its verbs alone.
    """

    __tablename__ = "eu_project"
    __mapper_args__ = {"polymorphic_identity": PartnershipKind.EU_PROJECT}  # noqa: RUF012
    __table_args__ = (  # type: ignore[assignment]
        sa.CheckConstraint("our_eu_share_eur + own_funding_eur <= our_cost_eur", name="our_cost"),
        sa.CheckConstraint(
            "bid_eu_percent IS NULL OR bid_eu_percent BETWEEN 0 AND 100", name="bid_eu_percent"
        ),
    )

    id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), primary_key=True)
    programme: Mapped[str] = mapped_column(default="", index=True)
    call: Mapped[str] = mapped_column(default="")
    topic: Mapped[str] = mapped_column(default="")
    type_of_action: Mapped[str] = mapped_column(default="")
    grant_agreement: Mapped[str | None] = mapped_column(sa.String(20), unique=True)
    stage: Mapped[ProjectStage] = mapped_column(str_enum(ProjectStage), default=ProjectStage.IDEA)
    stage_since: Mapped[date | None]
    our_actor: Mapped[str] = mapped_column(default="")
    project_role: Mapped[ProjectRole | None] = mapped_column(str_enum(ProjectRole))
    role_as_written: Mapped[str] = mapped_column(default="")
    bid_approved_on: Mapped[date | None]
    bid_approved_by: Mapped[str] = mapped_column(default="")
    bid_decision: Mapped[str] = mapped_column(default="")
    bid_representative: Mapped[str] = mapped_column(default="")
    bid_cost_ceiling_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    bid_eu_percent: Mapped[Decimal | None] = mapped_column(sa.Numeric(5, 2))
    bid_budget_line: Mapped[str] = mapped_column(default="")
    planned_start_on: Mapped[date | None]
    planned_end_on: Mapped[date | None]
    current_start_on: Mapped[date | None]
    current_end_on: Mapped[date | None]
    total_cost_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    eu_contribution_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    our_cost_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    our_eu_share_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    own_funding_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    evaluation_score: Mapped[Decimal | None] = mapped_column(sa.Numeric(6, 2))

    stage_entries: Mapped[list[ProjectStageEntry]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ProjectStageEntry.id"
    )


class ProjectStageEntry(Versioned, Audited, Base):
    """A stage that the project reached: on which day (None: not recorded), who said so and why.

    The way leads forward only, so a project enters each stage once.
    """

    __tablename__ = "project_stage_entry"
    __table_args__ = (sa.UniqueConstraint("project_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("eu_project.id"))
    stage: Mapped[ProjectStage] = mapped_column(str_enum(ProjectStage))
    entered_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    by_name: Mapped[str] = mapped_column(default="")

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.project_id


class ReportingDate(Versioned, Audited, Base):
    """A report the project owes its funder, on the months from ``starts_on`` to ``ends_on``."""

    __tablename__ = "reporting_date"
    __table_args__ = (
        sa.UniqueConstraint("project_id", "due_on", "period"),
        sa.CheckConstraint("ends_on >= starts_on", name="period_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("eu_project.id"))
    period: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    due_on: Mapped[date]
    submitted_on: Mapped[date | None]

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.project_id
