"""Who promised what to whom, by when."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, str_enum
from app.engagements.models.choices import OPEN, FollowUpState, Promiser
from app.engagements.models.log import Engagement
from app.partnerships.models import Partnership
from app.users.models import User, giver_of


class FollowUp(Versioned, Stamped, Audited, Base):
    """Who promised what to whom, by when. Belongs to an engagement, a partnership or both."""

    __tablename__ = "follow_up"
    __table_args__ = (
        sa.Index("ix_follow_up_due", "state", "due_on", "id"),
        sa.Index("ix_follow_up_assignee", "assignee_id", "state", "due_on"),
        sa.Index("ix_follow_up_partnership", "partnership_id", "state", "due_on"),
        sa.Index("ix_follow_up_closed", "closed_on", "due_on", "id"),
        # PostgreSQL takes no order from behind a blank.
        sa.Index(
            "ix_follow_up_open",
            "due_on",
            "id",
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        ),
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

    # Whoever handed it over, until the successor has accepted; read only where it is asked for.
    giver_name: Mapped[str | None] = column_property(giver_of("follow_up", id), deferred=True)

    @property
    def unit_id(self) -> int | None:
        """The unit whose contributors may change it: the engagement's, else the partnership's."""
        subject = self.engagement if self.engagement_id is not None else self.partnership
        return subject.unit_id if subject is not None else None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
