"""What belongs to an engagement: contacts, results, media, travel, documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.attachments import Attachment
from app.core.audit import Audited
from app.core.db import Base, str_enum
from app.engagements.models.choices import ResultKind, TravelMeans
from app.engagements.models.log import Engagement
from app.organisations.models import Affiliation, Contact


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


class EngagementTravel(Audited, Base):
    """How some of our people got there and back.

    ``distance_km`` is the whole way of one traveller. ``co2e_kg`` was computed when it was written,
    with the factors of ``factor_year``: newer factors change no figure that was stated.
    """

    __tablename__ = "engagement_travel"
    __table_args__ = (sa.CheckConstraint("distance_km > 0 AND travellers > 0", name="travelled"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(sa.ForeignKey("engagement.id"), index=True)
    means: Mapped[TravelMeans] = mapped_column(str_enum(TravelMeans))
    distance_km: Mapped[int]
    travellers: Mapped[int] = mapped_column(default=1)
    co2e_kg: Mapped[Decimal] = mapped_column(sa.Numeric(12, 1))
    factor_year: Mapped[int]

    def audit_subject(self) -> tuple[str, int]:
        return "engagement", self.engagement_id


class EngagementDocument(Audited, Base):
    """A file of an engagement: minutes, a programme, a presentation."""

    __tablename__ = "engagement_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(sa.ForeignKey("engagement.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"), index=True)

    attachment: Mapped[Attachment] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "engagement", self.engagement_id
