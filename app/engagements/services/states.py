"""Held, cancelled, rescheduled; each verb expects the engagement with everything on its page."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.search import documents
from app.engagements import rules, search
from app.engagements.models import CancelledBy, Engagement, EngagementState
from app.engagements.services import kept, summaries


def hold(session: Session, engagement: Engagement, *, actor: Actor) -> Engagement:
    """It took place on its date; refused while that lies in the future."""
    rules.check_next(engagement.state, EngagementState.HELD)
    rules.check_held_on(engagement.starts_on, clock.today())
    counted = summaries.Share.of(engagement)
    with acting(session, actor, "engagement.hold"):
        engagement.state = EngagementState.HELD
    documents.put(session, search.to_document(engagement))
    kept.note(session, engagement)
    summaries.move(session, counted, summaries.Share.of(engagement))
    return engagement


def cancel(
    session: Session, engagement: Engagement, by: CancelledBy, reason: str = "", *, actor: Actor
) -> Engagement:
    """It does not take place; what was logged as held by mistake needs a reason as well."""
    rules.check_cancelling(engagement.state, reason)
    was_held = engagement.state is EngagementState.HELD
    counted = summaries.Share.of(engagement)
    with acting(session, actor, "engagement.cancel", reason=reason):
        engagement.state = EngagementState.CANCELLED
        engagement.cancelled_by = by
        engagement.state_reason = reason
    documents.put(session, search.to_document(engagement))
    if was_held:
        kept.refresh(session, kept.Touched.by(engagement))
    summaries.move(session, counted, summaries.Share.of(engagement))
    return engagement


def reschedule(
    session: Session, engagement: Engagement, starts_on: date, reason: str = "", *, actor: Actor
) -> Engagement:
    """It takes place on another date; the last day moves along, the first date is remembered."""
    rules.check_new_date(engagement.state, engagement.starts_on, starts_on)
    rules.check_visit(engagement.type, starts_on, engagement.organisations, reason)
    counted = summaries.Share.of(engagement)
    with acting(session, actor, "engagement.reschedule", reason=reason):
        if engagement.ends_on is not None:
            engagement.ends_on += starts_on - engagement.starts_on
        engagement.first_planned_on = engagement.first_planned_on or engagement.starts_on
        engagement.starts_on = starts_on
        engagement.state = EngagementState.RESCHEDULED
        engagement.state_reason = reason
    documents.put(session, search.to_document(engagement))
    summaries.move(session, counted, summaries.Share.of(engagement))
    return engagement
