"""What carries on old goals, objectives and focus areas, and until when all is justified anew.

The column of the partnership is added in plain SQL with its own rule, so that SQLite need not
rebuild the largest table of the register.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

PARTS = ("goal", "objective", "focus_area")


def upgrade() -> None:
    for part in PARTS:
        table = f"{part}_succession"
        op.create_table(
            table,
            sa.Column(f"{part}_id", sa.Integer(), nullable=False),
            sa.Column("predecessor_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                [f"{part}_id"], [f"{part}.id"], name=op.f(f"fk_{table}_{part}_id")
            ),
            sa.ForeignKeyConstraint(
                ["predecessor_id"], [f"{part}.id"], name=op.f(f"fk_{table}_predecessor_id")
            ),
            sa.PrimaryKeyConstraint(f"{part}_id", "predecessor_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_predecessor_id"), table, ["predecessor_id"])
    op.add_column("strategy", sa.Column("rejustify_by", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE partnership ADD COLUMN framework_lapsed_on DATE"
        " CONSTRAINT ck_partnership_active_framework"
        " CHECK (state <> 'active' OR framework_lapsed_on IS NULL)"
    )


def downgrade() -> None:
    # Where SQLite has rebuilt the table since, the rule is one of the table, and has to go first.
    with op.batch_alter_table("partnership") as batch_op:
        batch_op.drop_constraint(op.f("ck_partnership_active_framework"), type_="check")
        batch_op.drop_column("framework_lapsed_on")
    op.execute("ALTER TABLE strategy DROP COLUMN rejustify_by")
    for part in PARTS:
        op.drop_table(f"{part}_succession")
