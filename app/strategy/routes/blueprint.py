"""The blueprint that the pages of this slice hang on, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, url_for

from app.core import web
from app.core.errors import Refused
from app.core.forms import Conflict, EditForm
from app.core.session import db
from app.strategy import rules
from app.strategy.models import Strategy

bp = Blueprint("strategy", __name__)


def attempt(action: Callable[[], object], told: str) -> None:
    """Do it and say so on the next page, or say there why not."""
    try:
        with db.session.begin_nested():
            action()
    except Refused as refused:
        web.refused(refused.message)
    else:
        web.done(told)


def save_edit(
    form: EditForm, record: Any, action: Callable[[], object]
) -> tuple[Conflict | None, bool]:
    """(the conflict when somebody saved ``record`` first, whether this change was saved)."""
    if not form.wants_to_save():
        return None, False
    conflict = web.stale(form, record)
    if conflict is not None:
        return conflict, False
    return None, web.save(form, action) is not None


def demand_editable(strategy: Strategy) -> None:
    """Send people who reached a form of a superseded strategy back to reading it."""
    if not rules.is_editable(strategy):
        web.refused(rules.READ_ONLY)
        abort(to_strategy(strategy.id))


def to_strategy(strategy_id: int, anchor: str = "") -> Any:
    """On to the strategy's page."""
    url = url_for("strategy.show_strategy", strategy_id=strategy_id)
    return redirect(f"{url}#{anchor}" if anchor else url)
