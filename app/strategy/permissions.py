"""Who may read, change and adopt the city strategy and the framework."""

from app.core.i18n import _l
from app.core.permissions import CONTRIBUTORS, EVERYONE, MANAGERS, OFFICERS, permission

STRATEGY_VIEW = permission(
    "strategy:view", _l("See the city strategy and the international framework"), EVERYONE
)
STRATEGY_EDIT = permission(
    "strategy:edit", _l("Draft strategies, edit goals and record indicators"), OFFICERS
)
STRATEGY_PROPOSE = permission(
    "strategy:propose", _l("Propose to change goals and objectives"), CONTRIBUTORS
)
STRATEGY_ADOPT = permission(
    "strategy:adopt", _l("Put a city strategy or a framework in force"), MANAGERS
)
