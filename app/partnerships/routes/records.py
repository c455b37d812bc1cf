"""Finding the partnership of a page, and who may change it."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.core.permissions import current_viewer, demand
from app.core.session import db
from app.partnerships import queries
from app.partnerships.permissions import PARTNERSHIP_EDIT


def to_see(partnership_id: int) -> Any:
    """The partnership with all its page shows, else 404."""
    return queries.get_partnership(db.session, partnership_id, current_viewer())


def to_edit(partnership_id: int) -> Any:
    """The same, locked, for somebody who may edit it, else 403."""
    partnership = queries.get_partnership(db.session, partnership_id, current_viewer(), lock=True)
    demand(PARTNERSHIP_EDIT, partnership)
    return partnership


def page_of(partnership_id: int, section: str = "") -> str:
    """The address of a partnership's page, at one of its sections."""
    return url_for(
        "partnerships.show_partnership", partnership_id=partnership_id, _anchor=section or None
    )
