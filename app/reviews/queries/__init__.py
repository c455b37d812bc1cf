"""Every select of rounds and reviews, and of what a review is made from."""

from app.reviews.queries.behind import (
    changes_between,
    duties_since,
    engagements_in,
    follow_ups_since,
    indicators_of,
    names_of,
)
from app.reviews.queries.reviews import (
    accepted_reviews,
    get_review,
    is_in_force,
    list_reviews,
    lock_unaccepted,
    reviews_of_partnership,
    reviews_of_round,
    reviews_to_accept,
    reviews_to_write,
    waiting_reviews,
)
from app.reviews.queries.rounds import (
    count_by_state,
    find_round,
    get_round,
    latest_progress,
    list_rounds,
    reviewed_partnerships,
)

__all__ = [
    "accepted_reviews",
    "changes_between",
    "count_by_state",
    "duties_since",
    "engagements_in",
    "find_round",
    "follow_ups_since",
    "get_review",
    "get_round",
    "indicators_of",
    "is_in_force",
    "latest_progress",
    "list_reviews",
    "list_rounds",
    "lock_unaccepted",
    "names_of",
    "reviewed_partnerships",
    "reviews_of_partnership",
    "reviews_of_round",
    "reviews_to_accept",
    "reviews_to_write",
    "waiting_reviews",
]
