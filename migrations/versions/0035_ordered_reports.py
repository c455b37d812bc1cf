"""Long reports that are made aside for whoever ordered them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "ordered_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("report_kind", "pdf", "docx", "xlsx"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("state", _one_of("order_state", "making", "made", "failed"), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_ordered_report_round_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_ordered_report_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ordered_report")),
    )
    op.create_index(op.f("ix_ordered_report_ordered_at"), "ordered_report", ["ordered_at"])
    op.create_index(op.f("ix_ordered_report_user_id"), "ordered_report", ["user_id"])
    running = sa.text("state = 'making'")
    op.create_index(
        "ux_ordered_report_running",
        "ordered_report",
        ["user_id"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )


def downgrade() -> None:
    op.drop_table("ordered_report")
