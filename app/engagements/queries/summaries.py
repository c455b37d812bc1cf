"""The kept counts of quarters as the log says they should be."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.engagements.models import (
    COUNTED,
    KEY,
    Engagement,
    EngagementResult,
    EngagementState,
    ResultKind,
    engagement_focus_area,
    engagement_objective,
    kept_quarter,
)

COLUMNS = {"state": Engagement.state, "type": Engagement.type}
TIERS = {"our": Engagement.our_tier, "their": Engagement.their_tier}
STATES = [name for name, (measure, _member) in COUNTED.items() if measure == "state"]
NONE: Any = sa.literal_column("0")

Cell = tuple[int, int, int, int, int, str]
"""Year, quarter, partnership, objective, focus area, visibility."""


def _sum_where(condition: Any) -> Any:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def _results() -> Any:
    """One row for each engagement that gave anything, one column for each kind of result."""
    kinds = [_sum_where(EngagementResult.kind == kind).label(kind) for kind in ResultKind]
    given = sa.select(EngagementResult.engagement_id, *kinds)
    return given.group_by(EngagementResult.engagement_id).subquery("given")


def _counts(given: Any) -> list[Any]:
    """The columns after the key, in the order of the table."""
    is_held = Engagement.state == EngagementState.HELD
    euros = sa.func.coalesce(Engagement.cost_eur, NONE)
    cents = sa.cast(sa.func.round(euros * 100), sa.BigInteger)
    counts = []
    for measure, member in COUNTED.values():
        if measure == "result":
            counts.append(
                sa.func.sum(sa.case((is_held, sa.func.coalesce(given.c[member], NONE)), else_=NONE))
            )
        elif measure == "state":
            counts.append(_sum_where(Engagement.state == member))
        else:
            column = (COLUMNS | TIERS)[measure]
            counts.append(_sum_where(sa.and_(is_held, column == member)))
    return [*counts, _sum_where(Engagement.cost_eur.is_not(None)), sa.func.sum(cents)]


def _named(*values: Any) -> list[Any]:
    return [value.label(column.name) for value, column in zip(values, kept_quarter.c, strict=True)]


def computed() -> sa.CompoundSelect[Any]:
    """Every row of ``kept_quarter`` counted from the log, columns in the table's order."""
    given = _results()
    # Written into the statement: PostgreSQL would not see that two parameters are the same.
    two, three = (sa.literal(n, literal_execute=True) for n in (2, 3))
    year = sa.cast(sa.extract("year", Engagement.starts_on), sa.Integer)
    number = (sa.cast(sa.extract("month", Engagement.starts_on), sa.Integer) + two) // three
    counts = _counts(given)
    objective, area = engagement_objective.c, engagement_focus_area.c
    partnership, visibility = Engagement.partnership_id, Engagement.visibility
    logged = sa.outerjoin(Engagement, given, given.c.engagement_id == Engagement.id)
    framed = logged.join(engagement_objective, objective.engagement_id == Engagement.id).join(
        engagement_focus_area, area.engagement_id == Engagement.id
    )
    pair = (objective.objective_id, area.focus_area_id)
    return sa.union_all(
        sa.select(*_named(year, number, partnership, NONE, NONE, visibility, *counts))
        .select_from(logged)
        .where(partnership.is_not(None))
        .group_by(year, number, partnership, visibility),
        sa.select(*_named(year, number, NONE, *pair, visibility, *counts))
        .select_from(framed)
        .group_by(year, number, *pair, visibility),
    )


def summary_differences(session: Session) -> list[Cell]:
    """The key of every row that does not say what the log says; one that counts nothing is none."""
    counted = sum((kept_quarter.c[name] for name in STATES), NONE)
    stored = sa.select(kept_quarter).where(counted != NONE)
    wanted = sa.select(computed().subquery())
    found: set[Cell] = set()
    for there, here in ((stored, wanted), (wanted, stored)):
        found |= {tuple(row[: len(KEY)]) for row in session.execute(sa.except_(there, here))}
    return sorted(found)
