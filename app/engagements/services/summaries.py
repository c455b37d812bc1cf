"""The counts kept of each quarter: moved with every change of an engagement, or rebuilt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import hooks
from app.core.periods import Quarter
from app.engagements.models import COUNTS, KEY, Engagement, EngagementState, kept_quarter
from app.engagements.queries.summaries import Cell, computed, summary_differences

# Added to what stands there, never read first: two writers cannot lose each other's count.
ADD = sa.text(
    f"INSERT INTO kept_quarter ({', '.join((*KEY, *COUNTS))})"  # noqa: S608 (our own column names)
    f" VALUES ({', '.join(f':{name}' for name in (*KEY, *COUNTS))})"
    f" ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET "
    + ", ".join(f"{name} = kept_quarter.{name} + excluded.{name}" for name in COUNTS)
)


@dataclass(frozen=True)
class Share:
    """What one engagement adds to the counts, and the rows that it adds it to."""

    cells: frozenset[Cell] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, engagement: Engagement) -> Share:
        """Objectives, focus areas and results must be loaded."""
        quarter = Quarter.of(engagement.starts_on)
        rows = [(0, o.id, f.id) for o in engagement.objectives for f in engagement.focus_areas]
        if engagement.partnership_id is not None:
            rows.append((engagement.partnership_id, 0, 0))
        visibility = str(engagement.visibility)
        return cls(
            frozenset((quarter.year, quarter.number, *row, visibility) for row in rows),
            _counts(engagement),
        )


NOTHING = Share()


def move(session: Session, before: Share, after: Share) -> None:
    """Take away what an engagement counted and add what it counts now, in one statement."""
    if before == after:
        return
    changes: dict[Cell, Counter[str]] = {}
    for cell in before.cells:
        changes.setdefault(cell, Counter()).subtract(before.counts)
    for cell in after.cells:
        changes.setdefault(cell, Counter()).update(after.counts)
    # Sorted, two writers wait for each other instead of deadlocking.
    rows = [
        dict(zip(KEY, cell, strict=True)) | {name: change[name] for name in COUNTS}
        for cell, change in sorted(changes.items())
        if any(change.values())
    ]
    if rows:
        session.execute(ADD, rows)


def rebuild_summaries(session: Session) -> int:
    """Count every quarter from the log again, in two statements; how many rows came of it."""
    if session.get_bind().dialect.name == "postgresql":
        # Whoever counts meanwhile waits, and adds to the new rows.
        session.execute(sa.text("LOCK TABLE kept_quarter IN SHARE ROW EXCLUSIVE MODE"))
    session.execute(sa.delete(kept_quarter))
    columns = [column.name for column in kept_quarter.c]
    session.execute(sa.insert(kept_quarter).from_select(columns, computed()))
    return session.scalar(sa.select(sa.func.count()).select_from(kept_quarter)) or 0


def wrong_summaries(session: Session) -> list[str]:
    """A line for each quarter whose kept counts are not what the log says."""
    return [
        f"quarter {year}-Q{number}, partnership {partnership}, objective {objective}, "
        f"focus area {area}, {visibility}: the counts are not what the log says; "
        "run flask rebuild-kept"
        for year, number, partnership, objective, area, visibility in summary_differences(session)
    ]


hooks.rule_checks.append(wrong_summaries)


def _counts(engagement: Engagement) -> Counter[str]:
    counts = Counter([f"state_{engagement.state}"])
    if engagement.state is EngagementState.HELD:
        counts[f"type_{engagement.type}"] += 1
        counts.update(f"result_{result.kind}" for result in engagement.results)
        if engagement.our_tier is not None:
            counts[f"our_{engagement.our_tier}"] += 1
        if engagement.their_tier is not None:
            counts[f"their_{engagement.their_tier}"] += 1
    if engagement.cost_eur is not None:
        counts["costed"] += 1
        cents = Decimal(engagement.cost_eur * 100).to_integral_value(ROUND_HALF_UP)
        counts["cost_cents"] += int(cents)
    return counts
