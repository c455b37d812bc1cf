"""The blueprint that the pages of this slice hang on, and what they share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for

from app.core.permissions import current_viewer, demand
from app.core.session import db
from app.visits import queries
from app.visits.models import Visit
from app.visits.permissions import VISIT_HANDLE

bp = Blueprint("visits", __name__)


def found(visit_id: int) -> Visit:
    """The visit, if it may be seen; locked where something is to be changed."""
    changes = request.method == "POST"
    return queries.get_visit(db.session, visit_id, current_viewer(), lock=changes)


def changeable(visit_id: int) -> Visit:
    """The same for somebody who may handle it: contributors those that their unit hosts."""
    visit = found(visit_id)
    demand(VISIT_HANDLE, visit)
    return visit


def page_of(visit_id: int, anchor: str | None = None) -> Any:
    """On to the visit's page."""
    return redirect(url_for("visits.show_visit", visit_id=visit_id, _anchor=anchor))
