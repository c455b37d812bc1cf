"""Verifying what was accepted, for ``flask check-rules``."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.core import hooks
from app.reviews import queries, rules


def wrong_hashes(session: Session) -> Iterator[str]:
    """A line for each accepted review that does not say what it was accepted with."""
    for review in queries.accepted_reviews(session):
        if review.figures is None:
            yield f"review {review.id}: accepted without figures"
        elif rules.content_hash(review, review.figures) != review.content_hash:
            yield f"review {review.id}: text, scores or figures are not those of its hash"


def lost_acceptances(session: Session) -> Iterator[str]:
    """A line for each review that the history says was accepted, and that is not, or not with the
    hash that it got then: what was taken back or sealed anew behind the application's back."""
    for number in queries.changed_since_accepted(session):
        yield f"review {number}: was accepted, and does not stand as it was accepted"


hooks.rule_checks += [wrong_hashes, lost_acceptances]
