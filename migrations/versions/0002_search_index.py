"""The full-text part of the search index, different on each engine over the same folded text.

Both split at spaces and nowhere else, so they hold the same tokens: FTS5's ``ascii`` tokenizer
takes every character outside ASCII as part of a word, and PostgreSQL gets an array instead of a
parser.
Words are not placed (``detail=none``), because phrases are compared as text.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(body, content='search_document', "
    "content_rowid='id', tokenize='ascii', detail='none', columnsize='0')",
    "CREATE TRIGGER search_fts_added AFTER INSERT ON search_document BEGIN "
    "INSERT INTO search_fts (rowid, body) VALUES (new.id, new.body); END",
    "CREATE TRIGGER search_fts_removed AFTER DELETE ON search_document BEGIN "
    "INSERT INTO search_fts (search_fts, rowid, body) VALUES ('delete', old.id, old.body); END",
    "CREATE TRIGGER search_fts_changed AFTER UPDATE OF body ON search_document BEGIN "
    "INSERT INTO search_fts (search_fts, rowid, body) VALUES ('delete', old.id, old.body); "
    "INSERT INTO search_fts (rowid, body) VALUES (new.id, new.body); END",
    "INSERT INTO search_fts (search_fts) VALUES ('rebuild')",
)
POSTGRESQL = (
    "ALTER TABLE search_document ADD COLUMN search_fts tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(nullif(body, ''), ' '))) STORED",
    # With the usual statistics a rare word is sought by walking the primary key backwards.
    "ALTER TABLE search_document ALTER COLUMN search_fts SET STATISTICS 1000",
    "CREATE INDEX search_fts_body ON search_document USING gin (search_fts)",
)

DROP_SQLITE = (
    "DROP TRIGGER search_fts_changed",
    "DROP TRIGGER search_fts_removed",
    "DROP TRIGGER search_fts_added",
    "DROP TABLE search_fts",
)
DROP_POSTGRESQL = (
    "DROP INDEX search_fts_body",
    "ALTER TABLE search_document DROP COLUMN search_fts",
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in DROP_SQLITE if is_sqlite else DROP_POSTGRESQL:
        op.execute(statement)
