"""The history only grows, and an accepted review never changes: triggers refuse it.

Of a history entry only ``fields`` may be rewritten, because the erasure of a person must reach the
values kept there.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

APPEND_ONLY = "The history is append-only."
FROZEN = "An accepted review cannot change."
COLUMNS = (
    "id", "at", "request_id", "actor_id", "actor_name", "action", "entity_type", "entity_id",
    "part", "reason",
)  # fmt: skip

SQLITE = (
    f"CREATE TRIGGER change_keep BEFORE UPDATE OF {', '.join(COLUMNS)} ON change "
    f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END",
    "CREATE TRIGGER change_stay BEFORE DELETE ON change "
    f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END",
    "CREATE TRIGGER review_keep BEFORE UPDATE ON review WHEN OLD.state = 'accepted' "
    f"BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END",
    "CREATE TRIGGER review_stay BEFORE DELETE ON review WHEN OLD.state = 'accepted' "
    f"BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END",
)

POSTGRESQL = (
    "CREATE FUNCTION refuse_history() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{APPEND_ONLY}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE FUNCTION refuse_review() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'restrict_violation'; END $$",
    f"CREATE TRIGGER change_keep BEFORE UPDATE OF {', '.join(COLUMNS)} ON change "
    "FOR EACH ROW EXECUTE FUNCTION refuse_history()",
    "CREATE TRIGGER change_stay BEFORE DELETE ON change "
    "FOR EACH ROW EXECUTE FUNCTION refuse_history()",
    "CREATE TRIGGER review_keep BEFORE UPDATE OR DELETE ON review "
    "FOR EACH ROW WHEN (OLD.state = 'accepted') EXECUTE FUNCTION refuse_review()",
)

DROP_SQLITE = ("change_keep", "change_stay", "review_keep", "review_stay")
DROP_POSTGRESQL = (
    "DROP TRIGGER review_keep ON review",
    "DROP TRIGGER change_stay ON change",
    "DROP TRIGGER change_keep ON change",
    "DROP FUNCTION refuse_review()",
    "DROP FUNCTION refuse_history()",
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in DROP_SQLITE:
            op.execute(f"DROP TRIGGER {name}")
    else:
        for statement in DROP_POSTGRESQL:
            op.execute(statement)
