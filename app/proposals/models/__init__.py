"""A proposal, who sent it, and its assessments."""

from app.proposals.models.assessment import ASSESSMENTS, Assessment, AssessmentScore, Criterion
from app.proposals.models.choices import OPEN, Channel, ProposalState, Verdict
from app.proposals.models.document import ProposalDocument
from app.proposals.models.proposal import Proposal, ProposalCounter, Proposer

__all__ = [
    "ASSESSMENTS",
    "OPEN",
    "Assessment",
    "AssessmentScore",
    "Channel",
    "Criterion",
    "Proposal",
    "ProposalCounter",
    "ProposalDocument",
    "ProposalState",
    "Proposer",
    "Verdict",
]
