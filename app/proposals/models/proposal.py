"""A proposal on its way from the form to the answer."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Folded, Stamped, Versioned, Visibility, str_enum
from app.core.numbers import YearCounter
from app.organisations.models import Organisation
from app.partnerships.models import Partnership, PartnershipKind
from app.proposals.models.assessment import Assessment
from app.proposals.models.choices import Channel, ProposalState, Verdict
from app.proposals.models.document import ProposalDocument
from app.strategy.models import FocusArea, Goal, Objective
from app.users.models import Unit, User, giver_of


def _link(name: str, target: str) -> sa.Table:
    return sa.Table(
        name,
        Base.metadata,
        sa.Column("proposal_id", sa.ForeignKey("proposal.id"), primary_key=True),
        sa.Column(target.replace(".", "_"), sa.ForeignKey(target), primary_key=True, index=True),
    )


proposal_focus_area = _link("proposal_focus_area", "focus_area.id")
proposal_objective = _link("proposal_objective", "objective.id")
proposal_goal = _link("proposal_goal", "goal.id")


class ProposalCounter(YearCounter, Base):
    """The last reference number given in a year."""

    __tablename__ = "proposal_counter"


class Proposal(Versioned, Stamped, Audited, Base):
    """What somebody proposes to the city, and what the city makes of it.

    ``organisation_name`` is the proposing body as it was written; ``organisation_id`` the one of
    the register it was found to be. ``language`` is that of the form, in which it is answered.
    ``could_leave_id`` names the membership that could be given up for this one, else
    ``could_leave_note`` says why none can (the city's rule of 2018).
    """

    __tablename__ = "proposal"
    __table_args__ = (
        sa.CheckConstraint(
            "state <> 'converted' OR (partnership_id IS NOT NULL AND decision = 'accept')",
            name="converted",
        ),
        sa.CheckConstraint("state <> 'declined' OR decline_reason <> ''", name="declined"),
        sa.CheckConstraint(
            "state NOT IN ('decided', 'converted') OR "
            "(decision IS NOT NULL AND decision_body <> '' AND decided_on IS NOT NULL)",
            name="decided",
        ),
        sa.CheckConstraint(
            "state IN ('received', 'declined', 'withdrawn') OR handler_id IS NOT NULL",
            name="handled",
        ),
        sa.Index("ix_proposal_received", "received_on", "id"),
        sa.Index("ix_proposal_title", "title_folded", "id"),
        sa.Index("ix_proposal_state", "state", "received_on"),
        sa.Index("ix_proposal_handler", "handler_id", "state"),
        sa.Index("ix_proposal_unit", "unit_id", "state"),
    )
    audit_skip: ClassVar[frozenset[str]] = Audited.audit_skip | {"title_folded"}

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(sa.String(20), unique=True)
    kind: Mapped[PartnershipKind] = mapped_column(str_enum(PartnershipKind))
    channel: Mapped[Channel] = mapped_column(str_enum(Channel))
    language: Mapped[str] = mapped_column(sa.String(2), default="en")
    received_on: Mapped[date]
    title: Mapped[str]
    title_folded: Mapped[str] = mapped_column(Folded)
    what: Mapped[str] = mapped_column(default="")
    rationale: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    timetable: Mapped[str] = mapped_column(default="")
    organisation_name: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    country: Mapped[str | None] = mapped_column(sa.String(2))
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)

    state: Mapped[ProposalState] = mapped_column(
        str_enum(ProposalState), default=ProposalState.RECEIVED
    )
    state_since: Mapped[date]
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    visibility: Mapped[Visibility] = mapped_column(str_enum(Visibility), default=Visibility.CITY)
    triage_note: Mapped[str] = mapped_column(default="")

    could_leave_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    could_leave_note: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[Verdict | None] = mapped_column(str_enum(Verdict, name="recommendation"))
    recommendation_text: Mapped[str] = mapped_column(default="")
    recommended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    decision: Mapped[Verdict | None] = mapped_column(str_enum(Verdict, name="decision"))
    decision_body: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    case_number: Mapped[str] = mapped_column(default="")
    decision_section: Mapped[str] = mapped_column(default="")
    decline_reason: Mapped[str] = mapped_column(default="")
    alternative: Mapped[str] = mapped_column(default="")
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), unique=True)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    submitted_by: Mapped[User | None] = relationship(
        foreign_keys=[submitted_by_id], lazy="raise_on_sql"
    )
    handler: Mapped[User | None] = relationship(foreign_keys=[handler_id], lazy="raise_on_sql")
    recommended_by: Mapped[User | None] = relationship(
        foreign_keys=[recommended_by_id], lazy="raise_on_sql"
    )
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    could_leave: Mapped[Partnership | None] = relationship(
        foreign_keys=[could_leave_id], lazy="raise_on_sql"
    )
    partnership: Mapped[Partnership | None] = relationship(
        foreign_keys=[partnership_id], lazy="raise_on_sql"
    )
    focus_areas: Mapped[list[FocusArea]] = relationship(
        secondary=proposal_focus_area, lazy="raise_on_sql", order_by=FocusArea.position
    )
    objectives: Mapped[list[Objective]] = relationship(
        secondary=proposal_objective, lazy="raise_on_sql", order_by=Objective.position
    )
    goals: Mapped[list[Goal]] = relationship(
        secondary=proposal_goal, lazy="raise_on_sql", order_by=Goal.position
    )
    assessments: Mapped[list[Assessment]] = relationship(
        lazy="raise_on_sql", order_by="Assessment.place"
    )
    documents: Mapped[list[ProposalDocument]] = relationship(
        lazy="raise_on_sql", order_by="ProposalDocument.id"
    )

    # Whoever handed it over, until the handler has accepted; read only where it is asked for.
    giver_name: Mapped[str | None] = column_property(giver_of("proposal", id), deferred=True)


class Proposer(Base):
    """The person who proposed, in a table of its own: only those who handle proposals read it.

    Not written into the history, where everybody who sees the proposal would read it and where
    it would outlive its erasure.
    """

    __tablename__ = "proposer"

    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"), primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
