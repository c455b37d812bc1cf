"""The blueprint that the pages of this slice hang on, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, url_for

from app.core import web
from app.core.errors import Refused
from app.core.forms import Conflict, EditForm
from app.core.session import db

bp = Blueprint("coordination", __name__)


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


def to_seat(seat_id: int) -> Any:
    """On to the seat's page."""
    return redirect(url_for("coordination.show_seat", seat_id=seat_id))
