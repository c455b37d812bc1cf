"""What passed from one user's hands into another's, and whether it was accepted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATES = ("pending", "accepted", "declined", "withdrawn", "overtaken")
UNSETTLED = "state IN ('pending', 'declined', 'withdrawn')"


def _among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.Column("started_by_name", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            _among("occasion", ("leaving", "unit_move", "sharing")),
            name=op.f("ck_hand_over_occasion"),
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["user.id"], name=op.f("fk_hand_over_giver_id")),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["user.id"], name=op.f("fk_hand_over_started_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_index(op.f("ix_hand_over_giver_id"), "hand_over", ["giver_id"])
    op.create_index(op.f("ix_hand_over_started_by_id"), "hand_over", ["started_by_id"])
    op.create_table(
        "hand_over_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hand_over_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("record", sa.String(60), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("endpoint", sa.String(100), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(_among("state", STATES), name=op.f("ck_hand_over_item_hand_over_state")),
        sa.CheckConstraint(
            "state <> 'declined' OR answer <> ''",
            name=op.f("ck_hand_over_item_reason_to_decline"),
        ),
        sa.ForeignKeyConstraint(
            ["hand_over_id"], ["hand_over.id"], name=op.f("fk_hand_over_item_hand_over_id")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["user.id"], name=op.f("fk_hand_over_item_successor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over_item")),
    )
    op.create_index(op.f("ix_hand_over_item_hand_over_id"), "hand_over_item", ["hand_over_id"])
    op.create_index(
        "ix_hand_over_item_successor", "hand_over_item", ["successor_id", "state", "id"]
    )
    op.create_index("ix_hand_over_item_record", "hand_over_item", ["kind", "entity_id"])
    op.create_index(
        "uq_hand_over_item_unsettled",
        "hand_over_item",
        ["kind", "entity_id"],
        unique=True,
        sqlite_where=sa.text(UNSETTLED),
        postgresql_where=sa.text(UNSETTLED),
    )


def downgrade() -> None:
    op.drop_table("hand_over_item")
    op.drop_table("hand_over")
