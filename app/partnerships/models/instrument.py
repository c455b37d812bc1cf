"""Papers of a partnership: instruments with terms of their own, and the files that hang on it."""

from __future__ import annotations

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.attachments import Attachment
from app.core.audit import Audited
from app.core.db import Base, Versioned, str_enum
from app.partnerships.models.choices import Term


class InstrumentKind(enum.StrEnum):
    AGREEMENT = "agreement"
    MEMORANDUM = "memorandum"
    LETTER_OF_INTENT = "letter_of_intent"
    ACTION_PLAN = "action_plan"
    STATUTES = "statutes"
    DECISION = "decision"


class Binding(enum.StrEnum):
    """Whether it binds in law; most papers between cities do not say."""

    BINDING = "binding"
    NOT_BINDING = "not_binding"
    UNKNOWN = "unknown"


class Instrument(Versioned, Audited, Base):
    """A written basis of a partnership; it expires apart from the partnership itself.

    ``languages`` are ISO 639-1 codes between spaces. ``term_as_written`` quotes the paper where it
    says what no field does.
    """

    __tablename__ = "instrument"
    __table_args__ = (
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="term_order"
        ),
        sa.Index("ix_instrument_partnership", "partnership_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"))
    kind: Mapped[InstrumentKind] = mapped_column(str_enum(InstrumentKind))
    title: Mapped[str]
    signed_on: Mapped[date | None]
    our_signatories: Mapped[str] = mapped_column(default="")
    their_signatories: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    binding: Mapped[Binding] = mapped_column(str_enum(Binding), default=Binding.UNKNOWN)
    term: Mapped[Term] = mapped_column(str_enum(Term), default=Term.UNKNOWN)
    term_as_written: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    renewal_months: Mapped[int | None]
    notice_months: Mapped[int | None]
    notes: Mapped[str] = mapped_column(default="")

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.partnership_id


class PartnershipDocument(Audited, Base):
    """A file of a partnership; perhaps the text of an instrument, or evidence of an obligation."""

    __tablename__ = "partnership_document"
    __table_args__ = (
        sa.CheckConstraint("instrument_id IS NULL OR obligation_id IS NULL", name="one_place"),
        sa.Index("ix_partnership_document_partnership", "partnership_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"))
    instrument_id: Mapped[int | None] = mapped_column(sa.ForeignKey("instrument.id"), index=True)
    obligation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("obligation.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"), index=True)
    title: Mapped[str] = mapped_column(default="")

    attachment: Mapped[Attachment] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "partnership", self.partnership_id
