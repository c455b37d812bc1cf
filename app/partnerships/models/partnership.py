"""What every partnership has: lists, search, history, reviews and permissions need only this."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import (
    Mapped,
    column_property,
    declared_attr,
    foreign,
    mapped_column,
    relationship,
)

from app.core.attachments import Attachment
from app.core.audit import Audited
from app.core.db import Base, Evidence, Folded, Stamped, Visibility, str_enum
from app.core.numbers import YearCounter
from app.partnerships.models.alignment import (
    Alignment,
    partnership_focus_area,
    partnership_objective,
    partnership_sdg,
)
from app.partnerships.models.choices import (
    IN_EFFECT,
    EndKind,
    Participation,
    PartnershipKind,
    PartnershipState,
    PoliticalLead,
    Term,
)
from app.partnerships.models.instrument import Instrument, PartnershipDocument
from app.partnerships.models.partner import PartnershipOrganisation
from app.partnerships.models.sourced import AsWritten
from app.strategy.models import FocusArea, Objective, Sdg
from app.users.models import UNSETTLED, HandOverItem, Unit, User, giver_of


def _score(name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} IS NULL OR {name} BETWEEN 1 AND 5", name=name)


def _titles(text: Any, *conditions: Any) -> sa.ColumnElement[str]:
    """All the texts of a partnership's papers, one on each line, in any order."""
    found = sa.select(sa.func.aggregate_strings(text, "\n")).where(*conditions)
    papers = found.correlate_except(Instrument, PartnershipDocument, Attachment)
    return sa.func.coalesce(papers.scalar_subquery(), "")


class Partnership(Stamped, Evidence, AsWritten, Audited, Base):
    """A relation the city keeps. Amounts are decimal; ``fee_eur`` is the stated euro value on
    ``fee_eur_on``; ``cadence_days`` is how often it should be engaged; working days are per year.

    ``former_names`` stand one on a line. ``in_effect_from`` is the first day it was in effect, so
    that any quarter can be answered.
    ``framework_lapsed_on``: since then it has nothing of the framework in force, only of a former.
    ``last_engaged_on`` is kept by the engagement services and rebuildable from the log.
    ``last_signature_on`` is the latest of its instruments, ``paper_titles`` the words by which its
    papers are found. ``fee_amount``, ``fee_currency``, ``fee_eur`` and ``fee_eur_on`` are those of
    the newest year where fees are recorded year by year.
    """

    __tablename__ = "partnership"
    __table_args__ = (
        sa.CheckConstraint("state <> 'active' OR owner_id IS NOT NULL", name="active_owner"),
        sa.CheckConstraint(
            "state <> 'active' OR (decided_on IS NOT NULL AND decision_body <> '')",
            name="active_decision",
        ),
        sa.CheckConstraint(
            "state <> 'active' OR next_review_on IS NOT NULL", name="active_next_review"
        ),
        sa.CheckConstraint(
            "state <> 'ended' OR (end_kind IS NOT NULL AND ended_on IS NOT NULL)", name="ended"
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'assessed', 'approved', 'ended') OR in_effect_from IS NOT NULL",
            name="in_effect_from",
        ),
        sa.CheckConstraint(
            "end_kind IS NULL OR end_kind <> 'superseded' OR superseded_by_id IS NOT NULL",
            name="successor",
        ),
        sa.CheckConstraint(
            "state <> 'active' OR framework_lapsed_on IS NULL", name="active_framework"
        ),
        sa.CheckConstraint("owner_id IS NULL OR owner_id <> deputy_id", name="own_deputy"),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="term_order"
        ),
        sa.CheckConstraint(
            "superseded_by_id IS NULL OR superseded_by_id <> id", name="own_successor"
        ),
        _score("benefit"),
        _score("offer"),
        sa.Index("ix_partnership_kind_name", "kind", "name_folded", "id"),
        sa.Index("ix_partnership_name", "name_folded", "id"),
        sa.Index("ix_partnership_state_name", "state", "name_folded", "id"),
        sa.Index("ix_partnership_owner", "owner_id", "state"),
        sa.Index("ix_partnership_owner_name", "owner_id", "name_folded", "id"),
        sa.Index("ix_partnership_unit", "unit_id", "state"),
        sa.Index("ix_partnership_engaged", "last_engaged_on", "id"),
        sa.Index("ix_partnership_next_review", "next_review_on", "id"),
        sa.Index("ix_partnership_fee", "fee_eur", "id"),
        sa.Index("ix_partnership_silence", "state", "last_engaged_on", "name_folded"),
        sa.Index(
            "ix_partnership_superseded_by",
            "superseded_by_id",
            # Hardly any has one, and a planner that counts the blanks would not use it.
            sqlite_where=sa.text("superseded_by_id IS NOT NULL"),
            postgresql_where=sa.text("superseded_by_id IS NOT NULL"),
        ),
    )
    audit_skip: ClassVar[frozenset[str]] = Audited.audit_skip | {
        "name_folded",
        "last_engaged_on",
        "last_signature_on",
        "paper_titles",
    }

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(nullable=False)
    kind: Mapped[PartnershipKind] = mapped_column(str_enum(PartnershipKind))
    reference: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(Folded)
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    acronym: Mapped[str] = mapped_column(default="")
    former_names: Mapped[str] = mapped_column(default="")
    themes: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    state: Mapped[PartnershipState] = mapped_column(
        str_enum(PartnershipState), default=PartnershipState.PROPOSED
    )
    state_since: Mapped[date]
    state_reason: Mapped[str] = mapped_column(default="")
    participation: Mapped[Participation] = mapped_column(str_enum(Participation))

    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    political_lead: Mapped[PoliticalLead | None] = mapped_column(str_enum(PoliticalLead))
    political_area: Mapped[str] = mapped_column(default="")
    for_management_team: Mapped[bool] = mapped_column(default=False)

    fee_amount: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    fee_currency: Mapped[str] = mapped_column(sa.String(3), default="EUR")
    fee_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    fee_eur_on: Mapped[date | None]
    travel_eur: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    working_days: Mapped[Decimal | None] = mapped_column(sa.Numeric(6, 1))
    budget_line: Mapped[str] = mapped_column(default="")

    benefit: Mapped[int | None]
    benefit_reason: Mapped[str] = mapped_column(default="")
    offer: Mapped[int | None]
    offer_reason: Mapped[str] = mapped_column(default="")

    signed_on: Mapped[date | None]
    term: Mapped[Term] = mapped_column(str_enum(Term), default=Term.UNKNOWN)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    renewal_months: Mapped[int | None]
    notice_months: Mapped[int | None]
    review_cycle_months: Mapped[int | None]

    decision_body: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    case_number: Mapped[str] = mapped_column(default="")
    decision_section: Mapped[str] = mapped_column(default="")
    next_review_on: Mapped[date | None]
    cadence_days: Mapped[int | None]

    framework_lapsed_on: Mapped[date | None]

    visibility: Mapped[Visibility] = mapped_column(str_enum(Visibility), default=Visibility.CITY)
    superseded_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("partnership.id"), index=True
    )
    end_kind: Mapped[EndKind | None] = mapped_column(str_enum(EndKind))
    in_effect_from: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    last_engaged_on: Mapped[date | None]
    # The reference number of the proposal that it came from.
    origin: Mapped[str] = mapped_column(sa.String(20), default="")

    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="raise_on_sql")
    deputy: Mapped[User | None] = relationship(foreign_keys=[deputy_id], lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    superseded_by: Mapped[Partnership | None] = relationship(
        remote_side=[id], back_populates="supersedes", lazy="raise_on_sql"
    )
    supersedes: Mapped[list[Partnership]] = relationship(
        back_populates="superseded_by", lazy="raise_on_sql", order_by=name_folded
    )
    partners: Mapped[list[PartnershipOrganisation]] = relationship(
        back_populates="partnership",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="PartnershipOrganisation.position, PartnershipOrganisation.id",
    )
    alignments: Mapped[list[Alignment]] = relationship(
        back_populates="partnership",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="Alignment.id",
    )
    focus_areas: Mapped[list[FocusArea]] = relationship(
        secondary=partnership_focus_area, lazy="raise_on_sql", order_by=FocusArea.position
    )
    objectives: Mapped[list[Objective]] = relationship(
        secondary=partnership_objective, lazy="raise_on_sql", order_by=Objective.position
    )
    sdgs: Mapped[list[Sdg]] = relationship(
        secondary=partnership_sdg, lazy="raise_on_sql", order_by=Sdg.number
    )

    # Read with the record only where asked for; elsewhere each costs a statement of its own.
    last_signature_on: Mapped[date | None] = column_property(
        sa.select(sa.func.max(Instrument.signed_on))
        .where(Instrument.partnership_id == id)
        .correlate_except(Instrument)
        .scalar_subquery(),
        deferred=True,
    )
    paper_titles: Mapped[str] = column_property(
        _titles(Instrument.title, Instrument.partnership_id == id)
        + "\n"
        + _titles(
            PartnershipDocument.title + " " + Attachment.filename,
            PartnershipDocument.partnership_id == id,
            PartnershipDocument.attachment_id == Attachment.id,
        ),
        deferred=True,
    )
    # Whoever handed over the deputy's part, until the deputy has accepted it.
    deputy_giver_name: Mapped[str | None] = column_property(
        giver_of("partnership_deputy", id), deferred=True
    )
    # What the owner has not accepted, or has declined: shown beside the owner until it is settled.
    open_hand_over: Mapped[HandOverItem | None] = relationship(
        primaryjoin=lambda: sa.and_(
            foreign(HandOverItem.entity_id) == Partnership.id,
            HandOverItem.kind == "partnership",
            HandOverItem.state.in_(UNSETTLED),
        ),
        viewonly=True,
        uselist=False,
        lazy="raise_on_sql",
    )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        if cls.__name__ != "Partnership":
            return {}
        return {
            "polymorphic_on": "kind",
            "polymorphic_abstract": True,
            "version_id_col": cls.version,
        }

    @property
    def is_in_effect(self) -> bool:
        return self.state in IN_EFFECT

    @property
    def organisation_ids(self) -> list[int]:
        """The numbers of the partners, in their order; the partners must be loaded."""
        return [partner.organisation_id for partner in self.partners]


class PartnershipCounter(YearCounter, Base):
    """The last reference number given in a year."""

    __tablename__ = "partnership_counter"
