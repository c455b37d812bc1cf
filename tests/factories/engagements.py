"""Engagements and follow-ups."""

from __future__ import annotations

from itertools import count
from typing import Any

from app.core import clock
from app.core.audit import SYSTEM
from app.core.session import Session
from app.engagements import services
from app.engagements.models import Engagement, EngagementType, FollowUp
from app.partnerships.models import Partnership
from tests.factories.organisations import make_organisation
from tests.factories.users import make_user

_numbers = count(1)
LINKS = ("organisations", "people", "contacts", "objectives", "focus_areas")


def make_engagement(
    session: Session, *, partnership: Partnership | None = None, **values: Any
) -> Engagement:
    """A meeting held today; records or their numbers may be given for what it is linked to."""
    given: dict[str, Any] = {
        "type": EngagementType.MEETING,
        "starts_on": clock.today(),
        "summary": f"Talk number {next(_numbers)}",
        "partnership_id": partnership.id if partnership is not None else None,
        **values,
    }
    if "organisations" not in given:
        given["organisations"] = [make_organisation(session)]
    if "people" not in given:
        given["people"] = [make_user(session)]
    for name in LINKS:
        if given.get(name) is not None:
            given[name] = [getattr(item, "id", item) for item in given[name]]
    return services.log_engagement(session, given, actor=SYSTEM)


def make_follow_up(
    session: Session,
    *,
    engagement: Engagement | None = None,
    partnership: Partnership | None = None,
    **values: Any,
) -> FollowUp:
    """A promise of ours, of a new engagement unless another or a partnership is given."""
    if engagement is None and partnership is None:
        engagement = make_engagement(session)
    given: dict[str, Any] = {
        "what": f"Send paper number {next(_numbers)}",
        "engagement_id": engagement.id if engagement is not None else None,
        "partnership_id": partnership.id if partnership is not None else None,
        **values,
    }
    if "assignee_id" not in given:
        given["assignee_id"] = make_user(session).id
    return services.add_follow_up(session, given, actor=SYSTEM)
