"""A report finds the changes of its quarter and partners out of standing without reading all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

TROUBLED = sa.text("standing <> 'normal'")


def upgrade() -> None:
    op.create_index("ix_change_time", "change", ["entity_type", "at"])
    op.create_index(
        "ix_organisation_troubled",
        "organisation",
        ["standing", "id"],
        sqlite_where=TROUBLED,
        postgresql_where=TROUBLED,
    )


def downgrade() -> None:
    op.drop_index("ix_organisation_troubled", "organisation")
    op.drop_index("ix_change_time", "change")
