"""Visits with their programmes, who asked for them, and what units can host."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_counter",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_visit_counter")),
    )
    op.create_table(
        "host_capacity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("visits >= 0", name=op.f("ck_host_capacity_visits")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_host_capacity_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_capacity")),
        sa.UniqueConstraint(
            "unit_id", "from_month", name=op.f("uq_host_capacity_unit_id_from_month")
        ),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "public",
                "internal",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "title_folded",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("organisation_name", sa.Text(), nullable=False),
        sa.Column(
            "organisation_folded",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("head_role", sa.Text(), nullable=False),
        sa.Column(
            "head_tier",
            sa.Enum(
                "political",
                "management",
                "expert",
                name="head_tier",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("dates_note", sa.Text(), nullable=False),
        sa.Column("allows_calendar", sa.Boolean(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "accepted",
                "programmed",
                "held",
                "reported",
                "redirected",
                "declined",
                "cancelled",
                name="visit_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("redirected_to", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
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
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("caution_reason", sa.Text(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("engagement_id", sa.Integer(), nullable=True),
        sa.Column("thanked_on", sa.Date(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("nothing_promised", sa.Boolean(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'programmed', 'held', 'reported') OR "
            "(unit_id IS NOT NULL AND handler_id IS NOT NULL AND organisation_id IS NOT NULL)",
            name=op.f("ck_visit_hosted"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('held', 'reported') OR engagement_id IS NOT NULL",
            name=op.f("ck_visit_logged"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('redirected', 'declined', 'cancelled') OR state_reason <> ''",
            name=op.f("ck_visit_answered"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_visit_day_order")
        ),
        sa.CheckConstraint("size IS NULL OR size > 0", name=op.f("ck_visit_size")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_visit_engagement_id")
        ),
        sa.ForeignKeyConstraint(["handler_id"], ["user.id"], name=op.f("fk_visit_handler_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_visit_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_visit_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["user.id"], name=op.f("fk_visit_submitted_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("engagement_id", name=op.f("uq_visit_engagement_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_visit_reference")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_body", ["organisation_folded", "starts_on"], unique=False)
        batch_op.create_index("ix_visit_day", ["starts_on", "id"], unique=False)
        batch_op.create_index("ix_visit_handler", ["handler_id", "state"], unique=False)
        batch_op.create_index(
            "ix_visit_organisation", ["organisation_id", "starts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_visit_partnership_id"), ["partnership_id"], unique=False
        )
        batch_op.create_index("ix_visit_state", ["state", "starts_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_visit_submitted_by_id"), ["submitted_by_id"], unique=False
        )
        batch_op.create_index("ix_visit_title", ["title_folded", "id"], unique=False)
        batch_op.create_index("ix_visit_unit", ["unit_id", "starts_on"], unique=False)

    op.create_table(
        "visit_contact",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_visit_contact_contact_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_contact_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "contact_id", name=op.f("pk_visit_contact")),
    )
    with op.batch_alter_table("visit_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_contact_contact_id"), ["contact_id"], unique=False
        )

    op.create_table(
        "visit_focus_area",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("focus_area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["focus_area_id"], ["focus_area.id"], name=op.f("fk_visit_focus_area_focus_area_id")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_focus_area_visit_id")
        ),
        sa.PrimaryKeyConstraint("visit_id", "focus_area_id", name=op.f("pk_visit_focus_area")),
    )
    with op.batch_alter_table("visit_focus_area", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_focus_area_focus_area_id"), ["focus_area_id"], unique=False
        )

    op.create_table(
        "visit_requester",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("head_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_requester_visit_id")
        ),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_visit_requester")),
    )
    op.create_table(
        "visit_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("hosts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_visit_stop_hours")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["user.id"], name=op.f("fk_visit_stop_host_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_stop_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_stop")),
    )
    with op.batch_alter_table("visit_stop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_stop_host_id"), ["host_id"], unique=False)
        batch_op.create_index("ix_visit_stop_visit", ["visit_id", "day", "starts_at"], unique=False)


def downgrade() -> None:
    for table in (
        "visit_stop",
        "visit_requester",
        "visit_focus_area",
        "visit_contact",
        "visit",
        "host_capacity",
        "visit_counter",
    ):
        op.drop_table(table)
