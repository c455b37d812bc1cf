"""The day of an engagement beside each of its organisations, people and contacts.

With the day in the link's own index the newest engagements of somebody who has ten thousand are
read without looking at the others. Triggers keep the day, so that no way of writing can forget it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Table → the column that says whose engagement it is, and the index that is replaced.
LINKS = {
    "engagement_organisation": ("organisation_id", "ix_engagement_organisation_organisation_id"),
    "engagement_user": ("user_id", "ix_engagement_user_user_id"),
    "engagement_contact": ("contact_id", "ix_engagement_contact_contact"),
}
DAY_OF = "(SELECT starts_on FROM engagement WHERE id = {0}.engagement_id)"
MOVE = "UPDATE {0} SET starts_on = NEW.starts_on WHERE engagement_id = NEW.id;"
MOVE_ALL = " ".join(MOVE.format(table) for table in LINKS)

POSTGRESQL = (
    "CREATE FUNCTION note_engagement_day() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"NEW.starts_on := {DAY_OF.format('NEW')}; RETURN NEW; END $$",
    "CREATE FUNCTION move_engagement_day() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"{MOVE_ALL} RETURN NULL; END $$",
    *(
        f"CREATE TRIGGER {table}_day BEFORE INSERT ON {table} FOR EACH ROW "
        "WHEN (NEW.starts_on IS NULL) EXECUTE FUNCTION note_engagement_day()"
        for table in LINKS
    ),
    "CREATE TRIGGER engagement_day AFTER UPDATE OF starts_on ON engagement FOR EACH ROW "
    "WHEN (OLD.starts_on IS DISTINCT FROM NEW.starts_on) EXECUTE FUNCTION move_engagement_day()",
)
SQLITE = (
    *(
        f"CREATE TRIGGER {table}_day AFTER INSERT ON {table} WHEN NEW.starts_on IS NULL BEGIN "  # noqa: S608
        f"UPDATE {table} SET starts_on = {DAY_OF.format('NEW')} "
        f"WHERE engagement_id = NEW.engagement_id AND {column} = NEW.{column}; END"
        for table, (column, _index) in LINKS.items()
    ),
    "CREATE TRIGGER engagement_day AFTER UPDATE OF starts_on ON engagement "
    f"WHEN OLD.starts_on IS NOT NEW.starts_on BEGIN {MOVE_ALL} END",
)


def upgrade() -> None:
    for table, (column, index) in LINKS.items():
        op.add_column(table, sa.Column("starts_on", sa.Date(), nullable=True))
        op.execute(f"UPDATE {table} SET starts_on = {DAY_OF.format(table)}")  # noqa: S608
        op.drop_index(index, table_name=table)
        op.create_index(index, table, [column, "starts_on", "engagement_id"], unique=False)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("engagement_day", *(f"{table}_day" for table in LINKS)):
            op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute("DROP TRIGGER engagement_day ON engagement")
        for table in LINKS:
            op.execute(f"DROP TRIGGER {table}_day ON {table}")
        op.execute("DROP FUNCTION move_engagement_day()")
        op.execute("DROP FUNCTION note_engagement_day()")
    for table, (column, index) in LINKS.items():
        op.drop_index(index, table_name=table)
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("starts_on")
        op.create_index(index, table, [column, "engagement_id"], unique=False)
