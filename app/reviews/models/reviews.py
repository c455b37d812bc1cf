"""Rounds, reviews and their scores. Accepted ones are immutable: triggers refuse every change."""

from __future__ import annotations

import enum
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from app.core import clock
from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, str_enum
from app.core.periods import Quarter
from app.partnerships.models import Partnership
from app.reviews.models.drafts import ReviewDraft
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


class Criterion(enum.StrEnum):
    """What a partnership is scored by: product description, section 8; 5 speaks for it."""

    STRATEGIC_FIT = "strategic_fit"
    BENEFIT = "benefit"
    ACTIVITY = "activity"
    INFLUENCE = "influence"
    COST = "cost"
    PEERS = "peers"
    OVERLAP = "overlap"
    RISK = "risk"


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
    """The review of one partnership in one round, or a correction of an accepted one.

    ``figures`` is the frozen snapshot, written when it is accepted; ``content_hash`` is the
    SHA-256 of figures, text and scores, in which people stand by number only. ``working_days`` are
    those used in the quarter; blank is not zero. A correction is the next ``edition`` of the same
    review and names the one before it. ``is_delegated``: the deputy writes it for the owner.
    """

    __tablename__ = "review"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "partnership_id", "edition"),
        sa.UniqueConstraint("corrects_id"),
        sa.CheckConstraint("(edition = 1) = (corrects_id IS NULL)", name="correction"),
        sa.CheckConstraint("working_days >= 0", name="working_days"),
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
    edition: Mapped[int] = mapped_column(default=1)
    corrects_id: Mapped[int | None] = mapped_column(sa.ForeignKey("review.id"))
    correction_reason: Mapped[str] = mapped_column(default="")
    state: Mapped[ReviewState] = mapped_column(str_enum(ReviewState), default=ReviewState.OPEN)
    is_delegated: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    progress: Mapped[Progress | None] = mapped_column(str_enum(Progress))
    achievements: Mapped[str] = mapped_column(default="")
    challenges: Mapped[str] = mapped_column(default="")
    way_forward: Mapped[str] = mapped_column(default="")
    lessons: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[Recommendation | None] = mapped_column(str_enum(Recommendation))
    recommendation_reason: Mapped[str] = mapped_column(default="")
    decision_asked: Mapped[str] = mapped_column(default="")
    decision_body: Mapped[str] = mapped_column(default="")
    decision_due_on: Mapped[date | None]
    working_days: Mapped[Decimal | None] = mapped_column(sa.Numeric(6, 1))
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
    scores: Mapped[list[ReviewScore]] = relationship(
        back_populates="review", lazy="raise_on_sql", cascade="all, delete-orphan"
    )
    drafts: Mapped[list[ReviewDraft]] = relationship(viewonly=True, lazy="raise_on_sql")
    corrected_by: Mapped[Review | None] = relationship(
        primaryjoin=lambda: Review.id == remote(foreign(Review.corrects_id)),
        viewonly=True,
        uselist=False,
        lazy="raise_on_sql",
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


class ReviewScore(Versioned, Audited, Base):
    """How the owner scores one criterion, 1 to 5, why, and what shows it (links or records)."""

    __tablename__ = "review_score"
    __table_args__ = (
        sa.UniqueConstraint("review_id", "criterion"),
        sa.CheckConstraint("score IS NULL OR score BETWEEN 1 AND 5", name="score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("review.id"))
    criterion: Mapped[Criterion] = mapped_column(str_enum(Criterion))
    score: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")

    review: Mapped[Review] = relationship(back_populates="scores", lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "review", self.review_id
