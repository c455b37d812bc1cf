"""What is known of a network's list of members."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.audit import Audited
from app.core.db import Base, Stamped, Versioned
from app.organisations.models.register import Organisation


class MemberList(Versioned, Stamped, Audited, Base):
    """The newest list of a network's members: where it is from, of which day, and how whole.

    A blank means "not a member" only where ``is_complete``; ``coverage`` says in words what the
    list leaves out. ``names_listed`` and ``names_unknown`` count what stood in it when it was
    loaded, and what of that no organisation here answers to; None when nobody counted.
    """

    __tablename__ = "member_list"
    __table_args__ = (
        sa.CheckConstraint("names_unknown IS NULL OR names_unknown <= names_listed", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), unique=True)
    source: Mapped[str] = mapped_column(default="")
    listed_on: Mapped[date | None]
    is_complete: Mapped[bool] = mapped_column(default=False)
    coverage: Mapped[str] = mapped_column(default="")
    names_listed: Mapped[int | None]
    names_unknown: Mapped[int | None]

    network: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "organisation", self.network_id
