"""Verbs of reviews: open a round, write, submit, send back, accept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING
from app.core.records import Values, assign
from app.core.together import set_together
from app.partnerships.queries import in_effect_during
from app.reviews import figures, queries, rules
from app.reviews.models import Review, ReviewComment, ReviewRound, ReviewState

WRITTEN = frozenset(rules.TEXT)


def open_round(
    session: Session, quarter: Quarter, due_on: date | None = None, *, actor: Actor
) -> ReviewRound:
    """Open one review for each partnership in effect at any time in the quarter.

    Raises Refused for a quarter that has not begun, a due day inside it, or an open round.
    """
    due = due_on or rules.usual_due_on(quarter)
    if quarter.first_day > clock.today():
        raise Refused(_("This quarter has not begun yet."), field="quarter")
    if due <= quarter.last_day:
        raise Refused(
            _("Choose a day after the quarter's last day, %(day)s.", day=quarter.last_day),
            field="due_on",
        )
    if queries.find_round(session, quarter) is not None:
        raise Refused(_("The round of this quarter is open already."), field="quarter")
    with acting(session, actor, "round.open"):
        opened = ReviewRound(
            year=quarter.year,
            quarter_number=quarter.number,
            opened_on=clock.today(),
            due_on=due,
        )
        session.add(opened)
    complete_round(session, opened, actor=actor)
    return opened


def complete_round(session: Session, opened: ReviewRound, *, actor: Actor) -> int:
    """Add the reviews the round lacks, so that opening twice adds nothing; how many were added."""
    quarter = opened.quarter
    known = queries.reviewed_partnerships(session, opened.id)
    found = in_effect_during(session, quarter.first_day, quarter.last_day, EVERYTHING)
    missing = [partnership for partnership in found if partnership.id not in known]
    with acting(session, actor, "review.open"):
        session.add_all(
            Review(round_id=opened.id, partnership_id=each.id, owner_id=each.owner_id)
            for each in missing
        )
    return len(missing)


def write_review(session: Session, review: Review, values: Values, *, actor: Actor) -> Review:
    """Keep what the owner wrote; refused once it is submitted or accepted."""
    if not rules.may_be_written(review.state):
        raise Refused(_("This review is submitted; ask a manager to send it back first."))
    with acting(session, actor, "review.write"):
        assign(review, values, WRITTEN)
    return review


def submit(session: Session, review: Review, *, actor: Actor) -> Review:
    """Hand the review to the managers; who submits is kept apart from on whose behalf."""
    if not rules.may_be_written(review.state):
        raise Refused(_("This review is submitted already."))
    gaps = [gap for gap in rules.submission_gaps(review) if not gap.is_met]
    if gaps:
        raise Refused(_("The review is not complete yet."), gaps)
    with acting(session, actor, "review.submit"):
        review.state = ReviewState.SUBMITTED
        review.submitted_at = clock.now()
        review.submitted_by_id = actor.id
        review.on_behalf_of_id = review.owner_id if review.owner_id != actor.id else None
    return review


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
    """Freeze figures, text and lists with their hash; from now on the database refuses changes."""
    if review.state is not ReviewState.SUBMITTED:
        raise Refused(_("Only a submitted review can be accepted."))
    if review.submitted_by_id is not None and review.submitted_by_id == actor.id:
        raise Refused(_("Somebody else must accept what you submitted yourself."))
    if text:
        _comment(session, review, text, actor)
    frozen = figures.snapshot(session, review)
    with acting(session, actor, "review.accept", reason=text):
        review.figures = frozen
        review.accepted_by_id = actor.id
        review.accepted_at = clock.now()
        review.content_hash = rules.content_hash(review, frozen)
        review.state = ReviewState.ACCEPTED
    return review


def follow_owner(
    session: Session,
    partnership_ids: Sequence[int],
    owner_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """What is not accepted yet waits for the partnership's owner of today, not of yesterday."""
    with acting(session, actor, "review.owner", reason):
        waiting = queries.lock_unaccepted(session, partnership_ids)
        set_together(session, waiting, {"owner_id": owner_id})


def _comment(session: Session, review: Review, text: str, actor: Actor) -> None:
    if actor.id is not None:
        session.add(ReviewComment(review_id=review.id, author_id=actor.id, text=text))


hooks.owner_changed.append(follow_owner)
