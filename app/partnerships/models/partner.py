"""Organisations in a partnership, and in the consortium of an EU project."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Versioned, str_enum
from app.organisations.models import Organisation
from app.partnerships.models.choices import PartnerRole

if TYPE_CHECKING:
    from app.partnerships.models.partnership import Partnership


class PartnershipOrganisation(Versioned, Audited, Base):
    """An organisation in a partnership; in an EU project, a member of the consortium.

    ``cost_eur`` is what it spends there and ``contribution_eur`` what the EU pays of that;
    ``country`` is set where it differs from the organisation's own.
    """

    __tablename__ = "partnership_organisation"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "organisation_id"),
        sa.CheckConstraint("contribution_eur <= cost_eur", name="contribution"),
        sa.Index("ix_partnership_organisation_organisation", "organisation_id", "partnership_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    role: Mapped[PartnerRole] = mapped_column(str_enum(PartnerRole), default=PartnerRole.PARTNER)
    position: Mapped[int] = mapped_column(default=0)
    country: Mapped[str | None] = mapped_column(sa.String(2))
    cost_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    contribution_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    note: Mapped[str] = mapped_column(default="")

    partnership: Mapped[Partnership] = relationship(back_populates="partners", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    @property
    def shown_country(self) -> str | None:
        """Its ISO country here: the row's own where it has one, else the organisation's."""
        return self.country or self.organisation.country

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.partnership_id
