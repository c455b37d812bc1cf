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


def matching(columns: Sequence[Any], wanted: str) -> sa.Select[Any]:
    """Documents whose text matches ``wanted``, newest first."""
    # Cast, not to_tsquery: no parser may split or stem what both engines hold alike.
    query = sa.cast(wanted, TSQUERY)
    return sa.select(*columns).where(_VECTOR.bool_op("@@")(query)).order_by(DOCUMENT.c.id.desc())
