"""What is known of a network's list of members is told once, for the list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

MEMBERS = sa.table(
    "network_member",
    sa.column("network_id", sa.Integer),
    sa.column("source", sa.Text),
    sa.column("evidence_on", sa.Date),
    sa.column("list_is_complete", sa.Boolean),
)
LISTS = sa.table(
    "member_list",
    sa.column("network_id", sa.Integer),
    sa.column("source", sa.Text),
    sa.column("listed_on", sa.Date),
    sa.column("is_complete", sa.Boolean),
    sa.column("coverage", sa.Text),
    sa.column("version", sa.Integer),
    sa.column("created_at", sa.DateTime),
    sa.column("updated_at", sa.DateTime),
)


def upgrade() -> None:
    op.create_table(
        "member_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("coverage", sa.Text(), nullable=False),
        sa.Column("names_listed", sa.Integer(), nullable=True),
        sa.Column("names_unknown", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "names_unknown IS NULL OR names_unknown <= names_listed",
            name=op.f("ck_member_list_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["organisation.id"], name=op.f("fk_member_list_network_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_list")),
        sa.UniqueConstraint("network_id", name=op.f("uq_member_list_network_id")),
    )
    _gather()
    with op.batch_alter_table("network_member") as table:
        table.drop_column("list_is_complete")


def _gather() -> None:
    """One list for each network: of its newest day, complete when nobody said otherwise."""
    one = MEMBERS.c
    is_partial = sa.func.max(sa.case((one.list_is_complete, 0), else_=1)) == 1
    newest = (
        sa.select(one.network_id, sa.func.max(one.evidence_on).label("on"), is_partial.label("p"))
        .group_by(one.network_id)
        .subquery()
    )
    source = sa.select(sa.func.max(one.source)).where(
        one.network_id == newest.c.network_id,
        one.evidence_on.is_not_distinct_from(newest.c.on),
    )
    found = sa.select(
        newest.c.network_id, source.scalar_subquery(), newest.c.on, ~newest.c.p,
        sa.literal(""), sa.literal(1), sa.func.current_timestamp(), sa.func.current_timestamp(),
    )  # fmt: skip
    op.execute(LISTS.insert().from_select([column.name for column in LISTS.columns], found))


def downgrade() -> None:
    with op.batch_alter_table("network_member") as table:
        table.add_column(
            sa.Column("list_is_complete", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    complete = sa.select(LISTS.c.network_id).where(LISTS.c.is_complete)
    op.execute(
        MEMBERS.update().where(MEMBERS.c.network_id.in_(complete)).values(list_is_complete=True)
    )
    with op.batch_alter_table("network_member") as table:
        table.alter_column("list_is_complete", server_default=None)
    op.drop_table("member_list")
