"""Engagements and what belongs to them, and the counts kept of them."""

from app.engagements.models.choices import (
    OPEN,
    UPCOMING,
    CancelledBy,
    EngagementState,
    EngagementType,
    FollowUpState,
    OurRole,
    Promiser,
    ResultKind,
    Tier,
    TravelMeans,
)
from app.engagements.models.drafts import Draft
from app.engagements.models.follow_ups import FollowUp
from app.engagements.models.intake import Intake
from app.engagements.models.log import (
    Engagement,
    engagement_focus_area,
    engagement_objective,
    engagement_organisation,
    engagement_user,
)
from app.engagements.models.parts import (
    EngagementContact,
    EngagementDocument,
    EngagementResult,
    EngagementTravel,
    MediaMention,
)
from app.engagements.models.summaries import COUNTED, COUNTS, HELD, KEY, kept_quarter

__all__ = [
    "COUNTED",
    "COUNTS",
    "HELD",
    "KEY",
    "OPEN",
    "UPCOMING",
    "CancelledBy",
    "Draft",
    "Engagement",
    "EngagementContact",
    "EngagementDocument",
    "EngagementResult",
    "EngagementState",
    "EngagementTravel",
    "EngagementType",
    "FollowUp",
    "FollowUpState",
    "Intake",
    "MediaMention",
    "OurRole",
    "Promiser",
    "ResultKind",
    "Tier",
    "TravelMeans",
    "engagement_focus_area",
    "engagement_objective",
    "engagement_organisation",
    "engagement_user",
    "kept_quarter",
]
