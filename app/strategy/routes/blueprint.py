"""The blueprint that the pages of this slice hang on, and what they share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, url_for

from app.core import web
from app.strategy import rules
from app.strategy.models import Strategy

bp = Blueprint("strategy", __name__)


def demand_editable(strategy: Strategy) -> None:
    """Send people who reached a form of a superseded strategy back to reading it."""
    if not rules.is_editable(strategy):
        web.refused(rules.READ_ONLY)
        abort(to_strategy(strategy.id))


def to_strategy(strategy_id: int, anchor: str = "") -> Any:
    """On to the strategy's page."""
    url = url_for("strategy.show_strategy", strategy_id=strategy_id)
    return redirect(f"{url}#{anchor}" if anchor else url)
