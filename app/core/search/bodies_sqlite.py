"""Full text on SQLite: FTS5 over the folded text, split at spaces only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.core.search.rows import DOCUMENT, Alternatives

_FTS = sa.table("search_fts", sa.column("rowid", sa.Integer), sa.column("search_fts"))


def expression(groups: Sequence[Alternatives]) -> str:
    """FTS5's way to ask for one of each group; tokens are letters and digits only, and quoted."""
    return " AND ".join(
        "(" + " OR ".join(f'"{word}"*' if begins else f'"{word}"' for word, begins in group) + ")"
        for group in groups
    )


def matching(columns: Sequence[Any], wanted: str, limit: int) -> sa.Select[Any]:
    """At most ``limit`` documents whose text matches ``wanted``, newest first."""
    return (
        sa.select(*columns)
        .select_from(_FTS.join(DOCUMENT, DOCUMENT.c.id == _FTS.c.rowid))
        .where(_FTS.c.search_fts.bool_op("MATCH")(wanted))
        .order_by(_FTS.c.rowid.desc())
        .limit(limit)
    )
