"""The choices of the log: kinds, states, levels, roles, results, means of travel."""

from __future__ import annotations

import enum


class EngagementType(enum.StrEnum):
    MEETING = "meeting"
    CALL = "call"
    INCOMING_VISIT = "incoming_visit"
    OUTGOING_DELEGATION = "outgoing_delegation"
    EVENT = "event"
    WORKING_GROUP = "working_group"
    SIGNING = "signing"
    ADVOCACY = "advocacy"
    CORRESPONDENCE = "correspondence"


class EngagementState(enum.StrEnum):
    """Planned → held (never back) / cancelled / rescheduled, which is planned on another date."""

    PLANNED = "planned"
    RESCHEDULED = "rescheduled"
    HELD = "held"
    CANCELLED = "cancelled"


class Tier(enum.StrEnum):
    """How high a side was represented."""

    POLITICAL = "political"
    MANAGEMENT = "management"
    EXPERT = "expert"


class OurRole(enum.StrEnum):
    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    CHAIR = "chair"
    HOST = "host"
    ORGANISER = "organiser"


class ResultKind(enum.StrEnum):
    CONTACT = "contact"
    LEARNING = "learning"
    COMMITMENT = "commitment"
    INFLUENCE = "influence"
    VISIBILITY = "visibility"


class CancelledBy(enum.StrEnum):
    US = "us"
    THEM = "them"
    BOTH = "both"


class FollowUpState(enum.StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


OPEN = frozenset({FollowUpState.OPEN, FollowUpState.IN_PROGRESS})
UPCOMING = frozenset({EngagementState.PLANNED, EngagementState.RESCHEDULED})


class Promiser(enum.StrEnum):
    """Whose promise a follow-up is."""

    US = "us"
    THEM = "them"


class TravelMeans(enum.StrEnum):
    FLIGHT = "flight"
    TRAIN = "train"
    COACH = "coach"
    FERRY = "ferry"
    CAR = "car"
    ELECTRIC_CAR = "electric_car"
