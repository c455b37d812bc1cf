"""What may happen to strategies, goals and indicators; pure questions, no database."""

from app.strategy.rules.documents import (
    READ_ONLY,
    adoption_gaps,
    deadline_gaps,
    decision_gaps,
    is_editable,
    is_period,
    moved,
    progress,
)
from app.strategy.rules.succession import (
    Basis,
    Suggestion,
    is_overdue,
    suggestions,
    usual_deadline,
)

__all__ = [
    "READ_ONLY",
    "Basis",
    "Suggestion",
    "adoption_gaps",
    "deadline_gaps",
    "decision_gaps",
    "is_editable",
    "is_overdue",
    "is_period",
    "moved",
    "progress",
    "suggestions",
    "usual_deadline",
]
