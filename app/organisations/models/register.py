"""Organisations, contacts, affiliations, members of networks."""

from __future__ import annotations

import enum
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Evidence, Folded, Stamped, Versioned, Visibility, str_enum


class OrganisationKind(enum.StrEnum):
    CITY = "city"
    REGION = "region"
    CITY_NETWORK = "city_network"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    EU_BODY = "eu_body"
    NATIONAL_GOVERNMENT = "national_government"
    UNIVERSITY = "university"
    COMPANY = "company"
    NGO = "ngo"
    CITY_GROUP = "city_group"


class Standing(enum.StrEnum):
    """May we go on with this partner? Suspended blocks activation and new visits."""

    NORMAL = "normal"
    CAUTION = "caution"
    SUSPENDED = "suspended"


class AliasKind(enum.StrEnum):
    ALIAS = "alias"
    FORMER = "former"
    EXONYM = "exonym"
    NATIVE = "native"


def _order(start: str, end: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{end} IS NULL OR {start} IS NULL OR {end} >= {start}", name=name)


class Organisation(Versioned, Stamped, Evidence, Audited, Base):
    """Anybody the city deals with. ``country`` is ISO 3166 alpha-2; coordinates are degrees.

    ``last_engaged_on`` is kept by the engagement services and rebuildable from the log.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        sa.Index("ix_organisation_name", "name_folded", "id"),
        sa.Index("ix_organisation_country_name", "country", "name_folded", "id"),
        sa.Index("ix_organisation_kind_name", "kind", "name_folded", "id"),
        sa.Index("ix_organisation_engaged", "last_engaged_on", "id"),
        sa.Index(
            "ix_organisation_kept_kind",
            "kind",
            "last_engaged_on",
            "id",
            # What a list of one kind counts and sorts.
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        ),
        # A handful of all, whom the gate asks for.
        sa.Index(
            "ix_organisation_troubled",
            "standing",
            "id",
            sqlite_where=sa.text("standing <> 'normal'"),
            postgresql_where=sa.text("standing <> 'normal'"),
        ),
        sa.CheckConstraint("standing = 'normal' OR standing_reason <> ''", name="standing_reason"),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name="own_parent"),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
        _order("peer_from", "peer_to", "peer_order"),
        _order("influencer_from", "influencer_to", "influencer_order"),
    )
    audit_skip: ClassVar[frozenset[str]] = Audited.audit_skip | {"name_folded", "last_engaged_on"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(str_enum(OrganisationKind))
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(Folded)
    name_en: Mapped[str] = mapped_column(default="")
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    acronym: Mapped[str] = mapped_column(default="")
    country: Mapped[str | None] = mapped_column(sa.String(2))
    city: Mapped[str] = mapped_column(default="")
    latitude: Mapped[Decimal | None] = mapped_column(sa.Numeric(8, 5))
    longitude: Mapped[Decimal | None] = mapped_column(sa.Numeric(8, 5))
    website: Mapped[str] = mapped_column(default="")
    pic: Mapped[str | None] = mapped_column(sa.String(9), unique=True)
    vat: Mapped[str | None] = mapped_column(sa.String(20), unique=True)
    ror: Mapped[str | None] = mapped_column(sa.String(9), unique=True)
    wikidata: Mapped[str | None] = mapped_column(sa.String(20), unique=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    description: Mapped[str] = mapped_column(default="")
    peer_from: Mapped[date | None]
    peer_to: Mapped[date | None]
    influencer_from: Mapped[date | None]
    influencer_to: Mapped[date | None]
    standing: Mapped[Standing] = mapped_column(str_enum(Standing), default=Standing.NORMAL)
    standing_reason: Mapped[str] = mapped_column(default="")
    standing_on: Mapped[date | None]
    last_engaged_on: Mapped[date | None]
    archived_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)

    parent: Mapped[Organisation | None] = relationship(
        remote_side=[id], foreign_keys=[parent_id], lazy="raise_on_sql"
    )
    aliases: Mapped[list[OrganisationAlias]] = relationship(
        back_populates="organisation",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="OrganisationAlias.id",
    )
    affiliations: Mapped[list[Affiliation]] = relationship(
        back_populates="organisation", lazy="raise_on_sql"
    )
    memberships: Mapped[list[NetworkMember]] = relationship(
        back_populates="member", foreign_keys="NetworkMember.member_id", lazy="raise_on_sql"
    )

    @property
    def names(self) -> list[str]:
        """Every name it is known by, the official one first, without repetition."""
        own = [self.name, self.name_en, self.name_fi, self.name_sv, self.acronym]
        return list(dict.fromkeys(n for n in own + [a.name for a in self.aliases] if n))


class OrganisationAlias(Audited, Base):
    """Another name: alias, former name, exonym or the name in the native script."""

    __tablename__ = "organisation_alias"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    name: Mapped[str]
    kind: Mapped[AliasKind] = mapped_column(str_enum(AliasKind), default=AliasKind.ALIAS)

    organisation: Mapped[Organisation] = relationship(back_populates="aliases", lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "organisation", self.organisation_id


class NetworkMember(Versioned, Stamped, Evidence, Audited, Base):
    """``member`` is listed as one of ``network``; ``source``, ``evidence_on`` name the list."""

    __tablename__ = "network_member"
    __table_args__ = (
        sa.UniqueConstraint("network_id", "member_id"),
        sa.CheckConstraint("network_id <> member_id", name="own_member"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    status: Mapped[str] = mapped_column(default="")
    joined_year: Mapped[int | None]
    left_on: Mapped[date | None]

    network: Mapped[Organisation] = relationship(foreign_keys=[network_id], lazy="raise_on_sql")
    member: Mapped[Organisation] = relationship(
        back_populates="memberships", foreign_keys=[member_id], lazy="raise_on_sql"
    )

    def audit_subject(self) -> tuple[str, int]:
        return "organisation", self.member_id


class LawfulBasis(enum.StrEnum):
    """GDPR article 6(1): why the city may keep a contact's data."""

    PUBLIC_TASK = "public_task"
    LEGAL_OBLIGATION = "legal_obligation"
    CONSENT = "consent"
    CONTRACT = "contract"


class Contact(Versioned, Stamped, Audited, Base):
    """A person at a partner. ``languages`` are ISO 639-1 codes separated by spaces."""

    __tablename__ = "contact"
    __table_args__ = (
        sa.Index("ix_contact_name", "name_folded", "id"),
        sa.Index("ix_contact_engaged", "last_engaged_on", "id"),
        sa.Index("ix_contact_verified", "last_verified_on", "id"),
        # Few have other addresses: whoever looks for one reads only these.
        sa.Index(
            "ix_contact_other_emails",
            "id",
            sqlite_where=sa.text("other_emails <> ''"),
            postgresql_where=sa.text("other_emails <> ''"),
        ),
        sa.CheckConstraint("visibility <> 'restricted' OR unit_id IS NOT NULL", name="own_unit"),
    )
    audit_skip: ClassVar[frozenset[str]] = Audited.audit_skip | {
        "name_folded",
        "email_folded",
        "last_engaged_on",
    }

    id: Mapped[int] = mapped_column(primary_key=True)
    given_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(Folded)
    title: Mapped[str] = mapped_column(default="")
    form_of_address: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    email_folded: Mapped[str] = mapped_column(Folded, default="", index=True)
    other_emails: Mapped[str] = mapped_column(default="")
    phones: Mapped[str] = mapped_column(default="")
    assistant: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    lawful_basis: Mapped[LawfulBasis] = mapped_column(
        str_enum(LawfulBasis), default=LawfulBasis.PUBLIC_TASK
    )
    last_verified_on: Mapped[date | None]
    visibility: Mapped[Visibility] = mapped_column(str_enum(Visibility), default=Visibility.CITY)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    last_engaged_on: Mapped[date | None]
    archived_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id"), index=True)

    affiliations: Mapped[list[Affiliation]] = relationship(
        back_populates="contact",
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="Affiliation.started_on.desc().nulls_last(), Affiliation.id.desc()",
    )
    # At most one by the services' rule; lists load it in their own statement.
    main_affiliation: Mapped[Affiliation | None] = relationship(
        primaryjoin="and_(Contact.id == Affiliation.contact_id, Affiliation.ended_on.is_(None), "
        "Affiliation.is_primary)",
        viewonly=True,
        lazy="raise_on_sql",
    )

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def current_affiliation(self) -> Affiliation | None:
        """As ``main_affiliation``, from affiliations that are loaded and perhaps just changed."""
        return next((a for a in self.affiliations if a.ended_on is None and a.is_primary), None)


class Affiliation(Versioned, Audited, Base):
    """Where a contact works, from when to when; None means unknown start or no end yet."""

    __tablename__ = "affiliation"
    __table_args__ = (
        sa.Index("ix_affiliation_organisation", "organisation_id", "ended_on"),
        sa.Index("ix_affiliation_contact", "contact_id", "ended_on"),
        _order("started_on", "ended_on", "order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    role: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    is_primary: Mapped[bool] = mapped_column(default=True)

    contact: Mapped[Contact] = relationship(back_populates="affiliations", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(
        back_populates="affiliations", lazy="raise_on_sql"
    )

    def audit_subject(self) -> tuple[str, int]:
        return "contact", self.contact_id
