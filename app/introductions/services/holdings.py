"""Open requests are in the hands of whoever is asked, and pass on with everything else."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.audit import Actor, acting
from app.core.hooks import Holding, Ownership
from app.core.i18n import _, _l
from app.core.together import set_together
from app.introductions import queries
from app.introductions.permissions import INTRODUCTION_ANSWER

KIND = "introduction"


def requests_of(session: Session, user_id: int) -> list[Holding]:
    """Open requests that wait for a user."""
    return [
        Holding(
            KIND,
            one.id,
            _("Introduction to %(name)s", name=one.organisation.name),
            "introductions.show_introduction",
        )
        for one in queries.open_of(session, user_id)
    ]


def hand_over_introductions(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> list[int]:
    """Open requests pass to another user; those that the successor made go to International
    Affairs, because nobody answers themselves. Their numbers.
    """
    with acting(session, actor, "introduction.hand_over", reason=reason):
        found = queries.lock_introductions(session, ids)
        theirs = [each for each in found if each.is_open and each.handler_id == giver_id]
        own = [each.id for each in theirs if each.asker_id == successor_id]
        others = [each for each in theirs if each.id not in own]
        set_together(session, others, {"handler_id": successor_id})
        set_together(session, [each for each in theirs if each.id in own], {"handler_id": None})
    return own


hooks.ownership.append(
    Ownership(
        KIND,
        _l("Requests for introductions"),
        frozenset({"introduction.handler_id"}),
        requests_of,
        hand_over_introductions,
        INTRODUCTION_ANSWER,
        "introduction",
    )
)
