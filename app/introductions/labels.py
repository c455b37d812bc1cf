"""What states, verbs and fields of requests for introductions are called."""

from app.core.i18n import _l, actions, fields, label
from app.introductions.models import IntroductionState

label(
    {
        IntroductionState.OPEN: _l("Asked"),
        IntroductionState.ACCEPTED: _l("Accepted"),
        IntroductionState.DECLINED: _l("Declined"),
        IntroductionState.WITHDRAWN: _l("Withdrawn"),
    }
)
TONES = {
    IntroductionState.OPEN: "warning",
    IntroductionState.ACCEPTED: "success",
    IntroductionState.DECLINED: "neutral",
}
actions(
    {
        "introduction.ask": _l("Introduction asked for"),
        "introduction.take": _l("Request for an introduction taken"),
        "introduction.redirect": _l("Request for an introduction passed on"),
        "introduction.accept": _l("Introduction promised"),
        "introduction.decline": _l("Introduction declined"),
        "introduction.withdraw": _l("Request for an introduction withdrawn"),
        "introduction.hand_over": _l("Request for an introduction handed over"),
    }
)
fields(
    "introduction",
    {
        "organisation_id": _l("Organisation"),
        "partnership_id": _l("Partnership"),
        "contact_id": _l("Contact"),
        "asker_id": _l("Who asks"),
        "handler_id": _l("Who is asked"),
        "asked_on": _l("Asked on"),
        "wanted_by": _l("Wanted by"),
        "purpose": _l("Purpose"),
        "state": _l("State"),
        "answer": _l("Answer"),
        "answered_on": _l("Answered on"),
        "engagement_id": _l("Engagement"),
        "is_demonstration": _l("Demonstration data"),
    },
)
