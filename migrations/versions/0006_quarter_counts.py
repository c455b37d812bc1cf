"""Counts kept of each quarter, filled from the log, and follow-ups by the day they were closed.

A row counts either under one partnership or by one pair of objective and focus area; what does
not apply is 0.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = ("year", "quarter_number", "partnership_id", "objective_id", "focus_area_id", "visibility")
STATES = ("planned", "rescheduled", "held", "cancelled")
TYPES = (
    "meeting",
    "call",
    "incoming_visit",
    "outgoing_delegation",
    "event",
    "working_group",
    "signing",
    "advocacy",
    "correspondence",
)
TIERS = ("political", "management", "expert")
RESULTS = ("contact", "learning", "commitment", "influence", "visibility")
COUNTS = (
    *(f"state_{state}" for state in STATES),
    *(f"type_{kind}" for kind in TYPES),
    *(f"our_{tier}" for tier in TIERS),
    *(f"their_{tier}" for tier in TIERS),
    *(f"result_{kind}" for kind in RESULTS),
    "costed",
)

engagement = sa.table(
    "engagement",
    sa.column("id", sa.Integer),
    sa.column("starts_on", sa.Date),
    sa.column("partnership_id", sa.Integer),
    sa.column("visibility", sa.String),
    sa.column("state", sa.String),
    sa.column("type", sa.String),
    sa.column("our_tier", sa.String),
    sa.column("their_tier", sa.String),
    sa.column("cost_eur", sa.Numeric(14, 2)),
)
result = sa.table("engagement_result", sa.column("engagement_id"), sa.column("kind", sa.String))
objective = sa.table("engagement_objective", sa.column("engagement_id"), sa.column("objective_id"))
area = sa.table("engagement_focus_area", sa.column("engagement_id"), sa.column("focus_area_id"))


def upgrade() -> None:
    op.create_table(
        "kept_quarter",
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("quarter_number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("partnership_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("objective_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("focus_area_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "visibility",
            sa.Enum(
                "public",
                "city",
                "restricted",
                name="visibility",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("cost_cents", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_kept_quarter")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index("ix_follow_up_closed", ["closed_on", "partnership_id"], unique=False)
    fill()


def downgrade() -> None:
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_up_closed")
    op.drop_table("kept_quarter")


def count(condition: Any) -> Any:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def fill() -> None:
    """Count what was logged before the table was there."""
    each, none = engagement.c, sa.literal_column("0")
    kinds = [count(result.c.kind == kind).label(kind) for kind in RESULTS]
    given = sa.select(result.c.engagement_id, *kinds).group_by(result.c.engagement_id).subquery()
    is_held, euros = each.state == "held", sa.func.coalesce(each.cost_eur, none)
    counts = [
        *(count(each.state == state) for state in STATES),
        *(count(sa.and_(is_held, each.type == kind)) for kind in TYPES),
        *(count(sa.and_(is_held, each.our_tier == tier)) for tier in TIERS),
        *(count(sa.and_(is_held, each.their_tier == tier)) for tier in TIERS),
        *(
            sa.func.sum(sa.case((is_held, sa.func.coalesce(given.c[kind], none)), else_=none))
            for kind in RESULTS
        ),
        count(each.cost_eur.is_not(None)),
        sa.func.sum(sa.cast(sa.func.round(euros * 100), sa.BigInteger)),
    ]
    two, three = (sa.literal(number, literal_execute=True) for number in (2, 3))
    month = sa.cast(sa.extract("month", each.starts_on), sa.Integer)
    quarter = (sa.cast(sa.extract("year", each.starts_on), sa.Integer), (month + two) // three)
    logged = sa.outerjoin(engagement, given, given.c.engagement_id == each.id)
    framed = logged.join(objective, objective.c.engagement_id == each.id).join(
        area, area.c.engagement_id == each.id
    )
    pair = (objective.c.objective_id, area.c.focus_area_id)
    kept = sa.table("kept_quarter", *(sa.column(name) for name in (*KEY, *COUNTS, "cost_cents")))
    columns = [column.name for column in kept.c]
    for rows in (
        sa.select(*quarter, each.partnership_id, none, none, each.visibility, *counts)
        .select_from(logged)
        .where(each.partnership_id.is_not(None))
        .group_by(*quarter, each.partnership_id, each.visibility),
        sa.select(*quarter, none, *pair, each.visibility, *counts)
        .select_from(framed)
        .group_by(*quarter, *pair, each.visibility),
    ):
        op.execute(sa.insert(kept).from_select(columns, rows))
