"""Requests for introductions: who asks whom about which partner, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

INDEXES = {
    "organisation_id": ["organisation_id"],
    "partnership_id": ["partnership_id"],
    "contact_id": ["contact_id"],
    "asked": ["asked_on", "id"],
    "handler": ["handler_id", "state"],
    "asker": ["asker_id", "state"],
}


def _key(name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_introduction_{name}"))


def upgrade() -> None:
    op.create_table(
        "introduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("engagement_id", sa.Integer(), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("purpose <> ''", name=op.f("ck_introduction_purpose")),
        sa.CheckConstraint(
            "state <> 'declined' OR answer <> ''", name=op.f("ck_introduction_declined")
        ),
        sa.CheckConstraint(
            "(state = 'accepted') = (engagement_id IS NOT NULL)",
            name=op.f("ck_introduction_accepted"),
        ),
        sa.CheckConstraint(
            "handler_id IS NULL OR handler_id <> asker_id", name=op.f("ck_introduction_own")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'withdrawn')",
            name=op.f("ck_introduction_introduction_state"),
        ),
        _key("organisation_id", "organisation.id"),
        _key("partnership_id", "partnership.id"),
        _key("contact_id", "contact.id"),
        _key("asker_id", "user.id"),
        _key("handler_id", "user.id"),
        _key("engagement_id", "engagement.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction")),
        sa.UniqueConstraint("engagement_id", name=op.f("uq_introduction_engagement_id")),
    )
    for name, columns in INDEXES.items():
        op.create_index(f"ix_introduction_{name}", "introduction", columns)


def downgrade() -> None:
    op.drop_table("introduction")
