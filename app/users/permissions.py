"""Who may do what with accounts and units."""

from app.core.i18n import _l
from app.core.permissions import ADMINISTRATORS, EVERYONE, permission

USER_MANAGE = permission("user:manage", _l("Manage users"), ADMINISTRATORS)
UNIT_MANAGE = permission("unit:manage", _l("Manage units"), ADMINISTRATORS)
COLLEAGUE_VIEW = permission(
    "colleague:view", _l("See colleagues, units and what they have done"), EVERYONE
)
PROFILE_EDIT = permission("profile:edit", _l("Edit one's own profile and sessions"), EVERYONE)
HAND_OVER_ANSWER = permission(
    "hand-over:answer", _l("Accept or decline what was handed to oneself"), EVERYONE
)
PERMISSION_VIEW = permission("permission:view", _l("See what each role may do"), EVERYONE)
