"""The index of what is closed also has the open ones in the order in which they are due."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_follow_up_closed", "follow_up"


def upgrade() -> None:
    op.drop_index(NAME, table_name=TABLE)
    op.create_index(NAME, TABLE, ["closed_on", "due_on", "id"])


def downgrade() -> None:
    op.drop_index(NAME, table_name=TABLE)
    op.create_index(NAME, TABLE, ["closed_on", "partnership_id"])
