"""What a country has or a colleague owns is found without words, by an index each."""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLE, COLUMNS = "search_document", ("country", "owner_id")


def upgrade() -> None:
    for column in COLUMNS:
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_index(f"ix_{TABLE}_{column}", table_name=TABLE)
