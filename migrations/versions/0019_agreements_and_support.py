"""City agreements: who keeps them alive, visits, what follows. Cooperation: support, ethics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ROLES = (
    "partner", "network", "secretariat", "coordinator", "beneficiary", "affiliated_entity",
    "associated_partner", "pilot_city", "funder", "host", "other",
)  # fmt: skip
ROLE_CHECK = "ck_partnership_organisation_partner_role"
AGREEMENT = (
    ("civic_partners", "text"),
    ("last_incoming_on", "date"),
    ("last_outgoing_on", "date"),
    ("visits_source", "text"),
    ("successor_decision", "text"),
    ("successor_decided_by", "text"),
    ("successor_decided_on", "date"),
    ("successor_section", "text"),
)
CHOICES = {
    "support_part": ("donor", "sponsor", "recipient"),
    "support_form": ("grant", "in_kind", "both"),
    "ethics_result": ("cleared", "conditions", "not_cleared"),
}
SUPPORT = (
    ("support_part", "choice"),
    ("support_form", "choice"),
    ("support_amount", "money"),
    ("support_eur", "money"),
    ("support_eur_on", "date"),
    ("support_conditions", "text"),
    ("exclusivity", "text"),
    ("ethics_checked_by", "text"),
    ("ethics_checked_on", "date"),
    ("ethics_result", "choice"),
    ("ethics_note", "text"),
)


def _column(name: str, kind: str) -> sa.Column[object]:
    if kind == "text":
        return sa.Column(name, sa.Text(), nullable=False, server_default="")
    if kind == "money":
        return sa.Column(name, sa.Numeric(precision=14, scale=2), nullable=True)
    if kind == "choice":
        return sa.Column(name, sa.String(40), nullable=True)
    return sa.Column(name, sa.Date(), nullable=True)


def _one_of(column: str, choices: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return f"{column} IN ({listed})"


def _allow_roles(*roles: str) -> None:
    with op.batch_alter_table("partnership_organisation") as batch:
        batch.drop_constraint(op.f(ROLE_CHECK), type_="check")
        batch.create_check_constraint(op.f(ROLE_CHECK), _one_of("role", roles))


def upgrade() -> None:
    with op.batch_alter_table("city_agreement") as batch:
        for name, kind in AGREEMENT:
            batch.add_column(_column(name, kind))
    with op.batch_alter_table("other_cooperation") as batch:
        for name, kind in SUPPORT:
            batch.add_column(_column(name, kind))
        for name, choices in CHOICES.items():
            batch.create_check_constraint(
                op.f(f"ck_other_cooperation_{name}"), _one_of(name, choices)
            )
        batch.add_column(
            sa.Column("support_currency", sa.String(3), nullable=False, server_default="EUR")
        )
    _allow_roles(*ROLES[:-1], "civic_partner", ROLES[-1])


def downgrade() -> None:
    rows = sa.table("partnership_organisation", sa.column("role"))
    op.execute(sa.update(rows).values(role="other").where(rows.c.role == "civic_partner"))
    _allow_roles(*ROLES)
    with op.batch_alter_table("other_cooperation") as batch:
        batch.drop_column("support_currency")
        for name in CHOICES:
            batch.drop_constraint(op.f(f"ck_other_cooperation_{name}"), type_="check")
        for name, _kind in reversed(SUPPORT):
            batch.drop_column(name)
    with op.batch_alter_table("city_agreement") as batch:
        for name, _kind in reversed(AGREEMENT):
            batch.drop_column(name)
