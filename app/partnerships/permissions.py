"""Who may see, make, edit and decide on partnerships."""

from app.core.i18n import _l
from app.core.permissions import EVERYONE, OFFICERS, Role, permission

PARTNERSHIP_VIEW = permission("partnership:view", _l("See partnerships"), EVERYONE)
PARTNERSHIP_CREATE = permission(
    "partnership:create", _l("Add partnerships"), OFFICERS, own_unit={Role.CONTRIBUTOR}
)
PARTNERSHIP_EDIT = permission(
    "partnership:edit",
    _l("Edit partnerships, their partners and goals"),
    OFFICERS,
    own_unit={Role.CONTRIBUTOR},
)
PARTNERSHIP_DECIDE = permission(
    "partnership:decide", _l("Move partnerships from state to state"), OFFICERS
)
