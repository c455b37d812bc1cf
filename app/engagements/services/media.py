"""Where a result became visible."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import NotFound
from app.core.records import Values
from app.engagements.models import Engagement, MediaMention


def add_media(
    session: Session, engagement: Engagement, values: Values, *, actor: Actor
) -> MediaMention:
    """One more medium that told of it: ``outlet``, ``country`` (ISO code) and ``link``."""
    mention = MediaMention(**values)
    with acting(session, actor, "engagement.add_media"):
        engagement.media.append(mention)
        # A mention lies in a row of its own; the engagement's version must rise with it.
        engagement.updated_at = clock.now()
    return mention


def remove_media(
    session: Session, engagement: Engagement, mention_id: int, *, actor: Actor
) -> None:
    """Take back a mention that was entered by mistake; NotFound when it is not there."""
    mention = next((m for m in engagement.media if m.id == mention_id), None)
    if mention is None:
        raise NotFound
    with acting(session, actor, "engagement.remove_media"):
        engagement.media.remove(mention)
        # An orphan would go too, but only what is deleted by name is written into the history.
        session.delete(mention)
        engagement.updated_at = clock.now()
