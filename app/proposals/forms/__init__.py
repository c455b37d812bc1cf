"""The forms of proposals: the proposal itself, and one for each move."""

from app.proposals.forms.fields import EditProposalForm, ProposalForm
from app.proposals.forms.moves import (
    AssessmentForm,
    AssessorForm,
    ConvertForm,
    DecideForm,
    DeclineForm,
    DocumentForm,
    RecommendForm,
    RecommendMembershipForm,
    TriageForm,
    WithdrawForm,
)
from app.proposals.forms.public import PublicProposalForm

__all__ = [
    "AssessmentForm",
    "AssessorForm",
    "ConvertForm",
    "DecideForm",
    "DeclineForm",
    "DocumentForm",
    "EditProposalForm",
    "ProposalForm",
    "PublicProposalForm",
    "RecommendForm",
    "RecommendMembershipForm",
    "TriageForm",
    "WithdrawForm",
]
