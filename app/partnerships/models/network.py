"""Network membership: what we are in a network, city-led or company-led."""

from __future__ import annotations

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import str_enum
from app.partnerships.models.choices import PartnershipKind
from app.partnerships.models.partnership import Partnership


class MembershipCategory(enum.StrEnum):
    FULL = "full"
    ASSOCIATE = "associate"
    FOUNDING = "founding"
    OBSERVER = "observer"
    NOT_A_MEMBER = "not_a_member"


class Leadership(enum.StrEnum):
    CITY_LED = "city_led"
    COMPANY_LED = "company_led"
    INTERGOVERNMENTAL = "intergovernmental"


class NetworkMembership(Partnership):
    """``fee_basis`` says how the fee is set (flat, by population band …)."""

    __tablename__ = "network_membership"
    __mapper_args__ = {"polymorphic_identity": PartnershipKind.NETWORK}  # noqa: RUF012

    id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), primary_key=True)
    category: Mapped[MembershipCategory] = mapped_column(
        str_enum(MembershipCategory), default=MembershipCategory.FULL
    )
    leadership: Mapped[Leadership] = mapped_column(
        str_enum(Leadership), default=Leadership.CITY_LED
    )
    our_role: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date | None]
    fee_basis: Mapped[str] = mapped_column(default="")
