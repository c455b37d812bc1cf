"""Full text on PostgreSQL: a generated ``tsvector`` over the folded text, split at spaces only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from app.core.search.rows import DOCUMENT, Alternatives

_VECTOR: sa.ColumnElement[Any] = sa.literal_column("search_document.search_fts")


def expression(groups: Sequence[Alternatives]) -> str:
    """The text of a tsquery asking for one of each group; tokens are letters and digits only."""
    return " & ".join(
        "(" + " | ".join(f"'{word}':*" if begins else f"'{word}'" for word, begins in group) + ")"
        for group in groups
    )


def matching(columns: Sequence[Any], wanted: str, limit: int) -> sa.Select[Any]:
    """At most ``limit`` documents whose text matches ``wanted``, newest first.

    The words stand in the statement itself. As parameters of a prepared statement they would be
    unknown to its plan, and a common word, which the newest records give at once, would be looked
    up in the whole index and sorted: a hundred times the work.
    """
    # Cast, not to_tsquery: no parser may split or stem what both engines hold alike.
    query = sa.cast(sa.literal(wanted, literal_execute=True), TSQUERY)
    found = sa.select(*columns).where(_VECTOR.bool_op("@@")(query)).order_by(DOCUMENT.c.id.desc())
    return found.limit(sa.literal(limit, literal_execute=True))
