"""When somebody last came to us, and when we last went, within one partnership."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.engagements.models import Engagement, EngagementState, EngagementType
from app.engagements.queries.visibility import visible_to


@dataclass(frozen=True)
class LastVisits:
    """The first day of the last visit each way, as far as the viewer may see the log."""

    incoming: date | None
    outgoing: date | None


def last_visits(session: Session, partnership_id: int, viewer: Viewer) -> LastVisits:
    """The last held visit to us and the last delegation of ours, in one statement."""
    newest = sa.func.max(Engagement.starts_on)

    def last(kind: EngagementType) -> Any:
        return newest.filter(Engagement.type == kind)

    found = sa.select(
        last(EngagementType.INCOMING_VISIT), last(EngagementType.OUTGOING_DELEGATION)
    ).where(
        Engagement.partnership_id == partnership_id,
        Engagement.state == EngagementState.HELD,
        visible_to(viewer),
    )
    incoming, outgoing = session.execute(found).one()
    return LastVisits(incoming, outgoing)
