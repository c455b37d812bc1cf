"""Lists walk an index to sort by owner, offer programmes, count and sort a kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

KEPT = sa.text("archived_at IS NULL")


def upgrade() -> None:
    op.create_index("ix_user_name", "user", ["name", "id"])
    op.create_index("ix_partnership_owner_name", "partnership", ["owner_id", "name_folded", "id"])
    op.create_index(op.f("ix_eu_project_programme"), "eu_project", ["programme"])
    op.create_index(
        "ix_organisation_kept_kind",
        "organisation",
        ["kind", "last_engaged_on", "id"],
        sqlite_where=KEPT,
        postgresql_where=KEPT,
    )


def downgrade() -> None:
    op.drop_index("ix_organisation_kept_kind", "organisation")
    op.drop_index(op.f("ix_eu_project_programme"), "eu_project")
    op.drop_index("ix_partnership_owner_name", "partnership")
    op.drop_index("ix_user_name", "user")
