"""The managers' side: send back or accept; correct what was accepted; do as it recommends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.partnerships import services as partnerships
from app.reviews import figures, queries, rules
from app.reviews.models import Review, ReviewComment, ReviewScore, ReviewState

# Ending needs more than a reason; its own page asks for it.
BY_REASON: dict[str, Callable[..., None]] = {
    "activate": partnerships.activate,
    "resume": partnerships.resume,
    "put_under_review": partnerships.put_under_review,
    "make_dormant": partnerships.make_dormant,
}


def send_back(session: Session, review: Review, text: str, *, actor: Actor) -> Review:
    """Ask the owner for more, with a comment that says what."""
    if review.state is not ReviewState.SUBMITTED:
        raise Refused(_("Only a submitted review can be sent back."))
    if not text:
        raise Refused(_("Write what should be changed."), field="comment")
    with acting(session, actor, "review.send_back", reason=text):
        review.state = ReviewState.SENT_BACK
        _comment(session, review, text, actor)
    return review


def accept(session: Session, review: Review, text: str = "", *, actor: Actor) -> Review:
    """Freeze figures, text, scores and lists with their hash; from now on the database refuses
    changes. The scores must be loaded."""
    if review.state is not ReviewState.SUBMITTED:
        raise Refused(_("Only a submitted review can be accepted."))
    if review.submitted_by_id is not None and review.submitted_by_id == actor.id:
        raise Refused(_("Somebody else must accept what you submitted yourself."))
    if text:
        _comment(session, review, text, actor)
    trail = queries.reviews_of_partnership(session, review.partnership_id)
    frozen = figures.snapshot(session, review, trail)
    with acting(session, actor, "review.accept", reason=text):
        review.figures = frozen
        review.accepted_by_id = actor.id
        review.accepted_at = clock.now()
        review.content_hash = rules.content_hash(review, frozen)
        review.state = ReviewState.ACCEPTED
    # Nobody can save what is still typed into it.
    queries.drop_drafts(session, review.id)
    return review


def correct(session: Session, review: Review, reason: str, *, actor: Actor) -> Review:
    """A new edition that names the accepted one, with its text and scores to be mended.

    The accepted one never changes, and stands until the correction is accepted in its turn. The
    scores must be loaded.
    """
    if review.state is not ReviewState.ACCEPTED:
        raise Refused(_("Only an accepted review is corrected; this one can still be written."))
    if review.corrected_by is not None:
        raise Refused(_("A correction of this review has been begun already."))
    if not reason.strip():
        raise Refused(_("Write what is wrong in the accepted review."), field="reason")
    with acting(session, actor, "review.correct", reason.strip()):
        edition = Review(
            round_id=review.round_id,
            partnership_id=review.partnership_id,
            edition=review.edition + 1,
            corrects_id=review.id,
            correction_reason=reason.strip(),
            owner_id=review.partnership.owner_id,
            **{name: getattr(review, name) for name in rules.WRITTEN},
        )
        edition.scores = [
            ReviewScore(
                criterion=one.criterion,
                score=one.score,
                reason=one.reason,
                evidence=one.evidence,
            )
            for one in review.scores
        ]
        session.add(edition)
    return edition


def move_as_recommended(
    session: Session, review: Review, partnership: Any, *, actor: Actor
) -> None:
    """The move that an accepted review proposes, with the review as its reason.

    ``partnership`` is locked and whole, as its own verbs take it.
    """
    if review.state is not ReviewState.ACCEPTED or review.corrected_by is not None:
        raise Refused(_("Only the accepted review that stands proposes a move."))
    move = rules.proposed_move(review.recommendation, partnership.state)
    if move is None or move.verb not in BY_REASON:
        raise Refused(_("The state has changed meanwhile, so this cannot be done any more."))
    told = _("Review %(quarter)s: %(reason)s", quarter=review.round.quarter,
             reason=review.recommendation_reason)  # fmt: skip
    BY_REASON[move.verb](session, partnership, told, actor=actor)


def _comment(session: Session, review: Review, text: str, actor: Actor) -> None:
    if actor.id is not None:
        session.add(ReviewComment(review_id=review.id, author_id=actor.id, text=text))
