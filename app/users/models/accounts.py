"""Units of the city, the people who use the program, their sessions."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.audit import Audited
from app.core.db import Base, Folded, Stamped, Versioned, str_enum
from app.core.permissions import Role


class UnitKind(enum.StrEnum):
    """What a part of the city group is (city of Helsinki's organisation chart)."""

    POLITICAL_BODY = "political_body"
    CENTRAL_ADMINISTRATION = "central_administration"
    DIVISION = "division"
    DEPARTMENT = "department"
    UNIT = "unit"
    SERVICE = "service"
    ENTERPRISE = "enterprise"
    SUBSIDIARY = "subsidiary"
    REPRESENTATION = "representation"


class Unit(Versioned, Stamped, Audited, Base):
    """A division, department, unit or subsidiary that owns records."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_en: Mapped[str] = mapped_column(unique=True)
    name_fi: Mapped[str] = mapped_column(default="")
    name_sv: Mapped[str] = mapped_column(default="")
    kind: Mapped[UnitKind] = mapped_column(str_enum(UnitKind))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    is_active: Mapped[bool] = mapped_column(default=True)

    parent: Mapped[Unit | None] = relationship(remote_side=[id], lazy="raise_on_sql")


class User(Versioned, Stamped, Audited, Base):
    """Somebody who may sign in. ``email_folded`` is the key; ``role`` decides the rights."""

    __tablename__ = "user"
    __table_args__ = (
        sa.Index("ix_user_name", "name", "id"),
        sa.Index("ix_user_unit_name", "unit_id", "name"),
    )
    audit_skip: ClassVar[frozenset[str]] = Audited.audit_skip | {
        "password_hash",
        "last_signed_in_at",
    }

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    email_folded: Mapped[str] = mapped_column(Folded, unique=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    role: Mapped[Role] = mapped_column(str_enum(Role))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    locale: Mapped[str] = mapped_column(sa.String(2), default="en")
    shortcut_key: Mapped[str] = mapped_column(sa.String(1), default="n")
    password_hash: Mapped[str] = mapped_column(default="")
    password_changed_at: Mapped[datetime | None]
    # Chosen by an administrator, so to be changed before anything else is done.
    password_is_temporary: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    deactivated_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")

    # Flask-Login asks these of whoever is signed in; the session's token is the identity, so that
    # ending a session in the database signs its bearer out.
    is_authenticated = True
    is_anonymous = False
    session_token: str = ""

    def get_id(self) -> str:
        return self.session_token


class UserSession(Base):
    """A signed-in browser. Only the hash of its token is stored; ``ended_at`` signs it out."""

    __tablename__ = "user_session"
    __table_args__ = (sa.Index("ix_user_session_user_id", "user_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(sa.String(64), default="")
    browser: Mapped[str] = mapped_column(sa.String(200), default="")


class Throttle(Base):
    """Failures counted per key (an account or an address), in the database for all processes."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None]
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)


class SignIn(Base):
    """Each attempt to sign in, for the administrator; no foreign key, attempts may be wrong."""

    __tablename__ = "sign_in"
    __table_args__ = (sa.Index("ix_sign_in_user_id", "user_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    user_id: Mapped[int | None]
    outcome: Mapped[str] = mapped_column(sa.String(20))
    address: Mapped[str] = mapped_column(sa.String(64), default="")
