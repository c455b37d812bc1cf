"""Who may see, enter and handle visits, and who may know who asked for one."""

from __future__ import annotations

from typing import Any

from app.core.i18n import _l
from app.core.permissions import CONTRIBUTORS, EVERYONE, OFFICERS, Role, allows, permission
from app.visits.models import Visit

VISIT_VIEW = permission("visit:view", _l("See visits and requests for them"), EVERYONE)
VISIT_CREATE = permission("visit:create", _l("Enter requests for visits"), CONTRIBUTORS)
VISIT_HANDLE = permission(
    "visit:handle",
    _l("Answer, edit, programme and report visits; say how many a unit can host"),
    OFFICERS,
    own_unit={Role.CONTRIBUTOR},
)
VISIT_PERSON = permission(
    "visit:person", _l("See who asked for a visit, with contact details"), OFFICERS
)


def may_see_person(user: Any, visit: Visit) -> bool:
    """Coordinators, this one's handler, and whoever entered it."""
    own = user.id in (visit.handler_id, visit.submitted_by_id)
    return own or allows(user, VISIT_PERSON)
