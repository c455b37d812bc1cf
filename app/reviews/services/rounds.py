"""Opening a round, by hand or by the command; its reviews follow the owners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING
from app.core.together import add_together, set_together
from app.partnerships.queries import in_effect_during
from app.reviews import queries, rules
from app.reviews.models import Review, ReviewRound


def open_round(
    session: Session, quarter: Quarter, due_on: date | None = None, *, actor: Actor
) -> ReviewRound:
    """Open one review for each partnership in effect at any time in the quarter.

    Raises Refused for a quarter that has not begun, a due day inside it, or an open round.
    """
    due = due_on or _due_on(quarter)
    if quarter.first_day > clock.today():
        raise Refused(_("This quarter has not begun yet."), field="quarter")
    if due <= quarter.last_day:
        raise Refused(
            _("Choose a day after the quarter's last day, %(day)s.", day=quarter.last_day),
            field="due_on",
        )
    if queries.find_round(session, quarter) is not None:
        raise Refused(_("The round of this quarter is open already."), field="quarter")
    with acting(session, actor, "round.open"):
        opened = ReviewRound(
            year=quarter.year,
            quarter_number=quarter.number,
            opened_on=clock.today(),
            due_on=due,
        )
        session.add(opened)
    complete_round(session, opened, actor=actor)
    return opened


def _due_on(quarter: Quarter) -> date:
    """As usual; a round opened long after its quarter gives as many days from today."""
    usual = rules.usual_due_on(quarter)
    if usual >= clock.today():
        return usual
    return clock.today() + (usual - quarter.last_day)


def keep_round_open(
    session: Session, quarter: Quarter, *, actor: Actor
) -> tuple[ReviewRound, bool, int]:
    """Open the round, or add what it lacks: (the round, whether it is new, reviews added).

    Doing it again changes nothing. Raises Refused for a quarter that has not begun.
    """
    opened = queries.find_round(session, quarter)
    if opened is not None:
        return opened, False, complete_round(session, opened, actor=actor)
    opened = open_round(session, quarter, actor=actor)
    return opened, True, len(queries.reviewed_partnerships(session, opened.id))


def complete_round(session: Session, opened: ReviewRound, *, actor: Actor) -> int:
    """Add the reviews the round lacks, so that opening twice adds nothing; how many were added."""
    quarter = opened.quarter
    known = queries.reviewed_partnerships(session, opened.id)
    found = in_effect_during(session, quarter.first_day, quarter.last_day, EVERYTHING)
    missing = [partnership for partnership in found if partnership.id not in known]
    with acting(session, actor, "review.open"):
        new = [
            Review(round_id=opened.id, partnership_id=each.id, owner_id=each.owner_id)
            for each in missing
        ]
        add_together(session, new, by="partnership_id")
    return len(missing)


def follow_owner(
    session: Session,
    partnership_ids: Sequence[int],
    owner_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """What is not accepted yet waits for the partnership's owner of today, not of yesterday."""
    with acting(session, actor, "review.owner", reason):
        waiting = queries.lock_unaccepted(session, partnership_ids)
        set_together(session, waiting, {"owner_id": owner_id})


hooks.owner_changed.append(follow_owner)
