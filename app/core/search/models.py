"""The search index as ordinary tables; the full-text part is added by a migration of its own."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Folded, Visibility, str_enum


class SearchDocument(Base):
    """One searchable record: what a result shows, who may see it, and its folded text.

    The numbers of records, units and people are plain integers, because core knows no feature.
    Over ``body`` PostgreSQL adds a generated column ``search_fts``, SQLite a table of that name.
    """

    __tablename__ = "search_document"
    __table_args__ = (sa.UniqueConstraint("kind", "entity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    entity_id: Mapped[int]
    title: Mapped[str]
    title_folded: Mapped[str] = mapped_column(Folded)
    names: Mapped[str] = mapped_column(Folded)
    body: Mapped[str] = mapped_column(Folded)
    detail: Mapped[str]
    visibility: Mapped[Visibility] = mapped_column(str_enum(Visibility))
    unit_id: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(index=True)
    deputy_id: Mapped[int | None]
    country: Mapped[str] = mapped_column(sa.String(2), index=True)
    state: Mapped[str] = mapped_column(sa.String(40))
    subkind: Mapped[str] = mapped_column(sa.String(40))
    focus_areas: Mapped[str]
    last_engaged_on: Mapped[date | None]
    is_archived: Mapped[bool]


class SearchDocumentFocusArea(Base):
    """Which focus areas a record serves, so that a result can be narrowed to one."""

    __tablename__ = "search_document_focus_area"

    document_id: Mapped[int] = mapped_column(
        sa.ForeignKey("search_document.id", ondelete="CASCADE"), primary_key=True
    )
    focus_area_id: Mapped[int] = mapped_column(primary_key=True, index=True)


class SearchGram(Base):
    """A word of a record's names, or the first two or three letters of one.

    ``rank`` is small where the word says most, in a name of one word; even for a whole word, odd
    for a beginning.
    The primary key is the order in which candidates are read, so that reading can stop early.
    """

    __tablename__ = "search_gram"
    __table_args__ = (
        sa.Index("ix_search_gram_document_id_g", "document_id", "g"),
        {"sqlite_with_rowid": False},
    )

    g: Mapped[str] = mapped_column(Folded, primary_key=True)
    rank: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(
        sa.ForeignKey("search_document.id", ondelete="CASCADE"), primary_key=True
    )


class SearchSpelling(Base):
    """From the beginning of a word with one letter left out to the words it may have meant."""

    __tablename__ = "search_spelling"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(Folded, primary_key=True)
    word: Mapped[str] = mapped_column(Folded, primary_key=True)
