"""What states, criteria, verbs and fields of proposals are called."""

from app.core.i18n import _l, actions, fields, label
from app.proposals.models import Channel, Criterion, ProposalState, Verdict

label(
    {
        ProposalState.RECEIVED: _l("Received"),
        ProposalState.TRIAGED: _l("Being assessed"),
        ProposalState.ASSESSED: _l("Assessed"),
        ProposalState.RECOMMENDED: _l("Recommendation given"),
        ProposalState.DECIDED: _l("Decided"),
        ProposalState.CONVERTED: _l("Became a partnership"),
        ProposalState.DECLINED: _l("Declined"),
        ProposalState.WITHDRAWN: _l("Withdrawn"),
    },
    {
        Channel.PUBLIC: _l("Public form"),
        Channel.INTERNAL: _l("Entered by a colleague"),
    },
    {
        Verdict.ACCEPT: _l("Accept"),
        Verdict.DECLINE: _l("Decline"),
    },
    {
        Criterion.STRATEGIC_FIT: _l("Strategic fit"),
        Criterion.BENEFIT: _l("Benefit to the city"),
        Criterion.OFFER: _l("What we can offer"),
        Criterion.RESOURCES: _l("Resources it takes"),
        Criterion.OVERLAP: _l("Overlap with what we have"),
        Criterion.RISK: _l("Risk"),
    },
)

# What a score of 5 means for each criterion, so that 5 always speaks for the proposal.
BEST = {
    Criterion.STRATEGIC_FIT: _l("5: it serves a goal directly. Below 3 it cannot be accepted."),
    Criterion.BENEFIT: _l("5: expertise, visibility or influence that we would not have without."),
    Criterion.OFFER: _l("5: we have something exceptional to give."),
    Criterion.RESOURCES: _l("5: people and money are there already."),
    Criterion.OVERLAP: _l("5: nothing we have does the same."),
    Criterion.RISK: _l("5: hardly any risk for money, name or security."),
}

FIELDS = {
    "reference": _l("Reference number"),
    "kind": _l("Kind"),
    "channel": _l("Came by"),
    "language": _l("Language"),
    "received_on": _l("Received on"),
    "title": _l("Title"),
    "what": _l("What is proposed"),
    "rationale": _l("Why it serves the city's goals"),
    "resources": _l("What is asked of the city"),
    "timetable": _l("Timetable"),
    "organisation_name": _l("Organisation, as written"),
    "organisation_id": _l("Organisation in the register"),
    "country": _l("Country"),
    "submitted_by_id": _l("Entered by"),
    "state": _l("State"),
    "state_since": _l("In this state since"),
    "handler_id": _l("Handled by"),
    "unit_id": _l("Unit"),
    "visibility": _l("Visible to"),
    "triage_note": _l("Note for the assessors"),
    "could_leave_id": _l("Membership that could be left"),
    "could_leave_note": _l("Why it could be left, or why none can"),
    "recommendation": _l("Recommendation"),
    "recommendation_text": _l("Reason for the recommendation"),
    "recommended_by_id": _l("Recommended by"),
    "decision": _l("Decision"),
    "decision_body": _l("Decided by"),
    "decided_on": _l("Decided on"),
    "case_number": _l("Case number"),
    "decision_section": _l("Section"),
    "decline_reason": _l("Reason for the answer"),
    "alternative": _l("Another way"),
    "partnership_id": _l("Partnership"),
    "focus_areas": _l("Focus areas"),
    "objectives": _l("Objectives"),
    "goals": _l("Goals"),
}
fields("proposal", FIELDS)
fields(
    "proposal_document",
    {"proposal_id": _l("Proposal"), "attachment_id": _l("Document")},
)
fields(
    "assessment",
    {
        "proposal_id": _l("Proposal"),
        "place": _l("Place"),
        "assessor_id": _l("Assessor"),
        "due_on": _l("Due on"),
        "submitted_on": _l("Handed in on"),
    },
)
fields(
    "assessment_score",
    {
        "assessment_id": _l("Assessment"),
        "criterion": _l("Criterion"),
        "score": _l("Score"),
        "reason": _l("Reason"),
    },
)
actions(
    {
        "proposal.receive": _l("Received"),
        "proposal.update": _l("Edited"),
        "proposal.triage": _l("Sorted"),
        "proposal.document_add": _l("Document added"),
        "proposal.document_remove": _l("Document taken out"),
        "proposal.hand_over": _l("Handed over"),
        "proposal.assess": _l("Both assessments are in"),
        "proposal.recommend": _l("Recommendation given"),
        "proposal.decide": _l("Decision recorded"),
        "proposal.convert": _l("Became a partnership"),
        "proposal.decline": _l("Declined"),
        "proposal.withdraw": _l("Withdrawn"),
        "assessment.ask": _l("Assessor asked"),
        "assessment.release": _l("Assessor released"),
        "assessment.hand_over": _l("Handed over"),
        "assessment.write": _l("Assessment written"),
        "assessment.submit": _l("Assessment handed in"),
    }
)
