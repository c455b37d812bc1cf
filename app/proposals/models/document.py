"""Files that came with a proposal or were added to it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.attachments import Attachment
from app.core.audit import Audited
from app.core.db import Base


class ProposalDocument(Audited, Base):
    """A file of a proposal; once it is a partnership, the partnership's page shows it too."""

    __tablename__ = "proposal_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"), index=True)

    attachment: Mapped[Attachment] = relationship(lazy="raise_on_sql")

    def audit_subject(self) -> tuple[str, int]:
        return "proposal", self.proposal_id
