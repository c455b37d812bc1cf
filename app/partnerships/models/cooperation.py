"""Other cooperation: coalitions, philanthropy, event partners, challenges, markets."""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal

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


class SupportPart(enum.StrEnum):
    """What the city is where somebody supports somebody."""

    DONOR = "donor"
    SPONSOR = "sponsor"
    RECIPIENT = "recipient"


class SupportForm(enum.StrEnum):
    GRANT = "grant"
    IN_KIND = "in_kind"
    BOTH = "both"


class EthicsResult(enum.StrEnum):
    CLEARED = "cleared"
    CONDITIONS = "conditions"
    NOT_CLEARED = "not_cleared"


class OtherCooperation(Partnership):
    """``support`` tells what is given, in words; ``support_amount`` how much, in its currency, with
    the stated euro value on ``support_eur_on``. ``exclusivity``: what it rules out, in words.
    """

    __tablename__ = "other_cooperation"
    __mapper_args__ = {"polymorphic_identity": PartnershipKind.COOPERATION}  # noqa: RUF012

    id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), primary_key=True)
    form: Mapped[CooperationForm] = mapped_column(
        str_enum(CooperationForm), default=CooperationForm.BILATERAL
    )
    common_aims: Mapped[str] = mapped_column(default="")
    support_part: Mapped[SupportPart | None] = mapped_column(str_enum(SupportPart))
    support_form: Mapped[SupportForm | None] = mapped_column(str_enum(SupportForm))
    support: Mapped[str] = mapped_column(default="")
    support_amount: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    support_currency: Mapped[str] = mapped_column(sa.String(3), default="EUR")
    support_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    support_eur_on: Mapped[date | None]
    support_conditions: Mapped[str] = mapped_column(default="")
    exclusivity: Mapped[str] = mapped_column(default="")
    ethics_checked_by: Mapped[str] = mapped_column(default="")
    ethics_checked_on: Mapped[date | None]
    ethics_result: Mapped[EthicsResult | None] = mapped_column(str_enum(EthicsResult))
    ethics_note: Mapped[str] = mapped_column(default="")
