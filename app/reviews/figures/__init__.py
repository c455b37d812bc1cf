"""The figures of a review: computed from the log while it is open, frozen once it is accepted.

A snapshot is plain JSON in which people stand by number only; each of its counts is also what a
plain recount of its own lists gives. Restricted engagements count only in the review of a
restricted partnership, because everybody who sees a review sees its figures.
"""

from app.reviews.figures.behind import DIRECTIONS, behind, quarter_of
from app.reviews.figures.snapshot import PERIODS, Snapshot, people, shown, snapshot

__all__ = [
    "DIRECTIONS",
    "PERIODS",
    "Snapshot",
    "behind",
    "people",
    "quarter_of",
    "shown",
    "snapshot",
]
