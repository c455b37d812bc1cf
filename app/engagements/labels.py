"""The words of this slice: choices, verbs and fields as people read them."""

from __future__ import annotations

from app.core import i18n
from app.core.i18n import _l
from app.engagements.models import (
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

i18n.label(
    {
        EngagementType.MEETING: _l("Meeting"),
        EngagementType.CALL: _l("Call"),
        EngagementType.INCOMING_VISIT: _l("Incoming visit"),
        EngagementType.OUTGOING_DELEGATION: _l("Outgoing delegation"),
        EngagementType.EVENT: _l("Conference or event"),
        EngagementType.WORKING_GROUP: _l("Working group"),
        EngagementType.SIGNING: _l("Signing"),
        EngagementType.ADVOCACY: _l("Advocacy"),
        EngagementType.CORRESPONDENCE: _l("Correspondence"),
    },
    {
        EngagementState.PLANNED: _l("Planned"),
        EngagementState.RESCHEDULED: _l("Rescheduled"),
        EngagementState.HELD: _l("Held"),
        EngagementState.CANCELLED: _l("Cancelled"),
    },
    {
        Tier.POLITICAL: _l("Political leadership"),
        Tier.MANAGEMENT: _l("Management"),
        Tier.EXPERT: _l("Experts"),
    },
    {
        OurRole.PARTICIPANT: _l("Participant"),
        OurRole.SPEAKER: _l("Speaker"),
        OurRole.CHAIR: _l("Chair"),
        OurRole.HOST: _l("Host"),
        OurRole.ORGANISER: _l("Organiser"),
    },
    {
        ResultKind.CONTACT: _l("New contact"),
        ResultKind.LEARNING: _l("Learning"),
        ResultKind.COMMITMENT: _l("Commitment"),
        ResultKind.INFLUENCE: _l("Influence"),
        ResultKind.VISIBILITY: _l("Visibility in the media"),
    },
    {
        TravelMeans.FLIGHT: _l("Flight"),
        TravelMeans.TRAIN: _l("Train"),
        TravelMeans.COACH: _l("Bus or coach"),
        TravelMeans.FERRY: _l("Ferry"),
        TravelMeans.CAR: _l("Car"),
        TravelMeans.ELECTRIC_CAR: _l("Electric car"),
    },
    {
        CancelledBy.US: _l("By us"),
        CancelledBy.THEM: _l("By them"),
        CancelledBy.BOTH: _l("Together"),
    },
    {
        FollowUpState.OPEN: _l("Open"),
        FollowUpState.IN_PROGRESS: _l("In progress"),
        FollowUpState.DONE: _l("Done"),
        FollowUpState.DROPPED: _l("Dropped"),
    },
    {
        Promiser.US: _l("We promised"),
        Promiser.THEM: _l("They promised"),
    },
)

i18n.actions(
    {
        "engagement.log": _l("Logged"),
        "engagement.update": _l("Edited"),
        "engagement.hold": _l("Marked as held"),
        "engagement.cancel": _l("Cancelled"),
        "engagement.reschedule": _l("Rescheduled"),
        "engagement.add_media": _l("Media mention added"),
        "engagement.remove_media": _l("Media mention removed"),
        "engagement.add_travel": _l("Journey added"),
        "engagement.remove_travel": _l("Journey removed"),
        "engagement.add_document": _l("Document added"),
        "engagement.remove_document": _l("Document removed"),
        "follow_up.add": _l("Added"),
        "follow_up.update": _l("Edited"),
        "follow_up.start": _l("Started"),
        "follow_up.complete": _l("Done"),
        "follow_up.drop": _l("Dropped"),
        "follow_up.postpone": _l("Postponed"),
        "follow_up.hand_over": _l("Handed over"),
        "follow_up.move": _l("Moved to another partnership"),
    }
)

i18n.fields(
    "engagement",
    {
        "type": _l("Type"),
        "state": _l("State"),
        "starts_on": _l("Date"),
        "starts_at": _l("Starts at"),
        "ends_on": _l("Last day"),
        "ends_at": _l("Ends at"),
        "summary": _l("Summary"),
        "place": _l("Place"),
        "is_online": _l("Online"),
        "notes": _l("Notes"),
        "partnership_id": _l("Partnership"),
        "unit_id": _l("Unit"),
        "created_by_id": _l("Logged by"),
        "our_tier": _l("Our level"),
        "their_tier": _l("Their level"),
        "our_role": _l("Our role"),
        "learned": _l("What we learned"),
        "learned_for": _l("Who can use it"),
        "cost_amount": _l("Cost"),
        "cost_currency": _l("Currency"),
        "cost_eur": _l("Cost in euros"),
        "position": _l("Our position"),
        "forum": _l("Forum"),
        "ask": _l("What we asked for"),
        "advocacy_outcome": _l("Outcome"),
        "visibility": _l("Visibility"),
        "notes_visibility": _l("Who may read the notes"),
        "cancelled_by": _l("Cancelled by"),
        "state_reason": _l("Reason"),
        "first_planned_on": _l("First planned on"),
        "is_demonstration": _l("Demonstration data"),
        "organisations": _l("Organisations"),
        "people": _l("Our people"),
        "objectives": _l("Objectives"),
        "focus_areas": _l("Focus areas"),
    },
)
i18n.fields(
    "engagement_contact",
    {
        "engagement_id": _l("Engagement"),
        "contact_id": _l("Contact"),
        "affiliation_id": _l("Affiliation of that day"),
    },
)
i18n.fields("engagement_result", {"engagement_id": _l("Engagement"), "kind": _l("Result")})
i18n.fields(
    "media_mention",
    {
        "engagement_id": _l("Engagement"),
        "outlet": _l("Medium"),
        "country": _l("Country"),
        "link": _l("Link"),
    },
)
i18n.fields(
    "engagement_travel",
    {
        "engagement_id": _l("Engagement"),
        "means": _l("Means of travel"),
        "distance_km": _l("Distance in kilometres"),
        "travellers": _l("Travellers"),
        "co2e_kg": _l("Emissions in kilograms of CO₂ equivalent"),
        "factor_year": _l("Year of the emission factors"),
    },
)
i18n.fields(
    "engagement_document",
    {"engagement_id": _l("Engagement"), "attachment_id": _l("Document")},
)
i18n.fields(
    "follow_up",
    {
        "engagement_id": _l("Engagement"),
        "partnership_id": _l("Partnership"),
        "what": _l("What was promised"),
        "promiser": _l("Who promised"),
        "assignee_id": _l("Who takes care of it"),
        "counterpart": _l("To whom, or by whom on their side"),
        "due_on": _l("Due date"),
        "state": _l("State"),
        "state_reason": _l("Reason"),
        "closed_on": _l("Closed on"),
        "is_demonstration": _l("Demonstration data"),
    },
)
