"""What a quarter's review counts, for many partnerships in a constant number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.models import (
    COUNTED,
    COUNTS,
    HELD,
    EngagementState,
    EngagementType,
    ResultKind,
    Tier,
    kept_quarter,
)
from app.engagements.queries.visibility import audience

Partnerships = Sequence[int] | sa.Select[Any]
"""Numbers of partnerships, or a select of them."""
Cells = dict[tuple[int, int], int]


@dataclass
class QuarterFigures:
    """Counts of one partnership in a quarter.

    Types, tiers and results count what was held; states count everything. ``cost_eur`` is None
    when no cost was recorded, because blank is not zero.
    """

    by_state: dict[EngagementState, int] = field(default_factory=dict)
    by_type: dict[EngagementType, int] = field(default_factory=dict)
    by_our_tier: dict[Tier, int] = field(default_factory=dict)
    by_their_tier: dict[Tier, int] = field(default_factory=dict)
    by_result: dict[ResultKind, int] = field(default_factory=dict)
    cost_eur: Decimal | None = None

    @property
    def held(self) -> int:
        return self.by_state.get(EngagementState.HELD, 0)


def held_by_partnership(
    session: Session,
    partnerships: sa.Select[Any],
    quarters: Sequence[Quarter],
    widest: Visibility,
) -> list[dict[int, int]]:
    """How many engagements each of these partnerships held, for each quarter in one statement;
    none, no entry."""
    kept = kept_quarter.c
    asked = [sa.and_(kept.year == q.year, kept.quarter_number == q.number) for q in quarters]
    found = (
        sa.select(kept.partnership_id, *(sa.func.sum(kept[HELD]).filter(each) for each in asked))
        .where(
            kept.partnership_id > 0,
            kept.partnership_id.in_(partnerships),
            sa.or_(*asked),
            audience(widest, kept.visibility),
        )
        .group_by(kept.partnership_id)
    )
    rows = session.execute(found).all()
    return [
        {row[0]: int(row[place]) for row in rows if row[place]}
        for place in range(1, len(quarters) + 1)
    ]


def counted_in(
    session: Session, partnerships: Partnerships, quarters: Sequence[Quarter], widest: Visibility
) -> dict[Quarter, QuarterFigures]:
    """What the log of all these partnerships together counts in each of these quarters, for an
    audience, in one statement; without follow-ups, and empty where nothing was logged."""
    kept = kept_quarter.c
    sums = [sa.func.sum(kept[name]).label(name) for name in COUNTS]
    # Said one by one: SQLite uses no index for pairs in a list.
    within = (sa.and_(kept.year == q.year, kept.quarter_number == q.number) for q in quarters)
    found = (
        sa.select(kept.year, kept.quarter_number, *sums)
        .where(
            kept.partnership_id > 0,
            kept.partnership_id.in_(partnerships),
            sa.or_(*within),
            audience(widest, kept.visibility),
        )
        .group_by(kept.year, kept.quarter_number)
    )
    figures: dict[Quarter, QuarterFigures] = {quarter: QuarterFigures() for quarter in quarters}
    for row in session.execute(found).mappings():
        _fill(figures[Quarter(row["year"], row["quarter_number"])], row)
    return figures


def held_by_cell(session: Session, quarter: Quarter, widest: Visibility) -> Cells:
    """(objective, focus area) → engagements held in a quarter, for an audience."""
    cell = (kept_quarter.c.objective_id, kept_quarter.c.focus_area_id)
    counted = sa.select(*cell, sa.func.sum(kept_quarter.c[HELD])).where(
        _in(quarter, widest), kept_quarter.c.partnership_id == 0
    )
    found: Any = session.execute(counted.group_by(*cell))
    return {(objective, area): int(count) for objective, area, count in found}


def _in(quarter: Quarter, widest: Visibility) -> Any:
    kept = kept_quarter.c
    return sa.and_(
        kept.year == quarter.year,
        kept.quarter_number == quarter.number,
        audience(widest, kept.visibility),
    )


def _fill(figure: QuarterFigures, row: Any) -> None:
    by_measure: dict[str, Any] = {
        "state": figure.by_state,
        "type": figure.by_type,
        "our": figure.by_our_tier,
        "their": figure.by_their_tier,
        "result": figure.by_result,
    }
    for name, (measure, member) in COUNTED.items():
        if row[name]:
            by_measure[measure][member] = int(row[name])
    if row["costed"]:
        figure.cost_eur = Decimal(int(row["cost_cents"])).scaleb(-2)
