"""Contacts with other addresses are found without reading all contacts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

HAS_OTHERS = sa.text("other_emails <> ''")


def upgrade() -> None:
    op.create_index(
        "ix_contact_other_emails",
        "contact",
        ["id"],
        sqlite_where=HAS_OTHERS,
        postgresql_where=HAS_OTHERS,
    )


def downgrade() -> None:
    op.drop_index("ix_contact_other_emails", "contact")
