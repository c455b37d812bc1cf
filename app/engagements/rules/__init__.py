"""Pure questions about engagements and follow-ups; a "no" is raised as Refused, at its field."""

from app.engagements.rules.dropped import (
    Dropped,
    Forwarded,
    Person,
    read_file,
    read_forwarded,
)
from app.engagements.rules.line import Line, nominatives, read_line, serves_topic
from app.engagements.rules.log import (
    affiliation_on,
    check_cancelling,
    check_dropping,
    check_follow_up_next,
    check_held_on,
    check_new_date,
    check_new_state,
    check_next,
    check_order,
    check_postponing,
    check_promise,
    check_visit,
    cost_in_euros,
    is_late,
    is_upcoming,
    state_by_date,
)
from app.engagements.rules.notes import note_visibility
from app.engagements.rules.travel import FACTOR_YEAR, FACTORS, FARTHEST, MOST, emissions

__all__ = [
    "FACTORS",
    "FACTOR_YEAR",
    "FARTHEST",
    "MOST",
    "Dropped",
    "Forwarded",
    "Line",
    "Person",
    "affiliation_on",
    "check_cancelling",
    "check_dropping",
    "check_follow_up_next",
    "check_held_on",
    "check_new_date",
    "check_new_state",
    "check_next",
    "check_order",
    "check_postponing",
    "check_promise",
    "check_visit",
    "cost_in_euros",
    "emissions",
    "is_late",
    "is_upcoming",
    "nominatives",
    "note_visibility",
    "read_file",
    "read_forwarded",
    "read_line",
    "serves_topic",
    "state_by_date",
]
