"""Rounds, reviews and their scores; case studies with their impact chains."""

from app.reviews.models.case_studies import CaseStudy, ImpactStage, ImpactStep
from app.reviews.models.drafts import ReviewDraft
from app.reviews.models.reviews import (
    Criterion,
    Progress,
    Recommendation,
    Review,
    ReviewComment,
    ReviewRound,
    ReviewScore,
    ReviewState,
)

__all__ = [
    "CaseStudy",
    "Criterion",
    "ImpactStage",
    "ImpactStep",
    "Progress",
    "Recommendation",
    "Review",
    "ReviewComment",
    "ReviewDraft",
    "ReviewRound",
    "ReviewScore",
    "ReviewState",
]
