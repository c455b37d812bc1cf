"""Proposed changes of goals and objectives, with what was answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

LINKS = ("goal", "objective", "partnership", "review", "strategy")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "goal_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("change_kind", "change", "add", "drop"), nullable=False),
        sa.Column(
            "state",
            _choice("change_state", "proposed", "accepted", "declined"),
            nullable=False,
        ),
        sa.Column(
            "document", _choice("strategy_kind", "city_strategy", "framework"), nullable=False
        ),
        *(sa.Column(f"{link}_id", sa.Integer(), nullable=True) for link in LINKS),
        *(sa.Column(f"name_{code}", sa.Text(), nullable=False) for code in ("en", "fi", "sv")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by_name", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "goal_id IS NULL OR objective_id IS NULL", name=op.f("ck_goal_change_one_subject")
        ),
        sa.CheckConstraint(
            "kind = 'add' OR goal_id IS NOT NULL OR objective_id IS NOT NULL",
            name=op.f("ck_goal_change_subject"),
        ),
        sa.CheckConstraint(
            "state <> 'accepted' OR strategy_id IS NOT NULL", name=op.f("ck_goal_change_taken_up")
        ),
        sa.CheckConstraint(
            "state <> 'declined' OR answer <> ''", name=op.f("ck_goal_change_declined_reason")
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{link}_id"], [f"{link}.id"], name=op.f(f"fk_goal_change_{link}_id")
            )
            for link in LINKS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_change")),
    )
    for link in LINKS:
        op.create_index(op.f(f"ix_goal_change_{link}_id"), "goal_change", [f"{link}_id"])


def downgrade() -> None:
    op.drop_table("goal_change")
