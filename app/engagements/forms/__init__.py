"""Forms of the log."""

from app.engagements.forms.actions import (
    CancelForm,
    DocumentForm,
    DropForm,
    EditFollowUpForm,
    MediaForm,
    NewFollowUpForm,
    PostponeForm,
    RescheduleForm,
    TravelForm,
    postpone_many,
)
from app.engagements.forms.log import EditEngagementForm, LogForm

__all__ = [
    "CancelForm",
    "DocumentForm",
    "DropForm",
    "EditEngagementForm",
    "EditFollowUpForm",
    "LogForm",
    "MediaForm",
    "NewFollowUpForm",
    "PostponeForm",
    "RescheduleForm",
    "TravelForm",
    "postpone_many",
]
