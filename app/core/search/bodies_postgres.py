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


def matching(columns: Sequence[Any], wanted: str, literal: str) -> sa.Select[Any]:
    """Documents whose text matches ``wanted``, newest first, and whether they match ``literal``."""
    literally = sa.true() if literal == wanted else _matches(literal)
    return (
        sa.select(literally.label("is_literal"), *columns)
        .where(_matches(wanted))
        .order_by(DOCUMENT.c.id.desc())
    )


def _matches(text: str) -> sa.ColumnElement[bool]:
    # Cast, not to_tsquery: no parser may split or stem what both engines hold alike.
    return _VECTOR.bool_op("@@")(sa.cast(text, TSQUERY))
