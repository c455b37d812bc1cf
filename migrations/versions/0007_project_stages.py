"""EU projects: their stages, our cost, reporting periods, and the money of the consortium.

New text columns have a default in the database, so that rows from before need none.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STAGES = (
    "idea",
    "consortium_building",
    "submitted",
    "reserve_list",
    "granted",
    "running",
    "closed",
    "rejected",
    "withdrawn",
)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _money(name: str) -> sa.Column[sa.Numeric]:
    return sa.Column(name, sa.Numeric(precision=14, scale=2), nullable=True)


def upgrade() -> None:
    stage = sa.Enum(
        *STAGES, name="project_stage", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "project_stage_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", stage, nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["eu_project.id"], name=op.f("fk_project_stage_entry_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_stage_entry")),
        sa.UniqueConstraint(
            "project_id", "stage", name=op.f("uq_project_stage_entry_project_id_stage")
        ),
    )
    with op.batch_alter_table("eu_project") as batch:
        batch.add_column(sa.Column("stage_since", sa.Date(), nullable=True))
        batch.add_column(_text("bid_approved_by"))
        batch.add_column(_text("bid_decision"))
        batch.add_column(_money("our_cost_eur"))
        batch.create_check_constraint(
            op.f("ck_eu_project_our_cost"), "our_eu_share_eur + own_funding_eur <= our_cost_eur"
        )
    with op.batch_alter_table("partnership_organisation") as batch:
        batch.add_column(sa.Column("country", sa.String(length=2), nullable=True))
        batch.add_column(_money("cost_eur"))
        batch.create_check_constraint(
            op.f("ck_partnership_organisation_contribution"), "contribution_eur <= cost_eur"
        )
    with op.batch_alter_table("reporting_date") as batch:
        batch.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_reporting_date_period_order"), "ends_on >= starts_on"
        )


def downgrade() -> None:
    with op.batch_alter_table("reporting_date") as batch:
        batch.drop_constraint(op.f("ck_reporting_date_period_order"), type_="check")
        batch.drop_column("ends_on")
        batch.drop_column("starts_on")
    with op.batch_alter_table("partnership_organisation") as batch:
        batch.drop_constraint(op.f("ck_partnership_organisation_contribution"), type_="check")
        batch.drop_column("cost_eur")
        batch.drop_column("country")
    with op.batch_alter_table("eu_project") as batch:
        batch.drop_constraint(op.f("ck_eu_project_our_cost"), type_="check")
        batch.drop_column("our_cost_eur")
        batch.drop_column("bid_decision")
        batch.drop_column("bid_approved_by")
        batch.drop_column("stage_since")
    op.drop_table("project_stage_entry")
