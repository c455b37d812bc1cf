"""Forms kept as typed, for their author only; nothing in them is checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _
from app.engagements.models import Draft, Intake
from app.users.services import overtake

KIND = "draft"
ENGAGEMENT = "engagement"
# Characters over all fields: far more than anybody types, far less than a table should hold.
LARGEST = 200_000

Payload = dict[str, list[str]]


def save_draft(
    session: Session, title: str, payload: Payload, *, actor: Actor, draft: Draft | None = None
) -> Draft:
    """Keep a form as typed; ``draft`` is the one it was opened from."""
    if sum(len(text) for values in payload.values() for text in values) > LARGEST:
        raise Refused(_("This draft is too long to be kept. Shorten the notes."), field="notes")
    if draft is None:
        draft = Draft(user_id=_author(actor), kind=ENGAGEMENT, payload=payload)
        session.add(draft)
    draft.title, draft.payload, draft.updated_at = title, payload, clock.now()
    session.flush()
    return draft


def delete_draft(session: Session, draft: Draft, *, actor: Actor) -> None:
    """The draft became an engagement, or is not wanted any more; what it was read from may then be
    dropped anew."""
    session.execute(sa.delete(Intake).where(Intake.draft_id == draft.id))
    session.delete(draft)
    session.flush()
    overtake(session, [(KIND, draft.id)], actor=actor)


def take_over_draft(session: Session, draft: Draft, *, actor: Actor) -> Draft:
    """A colleague goes on with the draft of somebody who leaves."""
    draft.user_id = _author(actor)
    session.flush()
    return draft


def hand_over_drafts(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """What somebody began to write passes to another author; drafts have no history."""
    theirs = sa.update(Draft).where(Draft.id.in_(ids), Draft.user_id == giver_id)
    session.execute(theirs.values(user_id=successor_id))


def _author(actor: Actor) -> Any:
    if actor.id is None:
        raise ValueError("A draft belongs to a person.")
    return actor.id
