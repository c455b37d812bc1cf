"""Pure questions about partnerships: the gate, the moves between states, the dates of a term."""

from app.partnerships.rules.gate import (
    CODES,
    Check,
    GapGroup,
    activation_gaps,
    approval_gaps,
    checklist,
    column_gaps,
    group_by_gap,
    may_see,
    serves_strategy,
)
from app.partnerships.rules.moves import BEFORE, MOVES, Move, allowed_moves
from app.partnerships.rules.terms import is_expired, notice_by, renewed_end, review_due

__all__ = [
    "BEFORE",
    "CODES",
    "MOVES",
    "Check",
    "GapGroup",
    "Move",
    "activation_gaps",
    "allowed_moves",
    "approval_gaps",
    "checklist",
    "column_gaps",
    "group_by_gap",
    "is_expired",
    "may_see",
    "notice_by",
    "renewed_end",
    "review_due",
    "serves_strategy",
]
