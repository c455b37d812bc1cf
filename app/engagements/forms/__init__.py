"""Forms of the log."""

from app.engagements.forms.actions import (
    CancelForm,
    DropForm,
    EditFollowUpForm,
    MediaForm,
    NewFollowUpForm,
    PostponeForm,
    RescheduleForm,
)
from app.engagements.forms.log import EditEngagementForm, LogForm

__all__ = [
    "CancelForm",
    "DropForm",
    "EditEngagementForm",
    "EditFollowUpForm",
    "LogForm",
    "MediaForm",
    "NewFollowUpForm",
    "PostponeForm",
    "RescheduleForm",
]
