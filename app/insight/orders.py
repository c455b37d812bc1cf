"""When a report is long, and what becomes of one that was ordered: pure questions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.insight.models import OrderState
from app.insight.scope import Scope

LONG = 500
"""Partnerships in a report that is made aside; fewer are made while one waits (about a second)."""
STEPS = 6
"""Reading the register, drawing each of four pictures, writing the file."""
MOST = 2
"""Reports that are made at once, whoever ordered them: each takes a process of its own."""
KEPT = timedelta(hours=24)
LOST_AFTER = timedelta(minutes=5)
"""An order that has not moved for so long has lost its maker; a step takes seconds."""


def is_long(partnerships: int) -> bool:
    return partnerships >= LONG


def state_of(order: Any, now: datetime) -> OrderState:
    """How it stands: an order whose maker is gone has failed, whether somebody noted it or not."""
    is_lost = order.state is OrderState.MAKING and order.moved_at < now - LOST_AFTER
    return OrderState.FAILED if is_lost else OrderState(order.state)


def may_read(scope: Scope, viewer: Viewer) -> bool:
    """Whether somebody belongs to the audience that a report is computed for."""
    return scope.audience is not Visibility.RESTRICTED or viewer.sees_restricted
