"""What a source says in its own words; former names; themes of every kind of partnership."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TEXTS = (
    "former_names",
    "themes",
    "kind_as_written",
    "status_as_written",
    "since_as_written",
    "until_as_written",
    "decided_as_written",
    "contact_as_written",
    "evidence_as_written",
    "evidence_note",
)
partnership = sa.table("partnership", sa.column("id"), sa.column("themes"))
agreement = sa.table("city_agreement", sa.column("id"), sa.column("themes"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _copy(source: sa.TableClause, target: sa.TableClause) -> None:
    found = sa.select(source.c.themes).where(source.c.id == target.c.id).scalar_subquery()
    known = sa.select(source.c.id)
    op.execute(sa.update(target).values(themes=found).where(target.c.id.in_(known)))


def upgrade() -> None:
    with op.batch_alter_table("partnership") as batch:
        for name in TEXTS:
            batch.add_column(_text(name))
        batch.add_column(sa.Column("confidence", sa.String(40), nullable=True))
        batch.create_check_constraint(
            op.f("ck_partnership_confidence"), "confidence IN ('high', 'medium', 'low')"
        )
    _copy(agreement, partnership)
    with op.batch_alter_table("city_agreement") as batch:
        batch.drop_column("themes")
    with op.batch_alter_table("eu_project") as batch:
        batch.add_column(_text("role_as_written"))


def downgrade() -> None:
    with op.batch_alter_table("eu_project") as batch:
        batch.drop_column("role_as_written")
    with op.batch_alter_table("city_agreement") as batch:
        batch.add_column(_text("themes"))
    _copy(partnership, agreement)
    with op.batch_alter_table("partnership") as batch:
        batch.drop_constraint(op.f("ck_partnership_confidence"), type_="check")
        batch.drop_column("confidence")
        for name in reversed(TEXTS):
            batch.drop_column(name)
