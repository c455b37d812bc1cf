"""What states, judgements and verbs of reviews are called."""

from app.core.i18n import _l, actions, fields, label
from app.reviews.models import Criterion, ImpactStage, Progress, Recommendation, ReviewState
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
    {
        Criterion.STRATEGIC_FIT: _l("Strategic fit"),
        Criterion.BENEFIT: _l("Benefit gained"),
        Criterion.ACTIVITY: _l("Activity"),
        Criterion.INFLUENCE: _l("Our contribution and influence"),
        Criterion.COST: _l("Cost"),
        Criterion.PEERS: _l("Peers and benchmark"),
        Criterion.OVERLAP: _l("Overlap"),
        Criterion.RISK: _l("Risk"),
    },
    {
        ImpactStage.RESOURCES: _l("Resources"),
        ImpactStage.ACTIVITIES: _l("Activities"),
        ImpactStage.OUTPUTS: _l("Outputs"),
        ImpactStage.OUTCOMES: _l("Outcomes"),
        ImpactStage.IMPACT: _l("Impact"),
    },
)

# What speaks for a partnership: 5 is best, also where less is better.
BEST = {
    Criterion.STRATEGIC_FIT: _l("5: it serves a goal of the strategy directly."),
    Criterion.BENEFIT: _l("Expertise, visibility, influence. 5: we could not have had it alone."),
    Criterion.ACTIVITY: _l("In this quarter. 5: both sides work together all the time."),
    Criterion.INFLUENCE: _l("5: we shape what the others do."),
    Criterion.COST: _l("Fees and working days. 5: little for what it gives."),
    Criterion.PEERS: _l("5: the cities we compare ourselves with are in it too."),
    Criterion.OVERLAP: _l("5: nothing else we have does the same."),
    Criterion.RISK: _l("5: nothing stands against it."),
}

# The sections of a case study, in the order of the Shanghai Manual.
SECTIONS = {
    "summary": _l("Summary"),
    "background": _l("Background and objective"),
    "actions": _l("Actions and implementation"),
    "outcomes": _l("Outcomes and impacts"),
    "sustainability": _l("Sustainability and scalability"),
    "inclusivity": _l("Gender and social inclusivity"),
    "innovation": _l("Innovative initiative"),
    "resources": _l("Resources"),
    "conclusion": _l("Conclusion"),
}
SECTION_HELP = {
    "summary": _l("The whole case in one paragraph: who, what, since when, and what came of it."),
    "background": _l("The problem, and the goals of the city that it serves."),
    "actions": _l("What was done, by whom, step by step."),
    "outcomes": _l("What changed, with figures and what shows them."),
    "sustainability": _l("What keeps it going, and what others can take over."),
    "inclusivity": _l("Who takes part and who benefits. The log does not know it."),
    "innovation": _l("What is new in it, and what was learned."),
    "resources": _l("Money, working days, people, and who paid."),
    "conclusion": _l("Lessons, and what comes next."),
}

actions(
    {
        "round.open": _l("Round opened"),
        "review.open": _l("Review opened"),
        "review.owner": _l("Passed on to the new owner"),
        "review.write": _l("Review written"),
        "review.delegate": _l("Delegated to the deputy"),
        "review.take_back": _l("Taken back from the deputy"),
        "review.correct": _l("Correction begun"),
        "review.submit": _l("Review submitted"),
        "review.send_back": _l("Review sent back"),
        "review.accept": _l("Review accepted"),
        "case_study.begin": _l("Case study begun"),
        "case_study.write": _l("Case study written"),
    }
)

fields(
    "review",
    {
        "round_id": _l("Round"),
        "partnership_id": _l("Partnership"),
        "edition": _l("Edition"),
        "corrects_id": _l("Corrects"),
        "correction_reason": _l("What is corrected"),
        "state": _l("State"),
        "is_delegated": _l("Delegated to the deputy"),
        "owner_id": _l("Owner"),
        "progress": _l("Status"),
        "achievements": _l("Achievements"),
        "challenges": _l("Challenges"),
        "way_forward": _l("Way forward"),
        "lessons": _l("Lessons"),
        "recommendation": _l("Recommendation"),
        "recommendation_reason": _l("Reason for the recommendation"),
        "decision_asked": _l("Decision asked"),
        "decision_body": _l("Who should decide"),
        "decision_due_on": _l("Decision needed by"),
        "working_days": _l("Working days used"),
        "submitted_by_id": _l("Submitted by"),
        "on_behalf_of_id": _l("On behalf of"),
        "submitted_at": _l("Submitted at"),
        "accepted_by_id": _l("Accepted by"),
        "accepted_at": _l("Accepted at"),
        "figures": _l("Figures"),
        "content_hash": _l("Hash"),
    },
)

fields(
    "review_score",
    {
        "review_id": _l("Review"),
        "criterion": _l("Criterion"),
        "score": _l("Score"),
        "reason": _l("Reason"),
        "evidence": _l("Evidence"),
    },
)

fields(
    "case_study",
    {
        **SECTIONS,
        "partnership_id": _l("Partnership"),
        "audience": _l("Audience"),
        "language": _l("Language"),
    },
)

fields(
    "impact_step",
    {
        "case_study_id": _l("Case study"),
        "stage": _l("Link of the impact chain"),
        "what": _l("What"),
        "indicators": _l("Indicators"),
        "evidence": _l("Evidence"),
    },
)
