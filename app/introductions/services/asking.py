"""Asking for an introduction, and withdrawing it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import viewer_of
from app.core.records import Values
from app.introductions import queries, rules
from app.introductions.models import Introduction, IntroductionState
from app.introductions.services import letters
from app.users.models import User


def ask(session: Session, values: Values, *, actor: User, city: str = "") -> Introduction:
    """Ask whoever owns the relation with an organisation; else International Affairs, by nobody.

    ``values``: ``organisation_id`` and ``purpose``; perhaps ``partnership_id`` and ``contact_id``,
    as far as the asker may see them, and ``wanted_by``.
    """
    viewer, number = viewer_of(actor), values["organisation_id"]
    if queries.open_by(session, actor.id, number):
        raise Refused(_("You ask for this introduction already; wait for the answer."))
    owned = queries.owned_with(session, number, viewer, values.get("partnership_id"))
    owner_id = owned.owner_id if owned is not None else None
    rules.check_asking(owner_id, actor.id, values.get("wanted_by"), clock.today())
    request = Introduction(
        organisation_id=number,
        partnership_id=owned.id if owned is not None else None,
        contact_id=values.get("contact_id"),
        asker_id=actor.id,
        handler_id=owner_id,
        asked_on=clock.today(),
        wanted_by=values.get("wanted_by"),
        purpose=values["purpose"],
        state=IntroductionState.OPEN,
        is_demonstration=bool(values.get("is_demonstration")),
    )
    with acting(session, actor, "introduction.ask"):
        session.add(request)
    letters.asked(session, queries.get_introduction(session, request.id), city)
    return request


def withdraw(session: Session, request: Introduction, *, actor: User) -> Introduction:
    """The asker needs it no more."""
    rules.check_open(request)
    with acting(session, actor, "introduction.withdraw"):
        request.state = IntroductionState.WITHDRAWN
        request.answered_on = clock.today()
    return request
