"""What a picker offers: names that answer what was typed, and first those one works with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.hooks import recently_used
from app.core.permissions import Viewer
from app.core.search.names import LIKELY
from app.core.search.query import Hit, labels, suggest

# So many answers are looked through for what was used lately.
POOL = 30


def offered(session: Session, text: str, viewer: Viewer, kind: str, limit: int = 8) -> list[Hit]:
    """At most ``limit`` records of a kind, best first; without a text what was used lately.

    Recent use comes before a better likeness, but never a mistyped name before one as typed.
    """
    used = recently_used(session, viewer.user_id, kind)
    if not text.strip():
        return labels(session, kind, used, viewer, include_archived=False)[:limit]
    hits = suggest(session, text, viewer, kinds=(kind,), limit=POOL)
    place = {number: index for index, number in reversed(list(enumerate(used)))}
    hits.sort(key=lambda hit: (hit.score < LIKELY, place.get(hit.entity_id, len(used))))
    return hits[:limit]
