"""Other cooperation: coalitions, philanthropy, event partners, challenges, markets."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import str_enum
from app.partnerships.models.choices import PartnershipKind
from app.partnerships.models.partnership import Partnership


class CooperationForm(enum.StrEnum):
    BILATERAL = "bilateral"
    COALITION = "coalition"
    PHILANTHROPY = "philanthropy"
    EVENT = "event"
    CHALLENGE = "challenge"
    COMMITMENT = "commitment"
    REPRESENTATION = "representation"
    MARKET = "market"
    TECHNOLOGY = "technology"


class OtherCooperation(Partnership):
    """``support`` tells what a donor or sponsor gives, and on what conditions."""

    __tablename__ = "other_cooperation"
    __mapper_args__ = {"polymorphic_identity": PartnershipKind.COOPERATION}  # noqa: RUF012

    id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), primary_key=True)
    form: Mapped[CooperationForm] = mapped_column(
        str_enum(CooperationForm), default=CooperationForm.BILATERAL
    )
    common_aims: Mapped[str] = mapped_column(default="")
    support: Mapped[str] = mapped_column(default="")
