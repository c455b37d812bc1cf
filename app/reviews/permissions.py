"""Who may read, write and accept reviews, and tell case studies."""

from app.core.i18n import _l
from app.core.permissions import EVERYONE, MANAGERS, OFFICERS, Role, permission

REVIEW_VIEW = permission("review:view", _l("Read reviews"), EVERYONE)
REVIEW_WRITE = permission(
    "review:write", _l("Write and submit reviews"), OFFICERS, own_unit=[Role.CONTRIBUTOR]
)
REVIEW_ACCEPT = permission("review:accept", _l("Accept reviews or send them back"), MANAGERS)
ROUND_OPEN = permission("round:open", _l("Open a review round"), MANAGERS)
CASE_STUDY_VIEW = permission("case_study:view", _l("Read case studies"), EVERYONE)
CASE_STUDY_WRITE = permission(
    "case_study:write", _l("Write case studies"), OFFICERS, own_unit=[Role.CONTRIBUTOR]
)
