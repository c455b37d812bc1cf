"""Forms of rounds, reviews and case studies."""

from app.reviews.forms.case_studies import CaseStudyForm, NewCaseStudyForm
from app.reviews.forms.reviews import (
    AnswerForm,
    CorrectionForm,
    ReviewForm,
    RoundForm,
    answer_form,
    score_values,
)

__all__ = [
    "AnswerForm",
    "CaseStudyForm",
    "CorrectionForm",
    "NewCaseStudyForm",
    "ReviewForm",
    "RoundForm",
    "answer_form",
    "score_values",
]
