"""What is still open under a partnership, and what somebody must hand over before leaving."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.hooks import Holding, Ownership
from app.core.i18n import _, _l
from app.engagements import queries
from app.engagements.models import FollowUp
from app.engagements.permissions import ENGAGEMENT_LOG, FOLLOW_UP_KEEP
from app.engagements.services import drafts, follow_ups


def _follow_up(follow_up: FollowUp) -> Holding:
    title = _("Follow-up: %(what)s", what=follow_up.what)
    return Holding(follow_ups.KIND, follow_up.id, title, "engagements.show_follow_up")


def open_under(session: Session, partnership_id: int) -> list[Holding]:
    """Ending a partnership asks for its open follow-ups to be closed or moved."""
    found = queries.open_follow_ups_for_partnership(session, partnership_id)
    return [_follow_up(follow_up) for follow_up in found]


def promises_of(session: Session, user_id: int) -> list[Holding]:
    """Open follow-ups assigned to a user."""
    return [_follow_up(found) for found in queries.open_follow_ups_of_user(session, user_id)]


def drafts_of(session: Session, user_id: int) -> list[Holding]:
    """What a user began to write."""
    return [
        Holding(
            drafts.KIND,
            draft.id,
            _("Draft: %(title)s", title=draft.title or _("Engagement without a summary")),
            "engagements.show_draft",
        )
        for draft in queries.my_drafts(session, user_id, limit=None)
    ]


hooks.before_end.append(open_under)
hooks.recent_use.append(queries.recently_used)
hooks.settle_end[follow_ups.KIND] = follow_ups.settle_follow_up
hooks.ownership.append(
    Ownership(
        follow_ups.KIND,
        _l("Follow-ups to keep"),
        frozenset({"follow_up.assignee_id"}),
        promises_of,
        follow_ups.hand_over_follow_ups,
        FOLLOW_UP_KEEP,
        "follow_up",
    )
)
hooks.ownership.append(
    Ownership(
        drafts.KIND,
        _l("Drafts"),
        frozenset({"draft.user_id"}),
        drafts_of,
        drafts.hand_over_drafts,
        ENGAGEMENT_LOG,
        "draft",
    )
)
