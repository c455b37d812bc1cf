"""Who may ask for an introduction, and who answers."""

from app.core.i18n import _l
from app.core.permissions import CONTRIBUTORS, EVERYONE, OFFICERS, permission

INTRODUCTION_ASK = permission(
    "introduction:ask", _l("Ask for an introduction, see one's own requests"), EVERYONE
)
INTRODUCTION_ANSWER = permission(
    "introduction:answer", _l("Answer requests for introductions that one is asked"), CONTRIBUTORS
)
INTRODUCTION_STEER = permission(
    "introduction:steer", _l("Take requests that nobody is asked, pass any open one on"), OFFICERS
)
