"""Taking in what was dropped: a new draft, a changed one, a change of what was logged from it."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import Viewer
from app.engagements import queries, rules
from app.engagements.models import CancelledBy, Draft, Engagement, Intake
from app.engagements.rules import Dropped
from app.engagements.services import states
from app.engagements.services.drafts import delete_draft, save_draft
from app.engagements.services.intake_values import payload_of, renewed
from app.engagements.services.log import update_engagement
from app.users.models import User

MayEdit = Callable[[Engagement], bool]


class Taken(enum.StrEnum):
    """What came of a drop."""

    DRAFTED = "drafted"
    RENEWED = "renewed"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    LOGGED = "logged"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Outcome:
    """``draft_id`` or ``engagement_id`` is where to go on, if there is such a place."""

    taken: Taken
    title: str
    draft_id: int | None = None
    engagement_id: int | None = None


def key_of(dropped: Dropped) -> str:
    return hashlib.sha256(dropped.key.encode()).hexdigest()


def take_in(
    session: Session, dropped: Dropped, *, actor: User, viewer: Viewer, may_edit: MayEdit
) -> Outcome:
    """One event or message; dropping it again changes nothing, dropping a newer version what is
    new. Refused when a cancellation is of nothing that is known here.
    """
    key = key_of(dropped)
    logged = queries.find_logged(session, key, viewer)
    if logged is not None:
        return _apply(session, dropped, key, logged, actor, viewer, may_edit)
    known = queries.find_intake(session, actor.id, key)
    draft = known.draft if known is not None else None
    if dropped.is_cancelled:
        if draft is None:
            raise Refused(_("It was cancelled, and nothing is known of it here."))
        delete_draft(session, draft, actor=actor)
        return Outcome(Taken.WITHDRAWN, dropped.summary)
    if known is not None and draft is not None:
        return _renew(session, dropped, known, draft, actor, viewer)
    payload = payload_of(session, dropped, actor, viewer)
    made = save_draft(session, dropped.summary, payload, actor=actor)
    if known is None:
        known = Intake(user_id=actor.id, key=key)
        session.add(known)
    known.version, known.draft_id, known.engagement_id = dropped.version, made.id, None
    session.flush()
    return Outcome(Taken.DRAFTED, dropped.summary, draft_id=made.id)


def became(session: Session, draft: Draft, engagement: Engagement) -> None:
    """The draft was logged: from now on a newer version changes the engagement."""
    mine = sa.update(Intake).where(Intake.draft_id == draft.id)
    session.execute(mine.values(draft_id=None, engagement_id=engagement.id))


def _renew(
    session: Session, dropped: Dropped, known: Intake, draft: Draft, actor: User, viewer: Viewer
) -> Outcome:
    if dropped.version <= known.version:
        return Outcome(Taken.UNCHANGED, draft.title, draft_id=draft.id)
    payload = renewed(draft, payload_of(session, dropped, actor, viewer))
    save_draft(session, dropped.summary, payload, actor=actor, draft=draft)
    known.version = dropped.version
    session.flush()
    return Outcome(Taken.RENEWED, dropped.summary, draft_id=draft.id)


def _apply(
    session: Session,
    dropped: Dropped,
    key: str,
    logged: tuple[int, int],
    actor: User,
    viewer: Viewer,
    may_edit: MayEdit,
) -> Outcome:
    """What was held stays; what is to come is cancelled or moved by whoever may edit it."""
    number, version = logged
    engagement = queries.get_engagement(session, number, viewer, lock=True)

    def outcome(taken: Taken) -> Outcome:
        return Outcome(taken, engagement.summary, engagement_id=number)

    if not rules.is_upcoming(engagement.state) or not may_edit(engagement):
        return outcome(Taken.LOGGED)
    if dropped.is_cancelled:
        by = CancelledBy.US if _is_ours(dropped, actor) else CancelledBy.THEM
        states.cancel(session, engagement, by, _("The invitation was cancelled."), actor=actor)
        return outcome(Taken.CANCELLED)
    if dropped.version <= version:
        return outcome(Taken.LOGGED)
    _move(session, engagement, dropped, actor, viewer)
    newer = sa.update(Intake).where(Intake.key == key, Intake.engagement_id == number)
    session.execute(newer.values(version=dropped.version))
    return outcome(Taken.MOVED)


def _move(
    session: Session, engagement: Engagement, dropped: Dropped, actor: User, viewer: Viewer
) -> None:
    if dropped.starts_on != engagement.starts_on:
        reason = _("The invitation was changed.")
        states.reschedule(session, engagement, dropped.starts_on, reason, actor=actor)
    told = {
        "starts_at": dropped.starts_at,
        "ends_at": dropped.ends_at,
        "ends_on": dropped.ends_on,
        "place": dropped.place or engagement.place,
        "is_online": dropped.is_online,
    }
    update_engagement(session, engagement, told, actor=actor, viewer=viewer)


def _is_ours(dropped: Dropped, actor: User) -> bool:
    """Whether the first named, who organises it, writes from the city's own domain."""
    organiser = next(iter(dropped.people), None)
    return organiser is not None and organiser.domain == actor.email.rpartition("@")[2].casefold()
