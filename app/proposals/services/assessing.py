"""Two people assess, independent of each other; the second one handed in carries it on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, raise_version
from app.core.search import documents
from app.proposals import queries, rules, search
from app.proposals.models import (
    Assessment,
    AssessmentScore,
    Criterion,
    Proposal,
    ProposalState,
)
from app.proposals.services.moving import ASSESSMENT, GONE_ON, enter
from app.users import queries as users
from app.users.services import overtake


def ask_assessor(session: Session, proposal: Proposal, values: Values, *, actor: Actor) -> None:
    """Ask somebody (``assessor_id``, ``due_on``) for an assessment.

    The proposal must be locked, so that two who ask at once do not ask three. Refused for whoever
    proposed it and for whoever assesses it already.
    """
    if proposal.state is not ProposalState.TRIAGED:
        raise Refused(GONE_ON)
    user = users.get_user(session, values["assessor_id"])
    email = queries.get_proposer(session, proposal.id).email
    if gaps := rules.assessor_gaps(proposal, user, email, proposal.assessments):
        raise Refused(_l("This person cannot assess it."), gaps)
    taken = {each.place for each in proposal.assessments}
    with acting(session, actor, "assessment.ask"):
        asked = Assessment(
            place=min({1, 2} - taken),
            assessor=user,
            due_on=values.get("due_on") or rules.assessment_due(clock.today()),
            scores=[],
        )
        proposal.assessments.append(asked)


def release_assessor(
    session: Session, proposal: Proposal, assessment: Assessment, *, actor: Actor
) -> None:
    """Take back the request; what was handed in stays."""
    if assessment.submitted_on is not None:
        raise Refused(_l("This assessment has been handed in, so it stays."))
    if proposal.state is not ProposalState.TRIAGED:
        raise Refused(GONE_ON)
    found = queries.find_assessment(session, proposal.id, assessment.assessor_id)
    with acting(session, actor, "assessment.release"):
        session.delete(found)
    overtake(session, [(ASSESSMENT, assessment.id)], actor=actor)


def write_assessment(
    session: Session, proposal: Proposal, assessment: Assessment, values: Values, *, actor: Actor
) -> None:
    """Keep ``<criterion>_score`` and ``<criterion>_reason`` as a draft of the assessor's own."""
    if assessment.assessor_id != actor.id:
        raise Refused(_l("Only the assessor writes an assessment."))
    if assessment.submitted_on is not None or proposal.state is not ProposalState.TRIAGED:
        raise Refused(_l("This assessment has been handed in, so it stays."))
    kept = {each.criterion: each for each in assessment.scores}
    with acting(session, actor, "assessment.write"):
        for criterion in Criterion:
            if criterion not in kept:
                kept[criterion] = AssessmentScore(criterion=criterion)
                assessment.scores.append(kept[criterion])
            kept[criterion].score = values.get(f"{criterion.value}_score")
            kept[criterion].reason = (values.get(f"{criterion.value}_reason") or "").strip()
        raise_version(assessment)


def submit_assessment(
    session: Session, proposal: Proposal, assessment: Assessment, values: Values, *, actor: Actor
) -> None:
    """Hand it in; it never changes again. With the second one the proposal is assessed.

    The proposal must be locked: two who hand in at once would each see one assessment only.
    """
    write_assessment(session, proposal, assessment, values, actor=actor)
    if gaps := rules.submission_gaps(values):
        raise Refused(_l("The assessment is not complete yet."), gaps)
    with acting(session, actor, "assessment.submit"):
        assessment.submitted_on = clock.today()
    overtake(session, [(ASSESSMENT, assessment.id)], actor=actor)
    if rules.are_both_in(proposal.assessments):
        with acting(session, actor, "proposal.assess"):
            enter(proposal, ProposalState.ASSESSED)
        documents.put(session, search.to_document(proposal))
