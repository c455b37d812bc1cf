"""When a review is due, what it needs, what it proposes, and what an accepted one is worth; for
whom a case study may be told."""

from app.reviews.rules.case_studies import (
    SECTIONS,
    STEP_FIELDS,
    STEP_PARTS,
    audiences,
    ordered_steps,
    stated_audience,
    step_field,
)
from app.reviews.rules.content import TEXT, content_hash
from app.reviews.rules.moves import proposed_move
from app.reviews.rules.standing import (
    WAITING,
    Standing,
    is_late,
    may_be_written,
    standing,
    states_meaning,
    usual_due_on,
    writer_id,
)
from app.reviews.rules.writing import (
    CRITERION_FIELDS,
    WRITTEN,
    criterion_field,
    submission_gaps,
)

__all__ = [
    "CRITERION_FIELDS",
    "SECTIONS",
    "STEP_FIELDS",
    "STEP_PARTS",
    "TEXT",
    "WAITING",
    "WRITTEN",
    "Standing",
    "audiences",
    "content_hash",
    "criterion_field",
    "is_late",
    "may_be_written",
    "ordered_steps",
    "proposed_move",
    "standing",
    "stated_audience",
    "states_meaning",
    "step_field",
    "submission_gaps",
    "usual_due_on",
    "writer_id",
]
