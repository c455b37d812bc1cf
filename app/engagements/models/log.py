"""Engagements: what took place, or is to, with whom and what it served."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, Visibility, str_enum
from app.engagements.models.choices import (
    CancelledBy,
    EngagementState,
    EngagementType,
    OurRole,
    Tier,
)
from app.organisations.models import Organisation
from app.partnerships.models import Partnership
from app.strategy.models import FocusArea, Objective
from app.users.models import Unit, User

if TYPE_CHECKING:
    from app.engagements.models.follow_ups import FollowUp
    from app.engagements.models.parts import (
        EngagementContact,
        EngagementDocument,
        EngagementResult,
        EngagementTravel,
        MediaMention,
    )


def _link(name: str, target: str, column: str, is_dated: bool = False) -> sa.Table:
    """``starts_on`` is the engagement's own, kept by triggers: a timeline walks this index."""
    day = [sa.Column("starts_on", sa.Date)] if is_dated else []
    index = [column, *(column.name for column in day), "engagement_id"]
    return sa.Table(
        name,
        Base.metadata,
        sa.Column("engagement_id", sa.ForeignKey("engagement.id"), primary_key=True),
        sa.Column(column, sa.ForeignKey(target), primary_key=True),
        *day,
        sa.Index(f"ix_{name}_{column}", *index),
    )


engagement_organisation = _link(
    "engagement_organisation", "organisation.id", "organisation_id", is_dated=True
)
engagement_user = _link("engagement_user", "user.id", "user_id", is_dated=True)
engagement_objective = _link("engagement_objective", "objective.id", "objective_id")
engagement_focus_area = _link("engagement_focus_area", "focus_area.id", "focus_area_id")


class Engagement(Versioned, Stamped, Audited, Base):
    """One meeting, call, visit … ``starts_on`` is a date in the city; times are local and optional.

    ``notes`` is Markdown; ``notes_visibility`` may narrow who reads it and is as wide as the record
    where it is None. ``unit_id`` is the unit of the one who logged it.
    """

    __tablename__ = "engagement"
    __table_args__ = (
        sa.Index("ix_engagement_day", "starts_on", "id"),
        sa.Index("ix_engagement_partnership", "partnership_id", "starts_on", "id"),
        sa.Index("ix_engagement_unit", "unit_id", "starts_on", "id"),
        sa.Index("ix_engagement_type", "type", "starts_on", "id"),
        sa.Index("ix_engagement_state", "state", "starts_on", "id"),
        sa.Index("ix_engagement_creator", "created_by_id", "starts_on", "id"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="day_order"),
        sa.CheckConstraint(
            "state <> 'cancelled' OR cancelled_by IS NOT NULL", name="cancelled_by_whom"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[EngagementType] = mapped_column(str_enum(EngagementType))
    state: Mapped[EngagementState] = mapped_column(
        str_enum(EngagementState), default=EngagementState.HELD
    )
    starts_on: Mapped[date]
    starts_at: Mapped[time | None]
    ends_on: Mapped[date | None]
    ends_at: Mapped[time | None]
    summary: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    is_online: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(default="")
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    our_tier: Mapped[Tier | None] = mapped_column(str_enum(Tier, name="our_tier"))
    their_tier: Mapped[Tier | None] = mapped_column(str_enum(Tier, name="their_tier"))
    our_role: Mapped[OurRole | None] = mapped_column(str_enum(OurRole))
    learned: Mapped[str] = mapped_column(default="")
    learned_for: Mapped[str] = mapped_column(default="")
    cost_amount: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    cost_currency: Mapped[str] = mapped_column(sa.String(3), default="EUR")
    cost_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    position: Mapped[str] = mapped_column(default="")
    forum: Mapped[str] = mapped_column(default="")
    ask: Mapped[str] = mapped_column(default="")
    advocacy_outcome: Mapped[str] = mapped_column(default="")
    visibility: Mapped[Visibility] = mapped_column(str_enum(Visibility), default=Visibility.CITY)
    notes_visibility: Mapped[Visibility | None] = mapped_column(
        str_enum(Visibility, name="notes_visibility")
    )
    cancelled_by: Mapped[CancelledBy | None] = mapped_column(str_enum(CancelledBy))
    state_reason: Mapped[str] = mapped_column(default="")
    first_planned_on: Mapped[date | None]
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    partnership: Mapped[Partnership | None] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    created_by: Mapped[User] = relationship(foreign_keys=[created_by_id], lazy="raise_on_sql")
    organisations: Mapped[list[Organisation]] = relationship(
        secondary=engagement_organisation, lazy="raise_on_sql", order_by=Organisation.name_folded
    )
    people: Mapped[list[User]] = relationship(
        secondary=engagement_user, lazy="raise_on_sql", order_by=User.name
    )
    objectives: Mapped[list[Objective]] = relationship(
        secondary=engagement_objective, lazy="raise_on_sql", order_by=Objective.position
    )
    focus_areas: Mapped[list[FocusArea]] = relationship(
        secondary=engagement_focus_area, lazy="raise_on_sql", order_by=FocusArea.position
    )
    contacts: Mapped[list[EngagementContact]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", back_populates="engagement"
    )
    results: Mapped[list[EngagementResult]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="EngagementResult.id"
    )
    media: Mapped[list[MediaMention]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="MediaMention.id"
    )
    travel: Mapped[list[EngagementTravel]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="EngagementTravel.id"
    )
    documents: Mapped[list[EngagementDocument]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="EngagementDocument.id"
    )
    follow_ups: Mapped[list[FollowUp]] = relationship(
        lazy="raise_on_sql", back_populates="engagement", order_by="FollowUp.id"
    )
