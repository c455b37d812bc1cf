"""What somebody writes of a review and has not saved yet."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base


class ReviewDraft(Base):
    """The form of one writer as it was typed; each writer has their own, so none overwrites.

    Not audited: it is nobody's record yet. ``form`` holds pairs of name and value, the version of
    the review among them, so that saving it later tells what was saved meanwhile.
    """

    __tablename__ = "review_draft"

    review_id: Mapped[int] = mapped_column(sa.ForeignKey("review.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    form: Mapped[list[list[str]]] = mapped_column(sa.JSON)
    kept_at: Mapped[datetime] = mapped_column(default=clock.now)
