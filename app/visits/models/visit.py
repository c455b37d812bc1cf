"""A visit: who asks to come, about what, when, and what the city makes of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Folded, Stamped, Versioned, Visibility, str_enum
from app.core.numbers import YearCounter
from app.engagements.models import Engagement, Tier
from app.organisations.models import Contact, Organisation
from app.partnerships.models import Partnership
from app.proposals.models import Channel
from app.strategy.models import FocusArea
from app.users.models import Unit, User
from app.visits.models.choices import VisitState
from app.visits.models.programme import VisitStop


def _link(name: str, target: str) -> sa.Table:
    return sa.Table(
        name,
        Base.metadata,
        sa.Column("visit_id", sa.ForeignKey("visit.id"), primary_key=True),
        sa.Column(target.replace(".", "_"), sa.ForeignKey(target), primary_key=True, index=True),
    )


visit_focus_area = _link("visit_focus_area", "focus_area.id")
visit_contact = _link("visit_contact", "contact.id")


class VisitCounter(YearCounter, Base):
    """The last reference number given in a year."""

    __tablename__ = "visit_counter"


class Visit(Versioned, Stamped, Audited, Base):
    """A request for a visit, and the visit it becomes.

    ``unit_id`` is the unit that hosts. ``starts_on`` and ``ends_on`` are the days wished for, then
    those agreed. ``organisation_name`` is the body as it was written; ``organisation_id`` the one
    of the register it was found to be. ``allows_calendar``: the guests agree to stand in the public
    calendar. ``state_reason`` is what the guests are told, ``note`` is for colleagues.
    """

    __tablename__ = "visit"
    __table_args__ = (
        sa.CheckConstraint(
            "state NOT IN ('redirected', 'declined', 'cancelled') OR state_reason <> ''",
            name="answered",
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'programmed', 'held', 'reported') OR "
            "(unit_id IS NOT NULL AND handler_id IS NOT NULL AND organisation_id IS NOT NULL)",
            name="hosted",
        ),
        sa.CheckConstraint(
            "state NOT IN ('held', 'reported') OR engagement_id IS NOT NULL", name="logged"
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="day_order"),
        sa.CheckConstraint("size IS NULL OR size > 0", name="size"),
        sa.Index("ix_visit_day", "starts_on", "id"),
        sa.Index("ix_visit_title", "title_folded", "id"),
        sa.Index("ix_visit_state", "state", "starts_on"),
        sa.Index("ix_visit_body", "organisation_folded", "starts_on"),
        sa.Index("ix_visit_organisation", "organisation_id", "starts_on"),
        sa.Index("ix_visit_unit", "unit_id", "starts_on"),
        sa.Index("ix_visit_handler", "handler_id", "state"),
    )
    audit_skip: ClassVar[frozenset[str]] = Audited.audit_skip | {
        "title_folded",
        "organisation_folded",
    }

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(sa.String(20), unique=True)
    channel: Mapped[Channel] = mapped_column(str_enum(Channel))
    language: Mapped[str] = mapped_column(sa.String(2), default="en")
    received_on: Mapped[date]
    title: Mapped[str]
    title_folded: Mapped[str] = mapped_column(Folded)
    purpose: Mapped[str] = mapped_column(default="")
    organisation_name: Mapped[str] = mapped_column(default="")
    organisation_folded: Mapped[str] = mapped_column(Folded, default="")
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    country: Mapped[str | None] = mapped_column(sa.String(2))
    head_role: Mapped[str] = mapped_column(default="")
    head_tier: Mapped[Tier | None] = mapped_column(str_enum(Tier, name="head_tier"))
    size: Mapped[int | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    dates_note: Mapped[str] = mapped_column(default="")
    allows_calendar: Mapped[bool] = mapped_column(default=False)
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)

    state: Mapped[VisitState] = mapped_column(str_enum(VisitState), default=VisitState.REQUESTED)
    state_since: Mapped[date]
    state_reason: Mapped[str] = mapped_column(default="")
    redirected_to: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    visibility: Mapped[Visibility] = mapped_column(str_enum(Visibility), default=Visibility.CITY)
    note: Mapped[str] = mapped_column(default="")
    caution_reason: Mapped[str] = mapped_column(default="")
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    engagement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("engagement.id"), unique=True)
    thanked_on: Mapped[date | None]
    report: Mapped[str] = mapped_column(default="")
    nothing_promised: Mapped[bool] = mapped_column(default=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    submitted_by: Mapped[User | None] = relationship(
        foreign_keys=[submitted_by_id], lazy="raise_on_sql"
    )
    handler: Mapped[User | None] = relationship(foreign_keys=[handler_id], lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    partnership: Mapped[Partnership | None] = relationship(lazy="raise_on_sql")
    engagement: Mapped[Engagement | None] = relationship(lazy="raise_on_sql")
    focus_areas: Mapped[list[FocusArea]] = relationship(
        secondary=visit_focus_area, lazy="raise_on_sql", order_by=FocusArea.position
    )
    contacts: Mapped[list[Contact]] = relationship(
        secondary=visit_contact, lazy="raise_on_sql", order_by=Contact.name_folded
    )
    stops: Mapped[list[VisitStop]] = relationship(
        back_populates="visit",
        lazy="raise_on_sql",
        order_by=(VisitStop.day, VisitStop.starts_at, VisitStop.id),
    )


class VisitRequester(Base):
    """Who asked for a visit and who leads the guests, in a table of its own: only those who handle
    visits read it, and no history keeps it."""

    __tablename__ = "visit_requester"

    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    head_name: Mapped[str] = mapped_column(default="")
