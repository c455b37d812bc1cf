"""A partnership that was never in effect ends rejected or withdrawn."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = "end_kind IN ('expired', 'terminated', 'superseded')"
AFTER = "end_kind IN ('expired', 'terminated', 'superseded', 'rejected', 'withdrawn')"


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    op.execute(
        "UPDATE partnership SET end_kind = 'terminated' WHERE end_kind IN ('rejected', 'withdrawn')"
    )
    _allow(BEFORE)


def _allow(condition: str) -> None:
    with op.batch_alter_table("partnership") as batch:
        batch.drop_constraint(op.f("ck_partnership_end_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_partnership_end_kind"), condition)
