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


hooks.rule_checks.append(wrong_hashes)
