"""Keeping searches."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import Actor
from app.core.errors import NotFound, Refused
from app.core.i18n import _
from app.insight import queries
from app.insight.models import SavedSearch

# What one person keeps: more would be no list to choose from.
MOST = 50


def save_search(
    session: Session, values: dict[str, Any], question: str, *, actor: Actor
) -> SavedSearch:
    """Keep a question under a name (``name``, ``is_shared``); the same name replaces it."""
    if actor.id is None:
        raise NotFound
    mine = queries.my_searches(session, actor.id)
    found = next((each for each in mine if each.name == values["name"]), None)
    if found is None:
        if len(mine) >= MOST:
            raise Refused(
                _("You keep %(num)s searches already. Remove one first.", num=MOST), field="name"
            )
        found = SavedSearch(user_id=actor.id, name=values["name"])
        session.add(found)
    found.question, found.is_shared = question, values["is_shared"]
    session.flush()
    return found


def remove_search(session: Session, saved: SavedSearch, *, actor: Actor) -> None:
    """Only whoever keeps it takes it away."""
    if saved.user_id != actor.id:
        raise NotFound
    session.delete(saved)
    session.flush()
