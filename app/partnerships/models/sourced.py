"""What a source says of a partnership in its own words, kept beside our fields."""

from __future__ import annotations

import enum

from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import str_enum


class Confidence(enum.StrEnum):
    """How far a source is to be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class AsWritten:
    """The source's own words, where ours would invent: “1999 (association 2003)” is no date, and
    “listed (older page)” no state. ``evidence_note`` says what disagrees or is still to be checked.
    """

    kind_as_written: Mapped[str] = mapped_column(default="")
    status_as_written: Mapped[str] = mapped_column(default="")
    since_as_written: Mapped[str] = mapped_column(default="")
    until_as_written: Mapped[str] = mapped_column(default="")
    decided_as_written: Mapped[str] = mapped_column(default="")
    contact_as_written: Mapped[str] = mapped_column(default="")
    evidence_as_written: Mapped[str] = mapped_column(default="")
    confidence: Mapped[Confidence | None] = mapped_column(str_enum(Confidence))
    evidence_note: Mapped[str] = mapped_column(default="")
