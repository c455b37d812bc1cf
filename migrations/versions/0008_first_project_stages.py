"""Each EU project from before gets the stage it is in as the first of its history, day unknown.

Going down leaves them: the table itself goes with the migration before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    project = sa.table("eu_project", sa.column("id"), sa.column("stage"))
    entry = sa.table(
        "project_stage_entry",
        *(sa.column(name) for name in ("project_id", "stage", "reason", "by_name", "version")),
    )
    known = sa.select(entry.c.project_id)
    first = sa.select(
        project.c.id, project.c.stage, sa.literal(""), sa.literal(""), sa.literal(1)
    ).where(project.c.id.not_in(known))
    op.execute(
        sa.insert(entry).from_select(["project_id", "stage", "reason", "by_name", "version"], first)
    )


def downgrade() -> None:
    pass
