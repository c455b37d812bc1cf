"""Answering a request: a meeting is planned, it is declined, or a colleague knows better."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import acting
from app.core.db import Visibility
from app.core.i18n import _
from app.core.permissions import Viewer
from app.core.records import Values
from app.engagements import queries as log_queries
from app.engagements import services as engagements
from app.engagements.models import Engagement, EngagementState, EngagementType
from app.introductions import rules
from app.introductions.models import Introduction, IntroductionState
from app.introductions.services import letters
from app.users.models import User


def accept(
    session: Session,
    request: Introduction,
    values: Values,
    *,
    actor: User,
    viewer: Viewer,
    city: str = "",
) -> Engagement:
    """Promise it: a planned engagement with the asker, prefilled with what was asked.

    ``values``: ``starts_on``, perhaps ``type``, ``summary`` and a ``message`` to the asker.
    """
    rules.check_open(request)
    rules.check_meeting(values["starts_on"], clock.today())
    with acting(session, actor, "introduction.accept"):
        engagement = engagements.log_engagement(
            session, _planned(request, values, actor, viewer), actor=actor, viewer=viewer
        )
        request.engagement_id = engagement.id
        _answer(request, IntroductionState.ACCEPTED, values.get("message") or "")
    letters.answered(session, request, city)
    return engagement


def decline(
    session: Session, request: Introduction, reason: str, *, actor: User, city: str = ""
) -> Introduction:
    """No, and why: the asker reads the reason."""
    rules.check_open(request)
    with acting(session, actor, "introduction.decline", reason=reason):
        _answer(request, IntroductionState.DECLINED, reason)
    letters.answered(session, request, city)
    return request


def redirect(
    session: Session,
    request: Introduction,
    colleague: User | None,
    note: str,
    *,
    actor: User,
    city: str = "",
) -> Introduction:
    """A colleague knows better and is asked instead; the request stays open."""
    rules.check_open(request)
    rules.check_passing(request, colleague)
    with acting(session, actor, "introduction.redirect", reason=note):
        request.handler = colleague
        request.answer = note
    letters.asked(session, request, city)
    letters.redirected(session, request, city)
    return request


def take(session: Session, request: Introduction, *, actor: User) -> Introduction:
    """Answer what nobody was asked."""
    rules.check_open(request)
    with acting(session, actor, "introduction.take"):
        request.handler = actor
    return request


def _answer(request: Introduction, state: IntroductionState, answer: str) -> None:
    request.state, request.answered_on = state, clock.today()
    request.answer = answer


def _planned(request: Introduction, values: Values, actor: User, viewer: Viewer) -> dict[str, Any]:
    """The engagement as it is logged, without what the one who promises may not see."""
    partnership, contact = request.partnership, request.contact
    sees = partnership is not None and log_queries.may_see_partnership(viewer, partnership)
    knows = contact is not None and log_queries.may_see_contact(viewer, contact)
    restricted = [
        one for one in (partnership, contact) if one and one.visibility is Visibility.RESTRICTED
    ]
    return {
        "type": values.get("type") or EngagementType.MEETING,
        "starts_on": values["starts_on"],
        "state": EngagementState.PLANNED,
        "summary": values.get("summary") or _("Introduction of %(name)s", name=request.asker.name),
        "notes": request.purpose,
        "organisations": [request.organisation_id],
        "people": [actor.id, request.asker_id],
        "contacts": [request.contact_id] if knows else [],
        # What was asked about something restricted is not told to everybody.
        "visibility": Visibility.RESTRICTED if restricted else Visibility.CITY,
        "partnership_id": request.partnership_id if sees else None,
        "is_demonstration": request.is_demonstration,
    }
