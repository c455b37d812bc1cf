"""What states, verbs and fields of visits are called."""

from app.core.i18n import _l, actions, fields, label
from app.visits.models import VisitState

label(
    {
        VisitState.REQUESTED: _l("Requested"),
        VisitState.ACCEPTED: _l("Accepted"),
        VisitState.PROGRAMMED: _l("Programme ready"),
        VisitState.HELD: _l("Held"),
        VisitState.REPORTED: _l("Reported"),
        VisitState.REDIRECTED: _l("Redirected"),
        VisitState.DECLINED: _l("Declined"),
        VisitState.CANCELLED: _l("Cancelled"),
    },
)

FIELDS = {
    "reference": _l("Reference number"),
    "channel": _l("Came by"),
    "language": _l("Language"),
    "received_on": _l("Received on"),
    "title": _l("What the visit is about"),
    "purpose": _l("What they would like to see and hear"),
    "organisation_name": _l("Organisation, as written"),
    "organisation_id": _l("Organisation in the register"),
    "country": _l("Country"),
    "head_role": _l("Title of the head of delegation"),
    "head_tier": _l("Rank of the head of delegation"),
    "size": _l("How many people"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "dates_note": _l("Other days that would do"),
    "allows_calendar": _l("The guests agree to stand in the public calendar"),
    "submitted_by_id": _l("Entered by"),
    "state": _l("State"),
    "state_since": _l("In this state since"),
    "state_reason": _l("Reason for the answer"),
    "redirected_to": _l("Who can receive them"),
    "unit_id": _l("Host unit"),
    "handler_id": _l("Handled by"),
    "visibility": _l("Visible to"),
    "note": _l("Note for colleagues"),
    "caution_reason": _l("Why there is a visit although the partner is under caution"),
    "partnership_id": _l("Partnership"),
    "engagement_id": _l("Engagement of the log"),
    "thanked_on": _l("Thanked on"),
    "report": _l("What came of it"),
    "nothing_promised": _l("Nothing was promised"),
    "is_demonstration": _l("Demonstration"),
    "focus_areas": _l("Topics"),
    "contacts": _l("Guests in the register"),
}
STOP_FIELDS = {
    "visit_id": _l("Visit"),
    "day": _l("Day"),
    "starts_at": _l("Begins at"),
    "ends_at": _l("Ends at"),
    "what": _l("What takes place"),
    "place": _l("Place"),
    "host_id": _l("Host"),
    "hosts": _l("Other hosts"),
}
CAPACITY_FIELDS = {
    "unit_id": _l("Host unit"),
    "from_month": _l("From this month on"),
    "visits": _l("Visits a month"),
}
fields("visit", FIELDS)
fields("visit_stop", STOP_FIELDS)
fields("host_capacity", CAPACITY_FIELDS)
actions(
    {
        "visit.receive": _l("Received"),
        "visit.update": _l("Edited"),
        "visit.accept": _l("Accepted"),
        "visit.redirect": _l("Redirected"),
        "visit.decline": _l("Declined"),
        "visit.cancel": _l("Cancelled"),
        "visit.programme": _l("Programme ready"),
        "visit.hold": _l("Held"),
        "visit.report": _l("Reported"),
        "visit.hand_over": _l("Handed over"),
        "visit.stop_add": _l("Item of the programme added"),
        "visit.stop_update": _l("Item of the programme changed"),
        "visit.stop_remove": _l("Item of the programme taken out"),
        "visit.stop_hand_over": _l("Handed over"),
        "visit.capacity": _l("Capacity stated"),
    }
)
