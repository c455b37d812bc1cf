"""Who has owned a partnership on which days; filled from the history of changes.

Where the history does not tell when the owner was named, the period begins on the day on which the
record was made, and says that earlier owners were not written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLE = "partnership_owner_period"
TWICE = "A partnership has one owner on a day."
UNKNOWN = "Known from this day; earlier owners were not written down."
OVERLAP = f"""
    SELECT 1 FROM {TABLE} AS other
    WHERE other.partnership_id = NEW.partnership_id AND other.id <> NEW.id
    AND (NEW.ended_on IS NULL OR other.started_on <= NEW.ended_on)
    AND (other.ended_on IS NULL OR other.ended_on >= NEW.started_on)
"""  # noqa: S608 (constants)
SQLITE = tuple(
    f"CREATE TRIGGER owner_period_{name} BEFORE {event} ON {TABLE} WHEN EXISTS ({OVERLAP}) "
    f"BEGIN SELECT RAISE(ABORT, '{TWICE}'); END"
    for name, event in (("add", "INSERT"), ("keep", "UPDATE"))
)
POSTGRESQL = (
    "CREATE FUNCTION refuse_owner_period() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF EXISTS ({OVERLAP}) THEN RAISE EXCEPTION '{TWICE}' "
    "USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$",
    f"CREATE TRIGGER owner_period_keep BEFORE INSERT OR UPDATE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_owner_period()",
)
Event = tuple[date, int | None, str, str]


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= started_on", name=op.f(f"ck_{TABLE}_day_order")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f(f"fk_{TABLE}_partnership_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f(f"fk_{TABLE}_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "partnership_id", "started_on", name=op.f(f"uq_{TABLE}_partnership_id_started_on")
        ),
    )
    still = sa.text("ended_on IS NULL")
    op.create_index(
        f"uq_{TABLE}_open",
        TABLE,
        ["partnership_id"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )
    op.create_index(f"ix_{TABLE}_user", TABLE, ["user_id", "started_on"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    told = _told(connection)
    rows = [
        period
        for partnership in connection.execute(_partnerships()).mappings().all()
        for period in _periods(partnership, told.get(partnership["id"], []))
    ]
    if rows:
        names = ("partnership_id", "user_id", "started_on", "ended_on", "reason", "by_name")
        columns = [sa.column(name, sa.Date() if name.endswith("_on") else None) for name in names]
        op.bulk_insert(sa.table(TABLE, *columns), rows)


def _partnerships() -> Any:
    table = sa.table(
        "partnership",
        sa.column("id", sa.Integer()),
        sa.column("owner_id", sa.Integer()),
        sa.column("state", sa.String()),
        sa.column("ended_on", sa.Date()),
        sa.column("created_at", sa.DateTime()),
        sa.column("updated_at", sa.DateTime()),
    )
    return sa.select(table).order_by(table.c.id)


def _told(connection: sa.Connection) -> dict[int, list[Event]]:
    """What the history tells of owners: partnership → (day, owner, reason, by whom), in order."""
    change = sa.table(
        "change",
        sa.column("id", sa.Integer()),
        sa.column("at", sa.DateTime()),
        sa.column("actor_name", sa.String()),
        sa.column("entity_type", sa.String()),
        sa.column("entity_id", sa.Integer()),
        sa.column("part", sa.String()),
        sa.column("reason", sa.String()),
        sa.column("fields", sa.JSON()),
    )
    found = (
        sa.select(change)
        .where(
            change.c.entity_type == "partnership",
            change.c.part == "",
            sa.cast(change.c.fields, sa.Text()).like('%"owner_id"%'),
        )
        .order_by(change.c.entity_id, change.c.id)
    )
    rows = connection.execute(found).mappings()
    return {
        number: [
            (row["at"].date(), row["fields"]["owner_id"][1], row["reason"], row["actor_name"])
            for row in group
        ]
        for number, group in groupby(rows, key=lambda row: row["entity_id"])
    }


def _periods(partnership: Any, told: list[Event]) -> Iterator[dict[str, Any]]:
    events = list({event[0]: event for event in told}.values())
    if partnership["owner_id"] != (events[-1][1] if events else None):
        moment: datetime = partnership["updated_at" if events else "created_at"]
        first = moment.date()
        events = [event for event in events if event[0] < first]
        events.append((first, partnership["owner_id"], UNKNOWN, ""))
    for place, (day, owner, reason, by_name) in enumerate(events):
        if owner is None:
            continue
        following = events[place + 1][0] - timedelta(days=1) if place + 1 < len(events) else None
        if following is None and partnership["state"] == "ended":
            following = max(day, partnership["ended_on"])
        yield {
            "partnership_id": partnership["id"],
            "user_id": owner,
            "started_on": day,
            "ended_on": following,
            "reason": reason,
            "by_name": by_name,
        }


def downgrade() -> None:
    op.drop_table(TABLE)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_owner_period()")
