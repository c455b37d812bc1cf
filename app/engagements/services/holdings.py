"""What is still open under a partnership, and what somebody must hand over before leaving."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.hooks import Holding
from app.core.i18n import _
from app.engagements import queries
from app.engagements.models import FollowUp


def _follow_up(follow_up: FollowUp) -> Holding:
    title = _("Follow-up: %(what)s", what=follow_up.what)
    return Holding("follow_up", follow_up.id, title, "engagements.show_follow_up")


def open_under(session: Session, partnership_id: int) -> list[Holding]:
    """Ending a partnership asks for its open follow-ups to be closed or moved."""
    found = queries.open_follow_ups_for_partnership(session, partnership_id)
    return [_follow_up(follow_up) for follow_up in found]


def owned_by(session: Session, user_id: int) -> list[Holding]:
    """Open follow-ups assigned to a user, and their drafts."""
    promises = queries.open_follow_ups_of_user(session, user_id)
    drafts = queries.my_drafts(session, user_id, limit=1000)
    return [_follow_up(follow_up) for follow_up in promises] + [
        Holding(
            "draft",
            draft.id,
            _("Draft: %(title)s", title=draft.title or _("Engagement without a summary")),
            "engagements.show_draft",
        )
        for draft in drafts
    ]


hooks.before_end.append(open_under)
hooks.ownership.append(owned_by)
