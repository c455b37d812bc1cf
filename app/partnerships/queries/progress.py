"""How far the answers to a new strategy or framework have come: by unit, and by old part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.partnerships.models import Alignment, Partnership, PartnershipState
from app.partnerships.queries.succession import LINKS, is_open, was_asked
from app.partnerships.queries.visibility import visible
from app.strategy.models import Goal, StrategyKind
from app.users.models import Unit


@dataclass(frozen=True)
class UnitProgress:
    """How many a unit was asked to justify anew, how many it did, ended, or still has open."""

    unit: Unit | None
    asked: int
    ended: int
    open: int

    @property
    def justified(self) -> int:
        return self.asked - self.ended - self.open


def succession_progress(
    session: Session, kind: StrategyKind, since: date, viewer: Viewer
) -> list[UnitProgress]:
    """For each unit, the largest first, in one statement; ``since`` is the first day in force."""
    has_ended = Partnership.state == PartnershipState.ENDED
    asked = sa.func.count().label("asked")
    counted = (
        sa.select(
            Partnership.unit_id,
            asked,
            sa.func.sum(sa.case((has_ended, 1), else_=0)).label("ended"),
            sa.func.sum(sa.case((is_open(kind), 1), else_=0)).label("open"),
        )
        .where(was_asked(kind, since), visible(viewer))
        .group_by(Partnership.unit_id)
        .subquery()
    )
    found = (
        sa.select(Unit, counted.c.asked, counted.c.ended, counted.c.open)
        .select_from(counted)
        .outerjoin(Unit, Unit.id == counted.c.unit_id)
        .order_by(counted.c.asked.desc(), counted.c.unit_id)
    )
    return [UnitProgress(unit, *map(int, numbers)) for unit, *numbers in session.execute(found)]


@dataclass(frozen=True)
class PartProgress:
    """How many partnerships were tied to an old goal, objective or focus area when it lapsed, and
    how many of these still serve nothing in force."""

    asked: int
    open: int


def progress_by_part(
    session: Session, kind: StrategyKind, since: date, viewer: Viewer
) -> dict[tuple[type[Any], int], PartProgress]:
    """(model, number) of each old part → its progress, in one statement."""
    if kind is StrategyKind.CITY_STRATEGY:
        ties: list[tuple[Any, Any, Any]] = [(Goal, Alignment.goal_id, Alignment.partnership_id)]
    else:
        ties = [
            (model, link.c[f"{model.__tablename__}_id"], link.c.partnership_id)
            for link, model in LINKS
        ]
    waits = sa.func.sum(sa.case((is_open(kind), 1), else_=0))
    # A tie to what is in force has not lapsed: nobody asks about it, but it does no harm here.
    counted = [
        sa.select(sa.literal(place), part_id, sa.func.count(), waits)
        .join(Partnership, Partnership.id == partnership_id)
        .where(was_asked(kind, since), visible(viewer))
        .group_by(part_id)
        for place, (_model, part_id, partnership_id) in enumerate(ties)
    ]
    return {
        (ties[place][0], number): PartProgress(int(asked), int(still))
        for place, number, asked, still in session.execute(sa.union_all(*counted))
    }
