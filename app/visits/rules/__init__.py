"""What a visit must satisfy on its way, and what whoever answers should know; no database."""

from app.visits.rules.capacity import Load, capacity_in, first_of_month, load_of, months_from
from app.visits.rules.checks import (
    Before,
    Warned,
    before_of,
    same_topic_since,
    show_days,
    warnings,
)
from app.visits.rules.moves import (
    ANSWER_DAYS,
    MOVES,
    Move,
    allowed_moves,
    answer_by,
    check_days,
    check_stop,
    demands,
    due_on,
    is_late,
    next_move,
)
from app.visits.rules.places import check_place, show_hours

__all__ = [
    "ANSWER_DAYS",
    "MOVES",
    "Before",
    "Load",
    "Move",
    "Warned",
    "allowed_moves",
    "answer_by",
    "before_of",
    "capacity_in",
    "check_days",
    "check_place",
    "check_stop",
    "demands",
    "due_on",
    "first_of_month",
    "is_late",
    "load_of",
    "months_from",
    "next_move",
    "same_topic_since",
    "show_days",
    "show_hours",
    "warnings",
]
