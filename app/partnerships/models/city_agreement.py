"""City agreement: sister city, friendship, strategic bilateral, memorandum, letter of intent."""

from __future__ import annotations

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import str_enum
from app.partnerships.models.choices import PartnershipKind
from app.partnerships.models.partnership import Partnership


class AgreementLevel(enum.StrEnum):
    SISTER_CITY = "sister_city"
    FRIENDSHIP = "friendship"
    STRATEGIC_BILATERAL = "strategic_bilateral"
    MEMORANDUM = "memorandum"
    LETTER_OF_INTENT = "letter_of_intent"
    JOINT_DECLARATION = "joint_declaration"


class CityAgreement(Partnership):
    """A new one needs an explicit strategic goal or written common operations (roadmap 2.2).

    ``civic_partners`` are schools, societies and others who keep it alive and are no organisations
    of the register. ``last_incoming_on`` and ``last_outgoing_on`` are visits from before the log
    begins, with their ``visits_source``. ``successor_decision`` is what was decided to follow.
    """

    __tablename__ = "city_agreement"
    __mapper_args__ = {"polymorphic_identity": PartnershipKind.CITY_AGREEMENT}  # noqa: RUF012

    id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), primary_key=True)
    level: Mapped[AgreementLevel] = mapped_column(
        str_enum(AgreementLevel), default=AgreementLevel.STRATEGIC_BILATERAL
    )
    our_signatories: Mapped[str] = mapped_column(default="")
    their_signatories: Mapped[str] = mapped_column(default="")
    common_operations: Mapped[str] = mapped_column(default="")
    strategic_goal_stated: Mapped[str] = mapped_column(default="")
    civic_partners: Mapped[str] = mapped_column(default="")
    last_incoming_on: Mapped[date | None]
    last_outgoing_on: Mapped[date | None]
    visits_source: Mapped[str] = mapped_column(default="")
    successor_decision: Mapped[str] = mapped_column(default="")
    successor_decided_by: Mapped[str] = mapped_column(default="")
    successor_decided_on: Mapped[date | None]
    successor_section: Mapped[str] = mapped_column(default="")
