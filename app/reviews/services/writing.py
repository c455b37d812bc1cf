"""The owner's side: write, delegate to the deputy, submit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.records import Values, assign, raise_version
from app.reviews import rules
from app.reviews.models import Criterion, Review, ReviewScore, ReviewState

WRITTEN = frozenset(rules.WRITTEN)


def write_review(session: Session, review: Review, values: Values, *, actor: Actor) -> Review:
    """Keep what the owner wrote, as it was written; refused once it is submitted or accepted.

    ``values`` are fields of the review and, as ``<criterion>_score``, ``_reason`` and
    ``_evidence``, of its scores, which must be loaded.
    """
    if not rules.may_be_written(review.state):
        raise Refused(_("This review is submitted; ask a manager to send it back first."))
    text = {name: value for name, value in values.items() if name not in rules.CRITERION_FIELDS}
    with acting(session, actor, "review.write"):
        assign(review, text, WRITTEN)
        if _score(review, values):
            raise_version(review)
    return review


def _score(review: Review, values: Values) -> bool:
    """Whether any score, reason or evidence changed."""
    kept = {one.criterion: one for one in review.scores}
    changed = False
    for criterion in Criterion:
        for part, blank in (("score", None), ("reason", ""), ("evidence", "")):
            name = rules.criterion_field(criterion, part)
            if name not in values:
                continue
            value = values[name] or blank
            one = kept.get(criterion)
            if value == (blank if one is None else getattr(one, part)):
                continue
            if one is None:
                one = kept[criterion] = ReviewScore(criterion=criterion, reason="", evidence="")
                review.scores.append(one)
            setattr(one, part, value)
            changed = True
    return changed


def delegate(session: Session, review: Review, to_deputy: bool, *, actor: Actor) -> Review:
    """Let the deputy write it on the owner's behalf, or take it back."""
    if not rules.may_be_written(review.state):
        raise Refused(_("This review is submitted; ask a manager to send it back first."))
    if to_deputy and review.partnership.deputy_id is None:
        raise Refused(_("This partnership has no deputy. Choose one on its page first."))
    with acting(session, actor, "review.delegate" if to_deputy else "review.take_back"):
        review.is_delegated = to_deputy
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
