"""Proposals, who sent them, and their assessments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal_counter",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_proposal_counter")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "network",
                "city_agreement",
                "eu_project",
                "cooperation",
                name="partnership_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
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
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("resources", sa.Text(), nullable=False),
        sa.Column("timetable", sa.Text(), nullable=False),
        sa.Column("organisation_name", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "triaged",
                "assessed",
                "recommended",
                "decided",
                "converted",
                "declined",
                "withdrawn",
                name="proposal_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
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
        sa.Column("triage_note", sa.Text(), nullable=False),
        sa.Column("could_leave_id", sa.Integer(), nullable=True),
        sa.Column("could_leave_note", sa.Text(), nullable=False),
        sa.Column(
            "recommendation",
            sa.Enum(
                "accept",
                "decline",
                name="recommendation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("recommendation_text", sa.Text(), nullable=False),
        sa.Column("recommended_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum(
                "accept",
                "decline",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decision_body", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("decision_section", sa.Text(), nullable=False),
        sa.Column("decline_reason", sa.Text(), nullable=False),
        sa.Column("alternative", sa.Text(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state <> 'converted' OR (partnership_id IS NOT NULL AND decision = 'accept')",
            name=op.f("ck_proposal_converted"),
        ),
        sa.CheckConstraint(
            "state <> 'declined' OR decline_reason <> ''", name=op.f("ck_proposal_declined")
        ),
        sa.CheckConstraint(
            "state IN ('received', 'declined', 'withdrawn') OR handler_id IS NOT NULL",
            name=op.f("ck_proposal_handled"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('decided', 'converted') OR "
            "(decision IS NOT NULL AND decision_body <> '' AND decided_on IS NOT NULL)",
            name=op.f("ck_proposal_decided"),
        ),
        sa.ForeignKeyConstraint(
            ["could_leave_id"], ["partnership.id"], name=op.f("fk_proposal_could_leave_id")
        ),
        sa.ForeignKeyConstraint(["handler_id"], ["user.id"], name=op.f("fk_proposal_handler_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_proposal_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_proposal_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["recommended_by_id"], ["user.id"], name=op.f("fk_proposal_recommended_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["user.id"], name=op.f("fk_proposal_submitted_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_proposal_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("partnership_id", name=op.f("uq_proposal_partnership_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_proposal_reference")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_could_leave_id"), ["could_leave_id"], unique=False
        )
        batch_op.create_index("ix_proposal_handler", ["handler_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_proposal_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index("ix_proposal_received", ["received_on", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_proposal_recommended_by_id"), ["recommended_by_id"], unique=False
        )
        batch_op.create_index("ix_proposal_state", ["state", "received_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_proposal_submitted_by_id"), ["submitted_by_id"], unique=False
        )
        batch_op.create_index("ix_proposal_title", ["title_folded", "id"], unique=False)
        batch_op.create_index("ix_proposal_unit", ["unit_id", "state"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("place BETWEEN 1 AND 2", name=op.f("ck_assessment_place")),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["user.id"], name=op.f("fk_assessment_assessor_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_assessment_proposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "proposal_id", "assessor_id", name=op.f("uq_assessment_proposal_id_assessor_id")
        ),
        sa.UniqueConstraint("proposal_id", "place", name=op.f("uq_assessment_proposal_id_place")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_assessment_assessor", ["assessor_id", "submitted_on"], unique=False
        )

    op.create_table(
        "proposal_focus_area",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("focus_area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["focus_area_id"], ["focus_area.id"], name=op.f("fk_proposal_focus_area_focus_area_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_focus_area_proposal_id")
        ),
        sa.PrimaryKeyConstraint(
            "proposal_id", "focus_area_id", name=op.f("pk_proposal_focus_area")
        ),
    )
    with op.batch_alter_table("proposal_focus_area", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_focus_area_focus_area_id"), ["focus_area_id"], unique=False
        )

    op.create_table(
        "proposal_goal",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_proposal_goal_goal_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_goal_proposal_id")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "goal_id", name=op.f("pk_proposal_goal")),
    )
    with op.batch_alter_table("proposal_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_goal_goal_id"), ["goal_id"], unique=False)

    op.create_table(
        "proposal_objective",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_proposal_objective_objective_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_objective_proposal_id")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "objective_id", name=op.f("pk_proposal_objective")),
    )
    with op.batch_alter_table("proposal_objective", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_objective_objective_id"), ["objective_id"], unique=False
        )

    op.create_table(
        "proposer",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposer_proposal_id")
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_proposer")),
    )
    op.create_table(
        "assessment_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column(
            "criterion",
            sa.Enum(
                "strategic_fit",
                "benefit",
                "offer",
                "resources",
                "overlap",
                "risk",
                name="criterion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "score IS NULL OR score BETWEEN 1 AND 5", name=op.f("ck_assessment_score_score")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_score_assessment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_score")),
        sa.UniqueConstraint(
            "assessment_id", "criterion", name=op.f("uq_assessment_score_assessment_id_criterion")
        ),
    )


def downgrade() -> None:
    op.drop_table("assessment_score")
    op.drop_table("proposer")
    with op.batch_alter_table("proposal_objective", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_objective_objective_id"))

    op.drop_table("proposal_objective")
    with op.batch_alter_table("proposal_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_goal_goal_id"))

    op.drop_table("proposal_goal")
    with op.batch_alter_table("proposal_focus_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_focus_area_focus_area_id"))

    op.drop_table("proposal_focus_area")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index("ix_assessment_assessor")

    op.drop_table("assessment")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_proposal_unit")
        batch_op.drop_index("ix_proposal_title")
        batch_op.drop_index(batch_op.f("ix_proposal_submitted_by_id"))
        batch_op.drop_index("ix_proposal_state")
        batch_op.drop_index(batch_op.f("ix_proposal_recommended_by_id"))
        batch_op.drop_index("ix_proposal_received")
        batch_op.drop_index(batch_op.f("ix_proposal_organisation_id"))
        batch_op.drop_index("ix_proposal_handler")
        batch_op.drop_index(batch_op.f("ix_proposal_could_leave_id"))

    op.drop_table("proposal")
    op.drop_table("proposal_counter")
