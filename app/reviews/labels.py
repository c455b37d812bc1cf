"""What states, judgements and verbs of reviews are called."""

from app.core.i18n import _l, actions, fields, label
from app.reviews.models import Progress, Recommendation, ReviewState
from app.reviews.rules import Standing

label(
    {
        ReviewState.OPEN: _l("Open"),
        ReviewState.SUBMITTED: _l("Submitted"),
        ReviewState.SENT_BACK: _l("Sent back"),
        ReviewState.ACCEPTED: _l("Accepted"),
    },
    {
        Standing.NOT_YET_DUE: _l("Not yet due"),
        Standing.DUE: _l("Due"),
        Standing.OVERDUE: _l("Overdue"),
        Standing.SUBMITTED: _l("Submitted"),
        Standing.SENT_BACK: _l("Sent back"),
        Standing.ACCEPTED: _l("Accepted"),
    },
    {
        Progress.MET: _l("Met"),
        Progress.ON_TRACK: _l("On track"),
        Progress.NO_PROGRESS: _l("No progress"),
        Progress.CONSTRAINED: _l("Constrained"),
    },
    {
        Recommendation.CONTINUE: _l("Continue"),
        Recommendation.STRENGTHEN: _l("Strengthen"),
        Recommendation.REFOCUS: _l("Refocus"),
        Recommendation.PAUSE: _l("Pause"),
        Recommendation.EXIT: _l("Exit"),
    },
)

actions(
    {
        "round.open": _l("Round opened"),
        "review.open": _l("Review opened"),
        "review.owner": _l("Passed on to the new owner"),
        "review.write": _l("Review written"),
        "review.submit": _l("Review submitted"),
        "review.send_back": _l("Review sent back"),
        "review.accept": _l("Review accepted"),
    }
)

fields(
    "review",
    {
        "round_id": _l("Round"),
        "partnership_id": _l("Partnership"),
        "state": _l("State"),
        "owner_id": _l("Owner"),
        "progress": _l("Status"),
        "achievements": _l("Achievements"),
        "challenges": _l("Challenges"),
        "way_forward": _l("Way forward"),
        "lessons": _l("Lessons"),
        "recommendation": _l("Recommendation"),
        "recommendation_reason": _l("Reason for the recommendation"),
        "submitted_by_id": _l("Submitted by"),
        "on_behalf_of_id": _l("On behalf of"),
        "submitted_at": _l("Submitted at"),
        "accepted_by_id": _l("Accepted by"),
        "accepted_at": _l("Accepted at"),
        "figures": _l("Figures"),
        "content_hash": _l("Hash"),
    },
)
