"""What is missing for a proposal's next step: the page lists it, the services refuse with it.

Product description, section 4: two assessments that do not know of each other, and a strategic
fit without which nothing is recommended for acceptance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.errors import Gap
from app.core.i18n import _l
from app.partnerships.models import PartnershipKind
from app.proposals.models import (
    ASSESSMENTS,
    Assessment,
    AssessmentScore,
    Criterion,
    Proposal,
    ProposalState,
    Verdict,
)
from app.strategy.models import StrategyState

# The lowest score for strategic fit that passes, with either assessor.
PASSING_FIT = 3


def are_both_in(assessments: Sequence[Assessment]) -> bool:
    """Whether as many assessments as are needed have been handed in."""
    return sum(each.submitted_on is not None for each in assessments) >= ASSESSMENTS


def fit_passes(scores: Sequence[AssessmentScore]) -> bool:
    """Whether every assessor finds that it serves the strategy; no score passes nothing."""
    fits = [each.score for each in scores if each.criterion is Criterion.STRATEGIC_FIT]
    return len(fits) >= ASSESSMENTS and all(fit is not None and fit >= PASSING_FIT for fit in fits)


def assessor_gaps(
    proposal: Proposal, user: Any, proposer_email: str, assessments: Sequence[Assessment]
) -> list[Gap]:
    """Why this person may not assess it: whoever proposed it, an assessor already, no account."""
    is_proposer = user.id == proposal.submitted_by_id or (
        bool(proposer_email) and user.email.casefold() == proposer_email.casefold()
    )
    found = [
        (user.is_active, _l("Choose somebody with an active account.")),
        (user.role != "reader", _l("Choose somebody who may assess: a contributor or above.")),
        (not is_proposer, _l("Whoever proposed it cannot assess it.")),
        (
            all(each.assessor_id != user.id for each in assessments),
            _l("This person assesses it already; the second must be somebody else."),
        ),
        (len(assessments) < ASSESSMENTS, _l("Two people assess it already.")),
    ]
    return [Gap("assessor", label, "assessor_id") for is_right, label in found if not is_right]


def submission_gaps(values: Mapping[str, Any]) -> list[Gap]:
    """What an assessment lacks: each criterion needs a score and a reason in words.

    ``values`` has ``<criterion>_score`` and ``<criterion>_reason``.
    """
    gaps = []
    for criterion in Criterion:
        score, reason = f"{criterion.value}_score", f"{criterion.value}_reason"
        if not values.get(score):
            gaps.append(Gap(score, _l("Choose a score from 1 to 5."), score))
        if not str(values.get(reason) or "").strip():
            gaps.append(Gap(reason, _l("Write the reason for this score."), reason))
    return gaps


def _triage(proposal: Proposal, _scores: Sequence[AssessmentScore]) -> list[Gap]:
    return [
        Gap("handler", _l("Somebody who handles it"), "handler_id", bool(proposal.handler_id)),
        Gap("unit", _l("A unit that it concerns"), "unit_id", bool(proposal.unit_id)),
    ]


def _assess(proposal: Proposal, _scores: Sequence[AssessmentScore]) -> list[Gap]:
    found = proposal.assessments
    handed_in = sum(each.submitted_on is not None for each in found)
    return [
        Gap("asked", _l("Two people asked to assess it"), "assessors", len(found) >= ASSESSMENTS),
        Gap("first", _l("A first assessment"), "assessors", handed_in >= 1),
        Gap(
            "second", _l("A second, independent assessment"), "assessors", handed_in >= ASSESSMENTS
        ),
    ]


def acceptance_gaps(proposal: Proposal, scores: Sequence[AssessmentScore]) -> list[Gap]:
    """What a recommendation to accept needs, met or not; one to decline needs none of it."""
    in_force = [g for g in proposal.goals if g.strategy.state is StrategyState.IN_FORCE]
    gaps = [
        Gap("fit", _l("A strategic fit of 3 or more with both assessors"), "", fit_passes(scores)),
        Gap("goal", _l("A goal of the city strategy in force"), "goals", bool(in_force)),
        Gap("rationale", _l("Why it serves the goal"), "rationale", bool(proposal.rationale)),
    ]
    if proposal.kind is PartnershipKind.NETWORK:
        is_answered = bool(proposal.could_leave_id or proposal.could_leave_note)
        label = _l("Which membership could be left, or why none")
        gaps.append(Gap("leave", label, "could_leave_note", is_answered))
    return gaps


def _decide(proposal: Proposal, _scores: Sequence[AssessmentScore]) -> list[Gap]:
    return [
        Gap("recommended", _l("A recommendation"), "", bool(proposal.recommendation)),
        Gap("decision", _l("Who decided, and when"), "decision_body", bool(proposal.decided_on)),
    ]


def _convert(proposal: Proposal, _scores: Sequence[AssessmentScore]) -> list[Gap]:
    is_known = proposal.organisation_id is not None
    return [
        Gap("accepted", _l("A decision to accept it"), "", proposal.decision is Verdict.ACCEPT),
        Gap("partner", _l("The organisation, in the register"), "organisation_id", is_known),
    ]


_DEMANDS = {
    ProposalState.RECEIVED: _triage,
    ProposalState.TRIAGED: _assess,
    ProposalState.ASSESSED: acceptance_gaps,
    ProposalState.RECOMMENDED: _decide,
}


def demands(proposal: Proposal, scores: Sequence[AssessmentScore] = ()) -> list[Gap]:
    """What the next step needs, met or not, from the state it stands in; nothing at the end.

    Assessments and goals with their strategies must be loaded.
    """
    if proposal.state is ProposalState.DECIDED and proposal.decision is Verdict.ACCEPT:
        return _convert(proposal, scores)
    ask = _DEMANDS.get(proposal.state)
    return ask(proposal, scores) if ask else []
