"""Keeping what is typed into a review before it is saved."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import NotFound, Refused
from app.core.i18n import _
from app.reviews import rules
from app.reviews.models import Review, ReviewDraft


def keep_draft(
    session: Session, review: Review, form: Iterable[tuple[str, str]], *, actor: Actor
) -> ReviewDraft:
    """The writer's own form as typed, in place of the one before; ``form`` without its token."""
    if actor.id is None:
        raise NotFound
    if not rules.may_be_written(review.state):
        raise Refused(_("This review is submitted; ask a manager to send it back first."))
    draft = session.get(ReviewDraft, (review.id, actor.id))
    if draft is None:
        draft = ReviewDraft(review_id=review.id, user_id=actor.id)
        session.add(draft)
    draft.form, draft.kept_at = [[name, value] for name, value in form], clock.now()
    session.flush()
    return draft


def drop_draft(session: Session, review: Review, *, actor: Actor) -> None:
    """Saved, or not wanted any more."""
    draft = session.get(ReviewDraft, (review.id, actor.id)) if actor.id is not None else None
    if draft is not None:
        session.delete(draft)
        session.flush()
