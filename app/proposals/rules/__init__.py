"""What a proposal must satisfy on its way; pure questions, no database."""

from app.proposals.rules.gaps import (
    acceptance_gaps,
    are_both_in,
    assessor_gaps,
    demands,
    fit_passes,
    submission_gaps,
)
from app.proposals.rules.leaving import Candidate, Membership, rank_candidates
from app.proposals.rules.moves import (
    ANSWER_DAYS,
    MOVES,
    Move,
    allowed_moves,
    answer_by,
    assessment_due,
    is_late,
    next_move,
)
from app.proposals.rules.overlap import Overlap, overlap_of

__all__ = [
    "ANSWER_DAYS",
    "MOVES",
    "Candidate",
    "Membership",
    "Move",
    "Overlap",
    "acceptance_gaps",
    "allowed_moves",
    "answer_by",
    "are_both_in",
    "assessment_due",
    "assessor_gaps",
    "demands",
    "fit_passes",
    "is_late",
    "next_move",
    "overlap_of",
    "rank_candidates",
    "submission_gaps",
]
