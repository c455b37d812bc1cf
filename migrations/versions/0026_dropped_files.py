"""Invitations and messages that were dropped, by their own numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _pointer(name: str, target: str, nullable: bool = True) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_intake_{name}")),
    )


def upgrade() -> None:
    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        *_pointer("user_id", "user", nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_pointer("draft_id", "draft"),
        *_pointer("engagement_id", "engagement"),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_intake_user_id_key")),
    )
    for column in ("key", "draft_id", "engagement_id"):
        op.create_index(op.f(f"ix_intake_{column}"), "intake", [column])


def downgrade() -> None:
    op.drop_table("intake")
