"""The files of a proposal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_proposal_document_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_document_proposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_document")),
    )
    with op.batch_alter_table("proposal_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_document_attachment_id"), ["attachment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_proposal_document_proposal_id"), ["proposal_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("proposal_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_document_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_document_attachment_id"))

    op.drop_table("proposal_document")
