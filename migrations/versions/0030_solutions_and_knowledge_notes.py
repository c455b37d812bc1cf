"""The solutions register with where each is in use, and knowledge notes with their documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "market_analysis",
                "benchmark",
                "country_brief",
                "other",
                name="note_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "title_folded",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
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
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= written_on",
            name=op.f("ck_knowledge_note_day_order"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_knowledge_note_author_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_knowledge_note_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_note")),
    )
    op.create_index(op.f("ix_knowledge_note_author_id"), "knowledge_note", ["author_id"])
    op.create_index("ix_knowledge_note_title", "knowledge_note", ["title_folded", "id"])
    op.create_index(op.f("ix_knowledge_note_unit_id"), "knowledge_note", ["unit_id"])
    op.create_index("ix_knowledge_note_written", "knowledge_note", ["written_on", "id"])

    op.create_table(
        "solution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "learned",
                "offered",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "title_folded",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "learned",
                "assessed",
                "adopted",
                "offered",
                "taken_up",
                "set_aside",
                name="solution_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column(
            "suitability",
            sa.Enum(
                "fits",
                "with_changes",
                "does_not_fit",
                name="suitability",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("assessed_by_id", sa.Integer(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("aside_reason", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
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
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "direction <> 'learned' OR organisation_id IS NOT NULL",
            name=op.f("ck_solution_learned_from"),
        ),
        sa.CheckConstraint(
            "state <> 'set_aside' OR aside_reason <> ''", name=op.f("ck_solution_set_aside")
        ),
        sa.CheckConstraint(
            "state = 'set_aside' OR (direction = 'learned') = "
            "(state IN ('learned', 'assessed', 'adopted'))",
            name=op.f("ck_solution_state_of_direction"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('assessed', 'adopted') OR (assessed_by_id IS NOT NULL "
            "AND assessed_on IS NOT NULL AND suitability IS NOT NULL)",
            name=op.f("ck_solution_assessed"),
        ),
        sa.ForeignKeyConstraint(
            ["assessed_by_id"], ["user.id"], name=op.f("fk_solution_assessed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_solution_organisation_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_solution_owner_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_solution_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution")),
    )
    op.create_index(op.f("ix_solution_assessed_by_id"), "solution", ["assessed_by_id"])
    op.create_index("ix_solution_noted", "solution", ["noted_on", "id"])
    op.create_index(op.f("ix_solution_organisation_id"), "solution", ["organisation_id"])
    op.create_index(op.f("ix_solution_owner_id"), "solution", ["owner_id"])
    op.create_index("ix_solution_state", "solution", ["state", "noted_on", "id"])
    op.create_index("ix_solution_title", "solution", ["title_folded", "id"])
    op.create_index(op.f("ix_solution_unit_id"), "solution", ["unit_id"])

    op.create_table(
        "knowledge_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_knowledge_document_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["knowledge_note.id"], name=op.f("fk_knowledge_document_note_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_document")),
    )
    op.create_index(
        op.f("ix_knowledge_document_attachment_id"), "knowledge_document", ["attachment_id"]
    )
    op.create_index(op.f("ix_knowledge_document_note_id"), "knowledge_document", ["note_id"])

    op.create_table(
        "knowledge_note_focus_area",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("focus_area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["focus_area_id"],
            ["focus_area.id"],
            name=op.f("fk_knowledge_note_focus_area_focus_area_id"),
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["knowledge_note.id"], name=op.f("fk_knowledge_note_focus_area_note_id")
        ),
        sa.PrimaryKeyConstraint(
            "note_id", "focus_area_id", name=op.f("pk_knowledge_note_focus_area")
        ),
    )
    op.create_index(
        op.f("ix_knowledge_note_focus_area_focus_area_id"),
        "knowledge_note_focus_area",
        ["focus_area_id"],
    )

    op.create_table(
        "knowledge_note_organisation",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["knowledge_note.id"], name=op.f("fk_knowledge_note_organisation_note_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_knowledge_note_organisation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "note_id", "organisation_id", name=op.f("pk_knowledge_note_organisation")
        ),
    )
    op.create_index(
        op.f("ix_knowledge_note_organisation_organisation_id"),
        "knowledge_note_organisation",
        ["organisation_id"],
    )

    op.create_table(
        "solution_focus_area",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("focus_area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["focus_area_id"], ["focus_area.id"], name=op.f("fk_solution_focus_area_focus_area_id")
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_solution_focus_area_solution_id")
        ),
        sa.PrimaryKeyConstraint(
            "solution_id", "focus_area_id", name=op.f("pk_solution_focus_area")
        ),
    )
    op.create_index(
        op.f("ix_solution_focus_area_focus_area_id"), "solution_focus_area", ["focus_area_id"]
    )

    op.create_table(
        "solution_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(unit_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_solution_use_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_solution_use_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_solution_use_solution_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_solution_use_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution_use")),
        sa.UniqueConstraint(
            "solution_id",
            "organisation_id",
            name=op.f("uq_solution_use_solution_id_organisation_id"),
        ),
        sa.UniqueConstraint(
            "solution_id", "unit_id", name=op.f("uq_solution_use_solution_id_unit_id")
        ),
    )
    op.create_index(op.f("ix_solution_use_organisation_id"), "solution_use", ["organisation_id"])
    op.create_index(op.f("ix_solution_use_unit_id"), "solution_use", ["unit_id"])

    op.create_table(
        "solution_engagement",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_solution_engagement_engagement_id")
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_solution_engagement_solution_id")
        ),
        sa.PrimaryKeyConstraint(
            "solution_id", "engagement_id", name=op.f("pk_solution_engagement")
        ),
    )
    op.create_index(
        op.f("ix_solution_engagement_engagement_id"), "solution_engagement", ["engagement_id"]
    )


def downgrade() -> None:
    op.drop_table("solution_engagement")
    op.drop_table("solution_use")
    op.drop_table("solution_focus_area")
    op.drop_table("knowledge_note_organisation")
    op.drop_table("knowledge_note_focus_area")
    op.drop_table("knowledge_document")
    op.drop_table("solution")
    op.drop_table("knowledge_note")
