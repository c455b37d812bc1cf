"""The index of what is closed also has the open ones in the order in which they are due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_follow_up_closed", "follow_up"


def upgrade() -> None:
    op.drop_index(NAME, table_name=TABLE)
    op.create_index(NAME, TABLE, ["closed_on", "due_on", "id"])
    still = sa.text("closed_on IS NULL")
    columns = ["due_on", "id"]
    op.create_index("ix_follow_up_open", TABLE, columns, sqlite_where=still, postgresql_where=still)


def downgrade() -> None:
    op.drop_index("ix_follow_up_open", table_name=TABLE)
    op.drop_index(NAME, table_name=TABLE)
    op.create_index(NAME, TABLE, ["closed_on", "partnership_id"])
