"""Who may see and change the composition of the coordination group."""

from app.core.i18n import _l
from app.core.permissions import EVERYONE, OFFICERS, permission

COORDINATION_VIEW = permission("coordination:view", _l("See the coordination group"), EVERYONE)
COORDINATION_EDIT = permission(
    "coordination:edit", _l("Change seats and members of the coordination group"), OFFICERS
)
