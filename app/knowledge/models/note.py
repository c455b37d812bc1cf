"""A knowledge note: what the city has found out about a market, other cities or a country."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.attachments import Attachment
from app.core.audit import Audited
from app.core.db import Base, Folded, Stamped, Versioned, Visibility, str_enum
from app.knowledge.models.choices import NoteKind
from app.organisations.models import Organisation
from app.strategy.models import FocusArea
from app.users.models import Unit, User


def _link(name: str, target: str) -> sa.Table:
    return sa.Table(
        name,
        Base.metadata,
        sa.Column("note_id", sa.ForeignKey("knowledge_note.id"), primary_key=True),
        sa.Column(target.replace(".", "_"), sa.ForeignKey(target), primary_key=True, index=True),
    )


knowledge_note_focus_area = _link("knowledge_note_focus_area", "focus_area.id")
knowledge_note_organisation = _link("knowledge_note_organisation", "organisation.id")


class KnowledgeNote(Versioned, Stamped, Audited, Base):
    """``body`` is Markdown; ``countries`` are ISO 3166 codes between spaces; ``valid_until`` is the
    last day on which it may be relied upon, None where nobody has set one.
    """

    __tablename__ = "knowledge_note"
    __table_args__ = (
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= written_on", name="day_order"),
        sa.Index("ix_knowledge_note_title", "title_folded", "id"),
        sa.Index("ix_knowledge_note_written", "written_on", "id"),
    )
    audit_skip: ClassVar[frozenset[str]] = Audited.audit_skip | {"title_folded"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[NoteKind] = mapped_column(str_enum(NoteKind))
    title: Mapped[str]
    title_folded: Mapped[str] = mapped_column(Folded)
    body: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    countries: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    written_on: Mapped[date]
    valid_until: Mapped[date | None]
    visibility: Mapped[Visibility] = mapped_column(str_enum(Visibility), default=Visibility.CITY)
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    author: Mapped[User] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    focus_areas: Mapped[list[FocusArea]] = relationship(
        secondary=knowledge_note_focus_area, lazy="raise_on_sql", order_by=FocusArea.position
    )
    organisations: Mapped[list[Organisation]] = relationship(
        secondary=knowledge_note_organisation,
        lazy="raise_on_sql",
        order_by=Organisation.name_folded,
    )
    documents: Mapped[list[KnowledgeDocument]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="KnowledgeDocument.id"
    )

    @property
    def name(self) -> str:
        """What the history calls it."""
        return self.title


class KnowledgeDocument(Audited, Base):
    """A file of a note: the study itself, its figures, its slides."""

    __tablename__ = "knowledge_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(sa.ForeignKey("knowledge_note.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"), index=True)

    attachment: Mapped[Attachment] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "knowledge_note", self.note_id
