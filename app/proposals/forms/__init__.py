"""The forms of proposals: the proposal itself, and one for each move."""

from app.proposals.forms.fields import EditProposalForm, ProposalForm
from app.proposals.forms.moves import (
    AssessmentForm,
    AssessorForm,
    ConvertForm,
    DecideForm,
    DeclineForm,
    RecommendForm,
    RecommendMembershipForm,
    TriageForm,
    WithdrawForm,
)

__all__ = [
    "AssessmentForm",
    "AssessorForm",
    "ConvertForm",
    "DecideForm",
    "DeclineForm",
    "EditProposalForm",
    "ProposalForm",
    "RecommendForm",
    "RecommendMembershipForm",
    "TriageForm",
    "WithdrawForm",
]
