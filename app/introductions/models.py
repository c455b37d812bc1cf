"""A request for an introduction: who asks whom about which partner, why, and what came of it."""

from __future__ import annotations

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned, str_enum
from app.engagements.models import Engagement
from app.organisations.models import Contact, Organisation
from app.partnerships.models import Partnership
from app.users.models import User, giver_of


class IntroductionState(enum.StrEnum):
    """Open → accepted / declined / withdrawn. Redirecting leaves it open, in other hands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Introduction(Versioned, Stamped, Audited, Base):
    """``handler_id`` is who is asked; None waits with the International Affairs Unit.

    ``answer`` is what the asker reads: why not, or who knows better. ``engagement_id`` is the
    meeting that an accepted request became.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        sa.CheckConstraint("purpose <> ''", name="purpose"),
        sa.CheckConstraint("state <> 'declined' OR answer <> ''", name="declined"),
        sa.CheckConstraint("(state = 'accepted') = (engagement_id IS NOT NULL)", name="accepted"),
        sa.CheckConstraint("handler_id IS NULL OR handler_id <> asker_id", name="own"),
        sa.Index("ix_introduction_asked", "asked_on", "id"),
        sa.Index("ix_introduction_handler", "handler_id", "state"),
        sa.Index("ix_introduction_asker", "asker_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id"), index=True)
    asker_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    asked_on: Mapped[date]
    wanted_by: Mapped[date | None]
    purpose: Mapped[str]
    state: Mapped[IntroductionState] = mapped_column(
        str_enum(IntroductionState), default=IntroductionState.OPEN
    )
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    engagement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("engagement.id"), unique=True)
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    giver_name: Mapped[str | None] = column_property(giver_of("introduction", id), deferred=True)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    partnership: Mapped[Partnership | None] = relationship(lazy="raise_on_sql")
    contact: Mapped[Contact | None] = relationship(lazy="raise_on_sql")
    asker: Mapped[User] = relationship(foreign_keys=[asker_id], lazy="raise_on_sql")
    handler: Mapped[User | None] = relationship(foreign_keys=[handler_id], lazy="raise_on_sql")
    engagement: Mapped[Engagement | None] = relationship(lazy="raise_on_sql")

    @property
    def is_open(self) -> bool:
        return self.state is IntroductionState.OPEN
