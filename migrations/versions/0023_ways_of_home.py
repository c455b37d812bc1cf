"""Indexes of what home and a partnership ask: who waits, who is silent, who follows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_partnership_silence", "partnership", ["state", "last_engaged_on", "name_folded"]),
    ("ix_review_waiting", "review", ["state", "submitted_at"]),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    named = sa.text("superseded_by_id IS NOT NULL")
    op.create_index(
        "ix_partnership_superseded_by",
        "partnership",
        ["superseded_by_id"],
        sqlite_where=named,
        postgresql_where=named,
    )


def downgrade() -> None:
    op.drop_index("ix_partnership_superseded_by", table_name="partnership")
    for name, table, _columns in INDEXES:
        op.drop_index(name, table_name=table)
