"""The history of an engagement or a follow-up, without what the reader may not know of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.core import audit, history
from app.core.audit import Change
from app.core.permissions import current_viewer
from app.core.session import db
from app.engagements import queries

POINTING = ("engagement_id", "partnership_id", "contact_id")


def entries(
    entity: str, number: int, limit: int = 200, hidden: Collection[str] = ()
) -> list[history.Entry]:
    """Newest first; a field that names a hidden partnership, contact or engagement is left out,
    and so are ``hidden`` fields."""
    changes = audit.history_of(db.session, entity, number, limit)
    if not current_viewer().sees_restricted:
        for field in POINTING:
            _leave_out(changes, field)
    for change in changes:
        if not change.part and any(field in change.fields for field in hidden):
            _without(change, hidden)
    return history.entries(db.session, changes)


def _leave_out(changes: Sequence[Change], field: str) -> None:
    pointing = [change for change in changes if field in change.fields]
    ids = {number for change in pointing for number in change.fields[field] if number is not None}
    if not ids:
        return
    seen = queries.seen(db.session, current_viewer(), field, ids)
    for change in pointing:
        if not seen.issuperset(number for number in change.fields[field] if number is not None):
            _without(change, (field,))


def _without(change: Change, hidden: Collection[str]) -> None:
    # The entry as shown is no longer the stored one, which must stay as it is.
    if change in db.session:
        db.session.expunge(change)
    change.fields = {k: v for k, v in change.fields.items() if k not in hidden}
