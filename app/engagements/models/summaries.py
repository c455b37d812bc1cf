"""What a quarter counted, kept so that reports need not read the log."""

from __future__ import annotations

import enum

import sqlalchemy as sa

from app.core.db import Base, Visibility, str_enum
from app.engagements.models.choices import EngagementState, EngagementType, ResultKind, Tier

KEY = ("year", "quarter_number", "partnership_id", "objective_id", "focus_area_id", "visibility")
# A measure and its choices; "our" and "their" are the tiers of the two sides.
MEASURES: dict[str, type[enum.StrEnum]] = {
    "state": EngagementState,
    "type": EngagementType,
    "our": Tier,
    "their": Tier,
    "result": ResultKind,
}
COUNTED = {
    f"{measure}_{member}": (measure, member)
    for measure, choices in MEASURES.items()
    for member in choices
}
"""Column → the measure it counts and the choice."""

HELD = f"state_{EngagementState.HELD}"
COUNTS = (*COUNTED, "costed", "cost_cents")


def _number(name: str, kind: type[sa.Integer] = sa.Integer, is_key: bool = False) -> sa.Column[int]:
    return sa.Column(name, kind, primary_key=is_key, nullable=False, autoincrement=False)


# A row counts the engagements of a quarter and a visibility either under one partnership (the
# frame is 0) or by one pair of objective and focus area (the partnership is 0): one table, because
# one statement then keeps both. Nothing has the number 0, so the columns cannot be foreign keys.
# States count everything; types, tiers and results what was held. Whether a cost was recorded at
# all stands in ``costed``, because blank is not zero; cents add up exactly on either engine.
kept_quarter = sa.Table(
    "kept_quarter",
    Base.metadata,
    _number("year", sa.SmallInteger, is_key=True),
    _number("quarter_number", sa.SmallInteger, is_key=True),
    _number("partnership_id", is_key=True),
    _number("objective_id", is_key=True),
    _number("focus_area_id", is_key=True),
    sa.Column("visibility", str_enum(Visibility), primary_key=True),
    *(_number(name) for name in COUNTED),
    _number("costed"),
    _number("cost_cents", sa.BigInteger),
    sqlite_with_rowid=False,
)
