"""Engagements, who took part, what they gave, what was promised."""

from __future__ import annotations

import enum
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, Visibility, str_enum
from app.organisations.models import Affiliation, Contact, Organisation
from app.partnerships.models import Partnership
from app.strategy.models import FocusArea, Objective
from app.users.models import Unit, User


class EngagementType(enum.StrEnum):
    MEETING = "meeting"
    CALL = "call"
    INCOMING_VISIT = "incoming_visit"
    OUTGOING_DELEGATION = "outgoing_delegation"
    EVENT = "event"
    WORKING_GROUP = "working_group"
    SIGNING = "signing"
    ADVOCACY = "advocacy"
    CORRESPONDENCE = "correspondence"


class EngagementState(enum.StrEnum):
    """Planned → held (never back) / cancelled / rescheduled, which is planned on another date."""

    PLANNED = "planned"
    RESCHEDULED = "rescheduled"
    HELD = "held"
    CANCELLED = "cancelled"


class Tier(enum.StrEnum):
    """How high a side was represented."""

    POLITICAL = "political"
    MANAGEMENT = "management"
    EXPERT = "expert"


class OurRole(enum.StrEnum):
    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    CHAIR = "chair"
    HOST = "host"
    ORGANISER = "organiser"


class ResultKind(enum.StrEnum):
    CONTACT = "contact"
    LEARNING = "learning"
    COMMITMENT = "commitment"
    INFLUENCE = "influence"
    VISIBILITY = "visibility"


class CancelledBy(enum.StrEnum):
    US = "us"
    THEM = "them"
    BOTH = "both"


class FollowUpState(enum.StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


OPEN = frozenset({FollowUpState.OPEN, FollowUpState.IN_PROGRESS})
UPCOMING = frozenset({EngagementState.PLANNED, EngagementState.RESCHEDULED})


class Promiser(enum.StrEnum):
    """Whose promise a follow-up is."""

    US = "us"
    THEM = "them"


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

    ``notes`` is Markdown. ``unit_id`` is the unit of the one who logged it.
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
    follow_ups: Mapped[list[FollowUp]] = relationship(
        lazy="raise_on_sql", back_populates="engagement", order_by="FollowUp.id"
    )


class EngagementContact(Audited, Base):
    """A contact who took part, with the affiliation of that day."""

    __tablename__ = "engagement_contact"
    __table_args__ = (
        sa.UniqueConstraint("engagement_id", "contact_id"),
        sa.Index("ix_engagement_contact_contact", "contact_id", "starts_on", "engagement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(sa.ForeignKey("engagement.id"))
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id"))
    affiliation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("affiliation.id"), index=True)
    # The engagement's own, kept by triggers as in the link tables.
    starts_on: Mapped[date | None]

    engagement: Mapped[Engagement] = relationship(back_populates="contacts", lazy="raise_on_sql")
    contact: Mapped[Contact] = relationship(lazy="raise_on_sql")
    affiliation: Mapped[Affiliation | None] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "engagement", self.engagement_id


class EngagementResult(Audited, Base):
    """What an engagement gave, by kind."""

    __tablename__ = "engagement_result"
    __table_args__ = (sa.UniqueConstraint("engagement_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(sa.ForeignKey("engagement.id"))
    kind: Mapped[ResultKind] = mapped_column(str_enum(ResultKind))

    def audit_subject(self) -> tuple[str, int]:
        return "engagement", self.engagement_id


class MediaMention(Audited, Base):
    """Where the result became visible."""

    __tablename__ = "media_mention"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(sa.ForeignKey("engagement.id"), index=True)
    outlet: Mapped[str]
    country: Mapped[str | None] = mapped_column(sa.String(2))
    link: Mapped[str] = mapped_column(default="")

    def audit_subject(self) -> tuple[str, int]:
        return "engagement", self.engagement_id


class FollowUp(Versioned, Stamped, Audited, Base):
    """Who promised what to whom, by when. Belongs to an engagement, a partnership or both."""

    __tablename__ = "follow_up"
    __table_args__ = (
        sa.Index("ix_follow_up_due", "state", "due_on", "id"),
        sa.Index("ix_follow_up_assignee", "assignee_id", "state", "due_on"),
        sa.Index("ix_follow_up_partnership", "partnership_id", "state", "due_on"),
        sa.Index("ix_follow_up_closed", "closed_on", "partnership_id"),
        sa.CheckConstraint("state <> 'dropped' OR state_reason <> ''", name="dropped_reason"),
        sa.CheckConstraint(
            "engagement_id IS NOT NULL OR partnership_id IS NOT NULL", name="subject"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("engagement.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"))
    what: Mapped[str]
    promiser: Mapped[Promiser] = mapped_column(str_enum(Promiser), default=Promiser.US)
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    counterpart: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    state: Mapped[FollowUpState] = mapped_column(
        str_enum(FollowUpState), default=FollowUpState.OPEN
    )
    state_reason: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    engagement: Mapped[Engagement | None] = relationship(
        back_populates="follow_ups", lazy="raise_on_sql"
    )
    partnership: Mapped[Partnership | None] = relationship(lazy="raise_on_sql")
    assignee: Mapped[User | None] = relationship(lazy="raise_on_sql")

    @property
    def unit_id(self) -> int | None:
        """The unit whose contributors may change it: the engagement's, else the partnership's."""
        subject = self.engagement if self.engagement_id is not None else self.partnership
        return subject.unit_id if subject is not None else None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Draft(Base):
    """A form kept as typed, for its author only; not audited, because it is nobody's record yet."""

    __tablename__ = "draft"
    __table_args__ = (sa.Index("ix_draft_user", "user_id", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    kind: Mapped[str] = mapped_column(sa.String(30))
    title: Mapped[str] = mapped_column(default="")
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
