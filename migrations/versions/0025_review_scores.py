"""The scores of reviews; those of an accepted review are frozen with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

CRITERIA = (
    "strategic_fit", "benefit", "activity", "influence", "cost", "peers", "overlap", "risk",
)  # fmt: skip
FROZEN = "An accepted review cannot change."
# Whichever review a row belongs to, before or after the change.
ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def _is_frozen(*rows: str) -> str:
    numbers = ", ".join(f"{row}.review_id" for row in rows)
    frozen = "SELECT 1 FROM review WHERE state = 'accepted'"
    return f"EXISTS ({frozen} AND id IN ({numbers}))"


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER review_score_{event} BEFORE {event} ON review_score "
        f"WHEN {_is_frozen(*rows)} BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
        for event, rows in ROWS.items()
    ]


# A function, because PostgreSQL allows no query in the condition of a trigger.
POSTGRESQL = (
    "CREATE FUNCTION refuse_review_score() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP <> 'INSERT' AND {_is_frozen('OLD')} OR TG_OP <> 'DELETE' AND {_is_frozen('NEW')} "
    f"THEN RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'restrict_violation'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER review_score_keep BEFORE INSERT OR UPDATE OR DELETE ON review_score "
    "FOR EACH ROW EXECUTE FUNCTION refuse_review_score()",
)


def upgrade() -> None:
    criterion = sa.Enum(
        *CRITERIA, name="criterion", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "review_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("criterion", criterion, nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "score IS NULL OR score BETWEEN 1 AND 5", name=op.f("ck_review_score_score")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_score_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_score")),
        sa.UniqueConstraint(
            "review_id", "criterion", name=op.f("uq_review_score_review_id_criterion")
        ),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite() if is_sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("review_score")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_review_score()")
