"""Who may see, log and change engagements and follow-ups."""

from __future__ import annotations

from typing import Any

from app.core.i18n import _l
from app.core.permissions import (
    CONTRIBUTORS,
    EVERYONE,
    MANAGERS,
    OFFICERS,
    Role,
    allows,
    permission,
)
from app.engagements.models import FollowUp

OWN_UNIT = {Role.CONTRIBUTOR}

ENGAGEMENT_VIEW = permission(
    "engagement:view", _l("See engagements and follow-ups"), roles=EVERYONE
)
ENGAGEMENT_LOG = permission(
    "engagement:log", _l("Log engagements, add follow-ups to them"), roles=CONTRIBUTORS
)
ENGAGEMENT_EDIT = permission(
    "engagement:edit",
    _l("Edit, hold, reschedule and cancel engagements"),
    roles=OFFICERS,
    own_unit=OWN_UNIT,
)
FOLLOW_UP_EDIT = permission(
    "follow-up:edit", _l("Edit and close follow-ups"), roles=OFFICERS, own_unit=OWN_UNIT
)
FOLLOW_UP_KEEP = permission(
    "follow-up:keep", _l("Report on the follow-ups assigned to oneself"), roles=EVERYONE
)
DRAFT_TAKE_OVER = permission(
    "draft:take-over", _l("Take over the drafts of a colleague who leaves"), roles=MANAGERS
)


def may_keep(user: Any, follow_up: FollowUp) -> bool:
    """Whoever may edit a follow-up may report on it, and its assignee always."""
    return follow_up.assignee_id == user.id or allows(user, FOLLOW_UP_EDIT, follow_up)
