"""Rounds and reviews. Accepted reviews are immutable: triggers refuse update and delete."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, str_enum
from app.core.periods import Quarter
from app.partnerships.models import Partnership
from app.strategy.models import GoalChange
from app.users.models import User


class ReviewState(enum.StrEnum):
    """Stored states; ``open`` shows as not yet due, due or overdue by the round's dates."""

    OPEN = "open"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"


class Progress(enum.StrEnum):
    """The owner's judgement of the quarter."""

    MET = "met"
    ON_TRACK = "on_track"
    NO_PROGRESS = "no_progress"
    CONSTRAINED = "constrained"


class Recommendation(enum.StrEnum):
    CONTINUE = "continue"
    STRENGTHEN = "strengthen"
    REFOCUS = "refocus"
    PAUSE = "pause"
    EXIT = "exit"


class ReviewRound(Versioned, Stamped, Audited, Base):
    """The reviews of one quarter; ``due_on`` is when owners must have submitted."""

    __tablename__ = "review_round"
    __table_args__ = (
        sa.UniqueConstraint("year", "quarter_number"),
        sa.CheckConstraint("quarter_number BETWEEN 1 AND 4", name="quarter_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    quarter_number: Mapped[int]
    opened_on: Mapped[date]
    due_on: Mapped[date]

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.quarter_number)


class Review(Versioned, Stamped, Audited, Base):
    """The review of one partnership in one round.

    ``figures`` is the frozen snapshot, written when it is accepted; ``content_hash`` is the
    SHA-256 of figures and text, in which people stand by number only.
    """

    __tablename__ = "review"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "partnership_id"),
        sa.Index("ix_review_partnership", "partnership_id", "round_id"),
        sa.Index("ix_review_owner", "owner_id", "state"),
        sa.Index("ix_review_waiting", "state", "submitted_at"),
        sa.CheckConstraint(
            "state <> 'accepted' OR (content_hash <> '' AND accepted_at IS NOT NULL)",
            name="accepted",
        ),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'accepted') OR recommendation IS NOT NULL",
            name="recommendation_given",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("review_round.id"))
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"))
    state: Mapped[ReviewState] = mapped_column(str_enum(ReviewState), default=ReviewState.OPEN)
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    progress: Mapped[Progress | None] = mapped_column(str_enum(Progress))
    achievements: Mapped[str] = mapped_column(default="")
    challenges: Mapped[str] = mapped_column(default="")
    way_forward: Mapped[str] = mapped_column(default="")
    lessons: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[Recommendation | None] = mapped_column(str_enum(Recommendation))
    recommendation_reason: Mapped[str] = mapped_column(default="")
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    on_behalf_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    submitted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    accepted_at: Mapped[datetime | None]
    figures: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    content_hash: Mapped[str] = mapped_column(sa.String(64), default="")

    round: Mapped[ReviewRound] = relationship(lazy="raise_on_sql")
    partnership: Mapped[Partnership] = relationship(lazy="raise_on_sql")
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="raise_on_sql")
    submitted_by: Mapped[User | None] = relationship(
        foreign_keys=[submitted_by_id], lazy="raise_on_sql"
    )
    on_behalf_of: Mapped[User | None] = relationship(
        foreign_keys=[on_behalf_of_id], lazy="raise_on_sql"
    )
    accepted_by: Mapped[User | None] = relationship(
        foreign_keys=[accepted_by_id], lazy="raise_on_sql"
    )
    comments: Mapped[list[ReviewComment]] = relationship(
        lazy="raise_on_sql", order_by="ReviewComment.id"
    )
    goal_changes: Mapped[list[GoalChange]] = relationship(
        viewonly=True, lazy="raise_on_sql", order_by=GoalChange.id
    )

    @property
    def unit_id(self) -> int | None:
        """The unit whose contributors may write it: the partnership's."""
        return self.partnership.unit_id


class ReviewComment(Base):
    """What a manager wrote when sending a review back, or with its acceptance."""

    __tablename__ = "review_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("review.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    text: Mapped[str]

    author: Mapped[User] = relationship(lazy="raise_on_sql")
