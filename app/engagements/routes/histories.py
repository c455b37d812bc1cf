"""The history of an engagement or a follow-up, without what the reader may not know of."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from app.core import audit, history
from app.core.permissions import current_viewer
from app.core.session import db
from app.engagements import queries

POINTING = ("engagement_id", "partnership_id", "contact_id")


def entries(
    entity: str, number: int, limit: int = 200, hidden: Collection[str] = ()
) -> list[history.Entry]:
    """Newest first; a field that names a hidden partnership, contact or engagement is left out,
    and so are ``hidden`` fields."""
    changes, viewer = audit.history_of(db.session, entity, number, limit), current_viewer()
    if not viewer.sees_restricted:
        for field in POINTING:
            history.leave_out(
                db.session, changes, field, partial(queries.seen, db.session, viewer, field)
            )
    for change in changes:
        if not change.part and any(field in change.fields for field in hidden):
            history.without(db.session, change, hidden)
    return history.entries(db.session, changes)
