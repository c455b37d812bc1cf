"""Case studies of partnerships, with their impact chains."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

SECTIONS = (
    "summary", "background", "actions", "outcomes", "sustainability", "inclusivity", "innovation",
    "resources", "conclusion",
)  # fmt: skip
STAGES = ("resources", "activities", "outputs", "outcomes", "impact")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "case_study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("audience", _choice("audience", "public", "city", "restricted"), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in SECTIONS),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_case_study_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_study")),
        sa.UniqueConstraint(
            "partnership_id",
            "audience",
            "language",
            name=op.f("uq_case_study_partnership_id_audience_language"),
        ),
    )
    op.create_table(
        "impact_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_study_id", sa.Integer(), nullable=False),
        sa.Column("stage", _choice("impact_stage", *STAGES), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("indicators", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_study_id"], ["case_study.id"], name=op.f("fk_impact_step_case_study_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_step")),
        sa.UniqueConstraint(
            "case_study_id", "stage", name=op.f("uq_impact_step_case_study_id_stage")
        ),
    )


def downgrade() -> None:
    op.drop_table("impact_step")
    op.drop_table("case_study")
