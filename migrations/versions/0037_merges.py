"""Organisations and contacts can be merged, and a merge undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("organisation", "contact"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_merged_into_id"), table, ["merged_into_id"], ["id"]
            )
        op.create_index(op.f(f"ix_{table}_merged_into_id"), table, ["merged_into_id"])
    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("apart_at", sa.DateTime(), nullable=True),
        sa.Column("apart_by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_pair_pair_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint(
            "kind", "first_id", "second_id", name=op.f("uq_duplicate_pair_kind_first_id_second_id")
        ),
    )
    op.create_index("ix_duplicate_pair_score", "duplicate_pair", ["kind", "score", "id"])
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("gone_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    op.create_index("ix_merge_kept", "merge", ["kind", "kept_id"])
    op.create_index("ix_merge_gone", "merge", ["kind", "gone_id"])


def downgrade() -> None:
    op.drop_table("merge")
    op.drop_table("duplicate_pair")
    for table in ("organisation", "contact"):
        op.drop_index(op.f(f"ix_{table}_merged_into_id"), table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_merged_into_id"), type_="foreignkey")
            batch.drop_column("merged_into_id")
