"""Who may see, note, edit and use solutions and knowledge notes."""

from app.core.i18n import _l
from app.core.permissions import CONTRIBUTORS, EVERYONE, OFFICERS, Role, permission

OWN_UNIT = {Role.CONTRIBUTOR}

KNOWLEDGE_VIEW = permission(
    "knowledge:view", _l("See solutions and knowledge notes"), roles=EVERYONE
)
KNOWLEDGE_ADD = permission(
    "knowledge:add", _l("Add solutions and knowledge notes"), roles=CONTRIBUTORS
)
KNOWLEDGE_EDIT = permission(
    "knowledge:edit",
    _l("Edit solutions and knowledge notes, set solutions aside"),
    roles=OFFICERS,
    own_unit=OWN_UNIT,
)
# Whoever would use a solution says whether it fits, and that it is in use: in any unit.
KNOWLEDGE_USE = permission(
    "knowledge:use",
    _l("Assess solutions, say where they are adopted and who took ours up"),
    roles=CONTRIBUTORS,
)
