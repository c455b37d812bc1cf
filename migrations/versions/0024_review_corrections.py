"""Corrections of accepted reviews, delegation, the decision that is asked, working days used.

SQLite copies the table and forgets its triggers, so they are made again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

FROZEN = "An accepted review cannot change."
TRIGGERS = {
    "review_keep": "CREATE TRIGGER review_keep BEFORE UPDATE ON review "
    f"WHEN OLD.state = 'accepted' BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END",
    "review_stay": "CREATE TRIGGER review_stay BEFORE DELETE ON review "
    f"WHEN OLD.state = 'accepted' BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END",
}
ONE = "uq_review_round_id_partnership_id"
EACH = "uq_review_round_id_partnership_id_edition"
TEXTS = ("correction_reason", "decision_asked", "decision_body")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade() -> None:
    with op.batch_alter_table("review") as batch:
        batch.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("is_delegated", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        for name in TEXTS:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("decision_due_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("working_days", sa.Numeric(6, 1), nullable=True))
        batch.drop_constraint(op.f(ONE), type_="unique")
        batch.create_unique_constraint(op.f(EACH), ["round_id", "partnership_id", "edition"])
        batch.create_unique_constraint(op.f("uq_review_corrects_id"), ["corrects_id"])
        batch.create_foreign_key(op.f("fk_review_corrects_id"), "review", ["corrects_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_review_correction"), "(edition = 1) = (corrects_id IS NULL)"
        )
        batch.create_check_constraint(op.f("ck_review_working_days"), "working_days >= 0")
    if _is_sqlite():
        for statement in TRIGGERS.values():
            op.execute(statement)


def downgrade() -> None:
    """What was corrected falls back to its first edition."""
    op.execute("DROP TRIGGER review_keep" + ("" if _is_sqlite() else " ON review"))
    if _is_sqlite():
        op.execute("DROP TRIGGER review_stay")
    op.execute(
        "DELETE FROM review_comment WHERE review_id IN (SELECT id FROM review WHERE edition > 1)"
    )
    op.execute(
        "UPDATE goal_change SET review_id = NULL "
        "WHERE review_id IN (SELECT id FROM review WHERE edition > 1)"
    )
    op.execute("DELETE FROM review WHERE edition > 1")
    with op.batch_alter_table("review") as batch:
        batch.drop_constraint(op.f("ck_review_working_days"), type_="check")
        batch.drop_constraint(op.f("ck_review_correction"), type_="check")
        batch.drop_constraint(op.f("fk_review_corrects_id"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_review_corrects_id"), type_="unique")
        batch.drop_constraint(op.f(EACH), type_="unique")
        for name in ("working_days", "decision_due_on", *reversed(TEXTS), "is_delegated"):
            batch.drop_column(name)
        batch.drop_column("corrects_id")
        batch.drop_column("edition")
        batch.create_unique_constraint(op.f(ONE), ["round_id", "partnership_id"])
    if _is_sqlite():
        for statement in TRIGGERS.values():
            op.execute(statement)
    else:
        op.execute(
            "CREATE TRIGGER review_keep BEFORE UPDATE OR DELETE ON review "
            "FOR EACH ROW WHEN (OLD.state = 'accepted') EXECUTE FUNCTION refuse_review()"
        )
