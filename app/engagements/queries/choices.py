"""What the list of engagements can be narrowed by."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.i18n import localised
from app.core.search.fold import fold
from app.strategy.models import FocusArea, Strategy, StrategyState
from app.users.models import Unit

Choices = dict[str, list[tuple[str, str]]]


def filter_choices(session: Session) -> Choices:
    """Active units by name and focus areas in force in their order, in one statement."""
    found: Choices = {"unit": [], "focus_area": []}
    for row in session.execute(_offered()):
        found[row.filter].append((str(row.value), localised(row)))
    found["unit"].sort(key=lambda choice: fold(choice[1]))
    return found


@cache
def _offered() -> sa.CompoundSelect[Any]:
    return sa.union_all(
        _part("unit", Unit, sa.literal(0)).where(Unit.is_active),
        _part("focus_area", FocusArea, FocusArea.position)
        .join(Strategy, Strategy.id == FocusArea.strategy_id)
        .where(Strategy.state == StrategyState.IN_FORCE),
    ).order_by("filter", "position", "value")


def _part(name: str, model: Any, position: Any) -> sa.Select[Any]:
    return sa.select(
        sa.literal(name).label("filter"),
        model.id.label("value"),
        model.name_en.label("name_en"),
        model.name_fi.label("name_fi"),
        model.name_sv.label("name_sv"),
        position.label("position"),
    )
