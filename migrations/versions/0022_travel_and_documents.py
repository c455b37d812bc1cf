"""Travel and files of engagements; notes that fewer people may read than the record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MEANS = "means IN ('flight', 'train', 'coach', 'ferry', 'car', 'electric_car')"
CHECK = "notes_visibility IN ('public', 'city', 'restricted')"


def _part(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f(f"fk_{name}_engagement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_engagement_id"), name, ["engagement_id"])


def upgrade() -> None:
    _part(
        "engagement_travel",
        sa.Column("means", sa.String(40), nullable=False),
        sa.Column("distance_km", sa.Integer(), nullable=False),
        sa.Column("travellers", sa.Integer(), nullable=False),
        sa.Column("co2e_kg", sa.Numeric(12, 1), nullable=False),
        sa.Column("factor_year", sa.Integer(), nullable=False),
        sa.CheckConstraint(MEANS, name=op.f("ck_engagement_travel_travel_means")),
        sa.CheckConstraint(
            "distance_km > 0 AND travellers > 0", name=op.f("ck_engagement_travel_travelled")
        ),
    )
    _part(
        "engagement_document",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_engagement_document_attachment_id"),
        ),
    )
    op.create_index(
        op.f("ix_engagement_document_attachment_id"), "engagement_document", ["attachment_id"]
    )
    # Written out: both engines take a column with its own check without rebuilding the table, and
    # the triggers that keep the days of links stay where they are.
    op.execute(
        "ALTER TABLE engagement ADD COLUMN notes_visibility VARCHAR(40)"
        f" CONSTRAINT ck_engagement_notes_visibility CHECK ({CHECK})"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE engagement DROP COLUMN notes_visibility")
    op.drop_table("engagement_document")
    op.drop_table("engagement_travel")
